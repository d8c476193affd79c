"""Opening the database: SQLite by default, PostgreSQL as a server."""

from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from etl.dialects import dialect_named
from etl.errors import DatabaseUnreachable


def connect(url: str) -> Engine:
    """Return an engine for a database that answers; a SQLite file and its folders are made where missing.

    Raises DatabaseUnreachable, in one line and without the password.
    """
    address = _address(url)
    arguments = dialect_named(address.get_backend_name()).connect_arguments
    try:
        engine = create_engine(
            address,
            hide_parameters=True,
            # What the address itself says goes first, e.g. sqlite:///questions.db?timeout=5.
            connect_args={name: value for name, value in arguments.items() if name not in address.query},
            # A server may have been restarted while a crawl of hours had nothing to load.
            pool_pre_ping=True,
        )
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise DatabaseUnreachable(f"no driver for {_shown(address)}: {error}") from error
    dialect_named(engine.dialect.name).prepare(engine)
    _probe(engine, address)
    return engine


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        raise DatabaseUnreachable("not a database address; expected sqlite:///FILE or postgresql+psycopg://…") from None
    match address.get_backend_name():
        case "sqlite":
            _make_folder(address)
            return address
        case "postgresql" | "postgres":
            return address.set(drivername="postgresql+psycopg")
        case other:
            raise DatabaseUnreachable(
                f"no support for {other} databases; expected sqlite:///FILE or postgresql+psycopg://…"
            )


def _make_folder(address: URL) -> None:
    if address.database in (None, "", ":memory:"):
        return
    folder = Path(str(address.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"cannot open {_shown(address)}: no folder {folder} can be made ({error.strerror}); name another file"
        raise DatabaseUnreachable(message) from error


def _probe(engine: Engine, address: URL) -> None:
    try:
        with engine.connect() as connection:
            connection.execute(text(dialect_named(engine.dialect.name).probe))
    except (DBAPIError, UnicodeError) as error:
        engine.dispose()
        reason = str(error.orig if isinstance(error, DBAPIError) else error)
        raise DatabaseUnreachable(f"cannot open {_shown(address)}: {_one_line(reason, address)}") from None


def _shown(address: URL) -> str:
    # The query may name a password too.
    return address.set(query={}).render_as_string(hide_password=True)


def _one_line(reason: str, address: URL) -> str:
    line = " ".join(reason.split())
    return line.replace(str(address.password), "***") if address.password else line
