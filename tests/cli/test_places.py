"""Where a command reads and writes."""

from pathlib import Path

import pytest

from cli.errors import BadOption
from cli.places import places


def test_without_a_database_it_lies_in_the_data_folder() -> None:
    assert places(Path("elsewhere"), None).database == "sqlite:///elsewhere/questions.db"


def test_an_absolute_data_folder_stays_absolute() -> None:
    assert places(Path("/srv/q"), None).database == "sqlite:////srv/q/questions.db"


def test_the_landing_zone_and_the_locks_lie_in_the_data_folder() -> None:
    here = places(Path("d"), "sqlite:////srv/other.db")
    assert (here.landing, here.locks) == (Path("d/landing"), Path("d/locks"))


def test_a_sqlite_database_is_shown_as_its_file() -> None:
    assert places(Path("d"), "sqlite:////srv/other.db").shown == "/srv/other.db"


def test_a_server_is_shown_without_its_password() -> None:
    shown = places(Path("d"), "postgresql+psycopg://reader:secret@db/questions").shown
    assert shown == "postgresql+psycopg://reader:***@db/questions"


def test_a_server_is_connected_to_with_its_password() -> None:
    assert "secret" in places(Path("d"), "postgresql+psycopg://reader:secret@db/questions").database


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql+psycopg://db/questions"])
def test_what_is_no_file_has_none(url: str) -> None:
    assert places(Path("d"), url).database_file is None


@pytest.mark.parametrize("text", ["my-questions.db", "not a url", "postgresql+psycopg://db:port/name"])
def test_what_is_no_address_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(BadOption, match=r"^--database is no database URL; write sqlite:///") as refusal:
        places(Path("d"), text)
    assert text not in str(refusal.value)


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(BadOption, match="cannot use the data folder"):
        places(tmp_path / "data" / "more", None).make_data_folder()
