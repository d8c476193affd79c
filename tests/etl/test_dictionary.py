"""docs/data-dictionary.md is what schema.sql says, and both databases have the columns it names."""

from pathlib import Path

from sqlalchemy import Engine, inspect

from etl.dictionary import as_markdown, dictionary

DOCUMENT = Path(__file__).parents[2] / "docs/data-dictionary.md"


def test_the_document_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == as_markdown(dictionary()), "run 'make dictionary'"


def test_both_databases_have_what_it_names(engine: Engine) -> None:
    inspector = inspect(engine)
    for one in dictionary():
        assert [column["name"] for column in inspector.get_columns(one.name)] == [column.name for column in one.columns]


def test_it_names_every_view(engine: Engine) -> None:
    assert {one.name for one in dictionary() if one.is_view} == set(inspect(engine).get_view_names())


def test_everything_is_explained() -> None:
    assert [one.name for one in dictionary() if len(one.comment) < 20] == []
    assert [(one.name, column.name) for one in dictionary() for column in one.columns if not column.comment] == []
