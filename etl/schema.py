"""The shape of the database: schema.sql, read, created and checked."""

import re
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from etl.dialects import dialect_of
from etl.errors import SchemaMismatch
from etl.registers import fill_registers, registers_stand

VERSION = 3

_TABLE = re.compile(r"CREATE TABLE (\w+) \(")
_COLUMN = re.compile(r" {4}([a-z]\w*) +[A-Z]")


def schema_sql() -> str:
    """Return the text of schema.sql: of the installed package, else of the checkout."""
    packaged = Path(__file__).with_name("schema.sql")
    path = packaged if packaged.exists() else Path(__file__).parents[1] / "schema.sql"
    return path.read_text(encoding="utf-8")


def has_schema(engine: Engine) -> bool:
    """Tell whether a database holds this version's tables, False where it holds nothing; raise SchemaMismatch else."""
    with engine.connect() as connection:
        return not _is_empty(connection)


def ensure_schema(engine: Engine) -> None:
    """Create the tables in an empty database and bring the registers up to date.

    A database that needs neither is only read, so that nobody waits for a load. Raises SchemaMismatch for a database
    that holds anything else than this version's tables.
    """
    with engine.connect() as connection:
        if not _is_empty(connection) and registers_stand(connection):
            return
    dialect = dialect_of(engine)
    with dialect.writing(engine).begin() as connection:
        dialect.lock(connection)
        if _is_empty(connection):
            _create(connection)
        fill_registers(connection)


def statements(sql: str) -> list[str]:
    """Return the statements of a schema file, without its comments."""
    code = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    return [statement for part in code.split(";\n") if (statement := part.strip().rstrip(";"))]


def comments(sql: str) -> list[tuple[str, str | None, str]]:
    """Return the comments of a schema file as (table, column or None for the table itself, text)."""
    found: list[tuple[str, str | None, str]] = []
    above: list[str] = []
    table = ""
    for line in sql.splitlines():
        if line.lstrip().startswith("--"):
            above.append(line.lstrip()[2:].strip())
            continue
        if named := _TABLE.match(line):
            table = named[1]
            found.append((table, None, " ".join(above)))
        elif (column := _COLUMN.match(line)) and above:
            found.append((table, column[1], " ".join(above)))
        above = []
    return found


def _create(connection: Connection) -> None:
    sql = schema_sql()
    dialect = dialect_of(connection)
    for statement in statements(sql):
        connection.execute(text(dialect.ddl(statement)))
    dialect.finish_schema(connection, comments(sql))


def _is_empty(connection: Connection) -> bool:
    """Tell whether there is nothing yet; refuse what is not ours."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return True
    if "schema_version" not in tables:
        raise SchemaMismatch(f"this database holds other tables ({', '.join(sorted(tables)[:3])}…): give an empty one")
    version = connection.scalar(text("SELECT max(version) FROM schema_version"))
    if version != VERSION:
        raise SchemaMismatch(
            f"the database has version {version} of the tables, this program needs {VERSION}: "
            "load into a new database with 'questions load --all'"
        )
    return False
