"""Where a command reads and writes: the data folder and the database."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import ArgumentError

from cli.errors import BadOption


@dataclass(frozen=True, slots=True)
class Places:
    """The data folder with its landing zone, archive and locks, and the address of the database."""

    data: Path
    url: URL

    @property
    def landing(self) -> Path:
        return self.data / "landing"

    @property
    def archive(self) -> Path:
        return self.data / "archive"

    @property
    def locks(self) -> Path:
        return self.data / "locks"

    @property
    def decisions(self) -> Path:
        """What a person decided about ministry labels."""
        return self.data / "ministry_decisions.csv"

    @property
    def database(self) -> str:
        """The address to connect with, password included."""
        return self.url.render_as_string(hide_password=False)

    @property
    def database_file(self) -> Path | None:
        """The file of a SQLite database; None for a server or a database in memory."""
        name = self.url.database
        if self.url.get_backend_name() != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
            return None
        return Path(name)

    @property
    def shown(self) -> str:
        """The database as a person is told of it: the file's path, or the address without its password."""
        return str(self.database_file or self.url.set(query={}).render_as_string())

    def make_data_folder(self) -> None:
        """Create the data folder and what a crawl needs in it; raise BadOption where that is impossible."""
        try:
            self.locks.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"cannot use the data folder {self.data}: {error.strerror}; give --data one that you may write to"
            raise BadOption(message) from error


def places(data: Path, database: str | None) -> Places:
    """Return the places of a command; without a database, ``questions.db`` in the data folder.

    Raises BadOption for an address that is no database URL.
    """
    if not database:
        return Places(data, URL.create("sqlite", database=str(data / "questions.db")))
    try:
        url = make_url(database)
        if "@" in (url.host or ""):
            raise BadOption("--database: write the @ of a user name or password as %40")
        return Places(data, url)
    except (ArgumentError, ValueError):
        message = "--database is no database URL; write sqlite:///questions.db or postgresql+psycopg://user@host/name"
        raise BadOption(message) from None
