"""PostgreSQL: the server."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, Table, event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from etl.comments import Comment
from etl.dialects import postgresql_search
from etl.patience import PATIENCE

# Advisory locks, held to the end of the transaction. Any numbers, so long as every load asks for the same ones, in this
# order: a load shares the first one, which everything else that writes holds alone; then its legislatures, the deputies
# it brings, and at its end what is counted over all legislatures.
LOAD_LOCK = 4_700_113
LEGISLATURE_LOCK = 4_700_114
DEPUTY_LOCK = 4_700_115
SHARED_LOCK = 4_700_116
ALL_ROWS = "SELECT pg_advisory_xact_lock(:lock)"
SOME_ROWS = "SELECT pg_advisory_xact_lock_shared(:lock)"
OF_A_KIND = "SELECT pg_advisory_xact_lock(:kind, :key)"
# Each load in the same order, or two of them would wait for each other.
OF_DEPUTIES = """
    SELECT pg_advisory_xact_lock(:kind, key)
    FROM (SELECT DISTINCT hashtext(deputy_id) AS key FROM ({deputies}) AS brought ORDER BY key) AS ordered
"""
LOCK_NOT_AVAILABLE, DEADLOCK_DETECTED = "55P03", "40P01"
BYTES = re.compile(r"^( {4}\w+) BLOB\b", re.MULTILINE)
LONG_TEXTS = (("question_text", "question_text"), ("question_text", "answer_text"), ("rejection", "raw"))

# Keys of tables that a load of questions that are all new only adds to.
KEYS_ADDED_TO = ("question_text", "question_theme", "question_event", "question_source", "comment_count")
# What is noted of a connection while its tables are bare.
KEYS, DROPPED_INDEXES = "keys of bare tables", "indexes of bare tables"
# By what loads look rows up, where it is more than the question: of parts of keys PostgreSQL, told nothing, expects one
# row or all.
LOOKED_UP_BY = {
    "question_event": ("question_id", "kind"),
    "question_source": ("question_id", "source", "detail", "content_hash"),
    "question_reading": ("question_id", "source", "detail", "content_hash"),
}
KEYS_OF = """
    SELECT c.relname AS table_name, quote_ident(k.conname) AS name, pg_get_constraintdef(k.oid) AS definition
    FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
    WHERE k.contype = 'p' AND c.relname = ANY(:tables) AND pg_table_is_visible(c.oid)
    ORDER BY c.relname
"""
REFERENCES = """
    SELECT c.relname AS table_name, quote_ident(k.conname) AS name, pg_get_constraintdef(k.oid) AS definition
    FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
    WHERE k.contype = 'f' AND c.relname = ANY(:tables) AND pg_table_is_visible(c.oid)
    ORDER BY c.relname, k.conname
"""
# Those of a key are constraints.
INDEXES = """
    SELECT CAST(CAST(i.indexrelid AS regclass) AS text) AS name, pg_get_indexdef(i.indexrelid) AS definition
    FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid
    WHERE c.relname = ANY(:tables) AND pg_table_is_visible(c.oid)
      AND NOT EXISTS (SELECT 1 FROM pg_constraint AS k WHERE k.conindid = i.indexrelid)
    ORDER BY 1
"""


class PostgreSQL:
    connect_arguments: dict[str, Any] = {"connect_timeout": 10, "client_encoding": "utf8"}  # noqa: RUF012
    probe = "SELECT 1"
    by_key = ""
    byte_order = "C"
    storage_class = "CASE WHEN scale({column}) > 0 THEN 'real' ELSE 'integer' END"
    themes = """
        SELECT derived.question_id, CAST(item.position AS INTEGER) AS position, item.theme
        FROM derived, jsonb_array_elements_text(CAST(derived.themes AS jsonb)) WITH ORDINALITY AS item (theme, position)
    """
    events = """
        SELECT derived.question_id, item.place, item.event ->> 'kind' AS kind,
               CAST(item.event ->> 'happened_on' AS DATE) AS happened_on, item.event ->> 'detail' AS detail,
               item.event ->> 'ministry_id' AS ministry_id, item.event ->> 'jo_type' AS jo_type,
               item.event ->> 'jo_page' AS jo_page, item.event ->> 'jo_number' AS jo_number,
               item.event ->> 'jo_url' AS jo_url, item.event ->> 'jo_reference' AS jo_reference
        FROM derived, jsonb_array_elements(CAST(derived.events AS jsonb)) WITH ORDINALITY AS item (event, place)
        WHERE derived.events <> '[]'
    """
    mandates = """
        SELECT said.deputy_id, said.legislature, CAST(item.mandate ->> 'starts_on' AS DATE) AS starts_on,
               CAST(item.mandate ->> 'ends_on' AS DATE) AS ends_on, item.mandate ->> 'end_reason' AS end_reason
        FROM said_of_mandates AS said, jsonb_array_elements(CAST(said.mandates AS jsonb)) AS item (mandate)
    """

    groups = """
        SELECT d.deputy_id, d.legislature, item.stay ->> 'group_id' AS group_id,
               CAST(item.stay ->> 'starts_on' AS DATE) AS starts_on, CAST(item.stay ->> 'ends_on' AS DATE) AS ends_on
        FROM touched_deputy AS t JOIN deputy_source AS d ON d.deputy_id = t.deputy_id,
             jsonb_array_elements(CAST(d.groups AS jsonb)) AS item (stay)
    """

    def prepare(self, engine: Engine) -> None:
        event.listen(engine, "connect", _settle_in)

    def writing(self, engine: Engine) -> Engine:
        return engine

    @contextmanager
    def reading(self, connection: Connection) -> Iterator[Connection]:
        yield connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        connection.rollback()

    def lock(self, connection: Connection, legislatures: Collection[int] = ()) -> None:
        connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
        connection.execute(text(SOME_ROWS if legislatures else ALL_ROWS), {"lock": LOAD_LOCK})
        for legislature in sorted({*legislatures}):
            connection.execute(text(OF_A_KIND), {"kind": LEGISLATURE_LOCK, "key": legislature})
        # Or a batch of a few thousand keys would be looked up by reading whole tables.
        connection.execute(text("SET LOCAL random_page_cost = 1.1"))
        if _has_lz4(connection):
            # A text keeps the compression under which it was staged, whatever its column asks for.
            connection.execute(text("SET LOCAL default_toast_compression = 'lz4'"))

    def unguarded(self, connection: Connection) -> AbstractContextManager[None]:
        return nullcontext()

    @contextmanager
    def bare(self, connection: Connection, tables: Sequence[str]) -> Iterator[None]:
        asked = {"tables": list(tables)}
        references = connection.execute(text(REFERENCES), asked).all()
        keys = connection.execute(text(KEYS_OF), {"tables": [name for name in tables if name in KEYS_ADDED_TO]}).all()
        indexes = connection.execute(text(INDEXES), asked).all()
        for row in (*references, *keys):
            connection.exec_driver_sql(f"ALTER TABLE {row.table_name} DROP CONSTRAINT {row.name}")
        for row in indexes:
            connection.exec_driver_sql(f"DROP INDEX {row.name}")
        connection.info.update({KEYS: keys, DROPPED_INDEXES: indexes})
        try:
            yield
            self.restore_keys(connection)
            self.restore_indexes(connection)
        finally:
            # The connection goes back to its pool, whatever happened.
            for noted in (KEYS, DROPPED_INDEXES):
                connection.info.pop(noted, None)
        for row in references:
            connection.exec_driver_sql(f"ALTER TABLE {row.table_name} ADD CONSTRAINT {row.name} {row.definition}")
        # The server would do it within a minute, the next run may come before; of keys a small sample tells enough.
        connection.exec_driver_sql("SET LOCAL default_statistics_target = 10")
        for table in tables:
            self.analyze(connection, table, LOOKED_UP_BY.get(table, ("question_id",)))

    def lock_deputies(self, connection: Connection, deputies: str) -> None:
        connection.execute(text(OF_DEPUTIES.format(deputies=deputies)), {"kind": DEPUTY_LOCK})

    def lock_shared(self, connection: Connection) -> None:
        connection.execute(text(ALL_ROWS), {"lock": SHARED_LOCK})

    def is_busy(self, error: DBAPIError) -> bool:
        return getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE

    def is_deadlock(self, error: DBAPIError) -> bool:
        return getattr(error.orig, "sqlstate", None) == DEADLOCK_DETECTED

    def ddl(self, statement: str) -> str:
        return BYTES.sub(r"\1 BYTEA", statement)

    def finish_schema(self, connection: Connection, comments: Iterable[Comment]) -> None:
        # At once: each would be a journey to the server.
        told = "\n".join(f"COMMENT ON {one.kind} {one.name} IS {_quoted(one.text)};" for one in comments)
        connection.exec_driver_sql(f"DO $told$ BEGIN {told} END $told$")
        # A correction of its texts changes no indexed column of a question: with room on its page, no index is written.
        connection.exec_driver_sql("ALTER TABLE question SET (fillfactor = 95)")
        if _has_lz4(connection):
            for table, column in LONG_TEXTS:
                connection.exec_driver_sql(f"ALTER TABLE {table} ALTER COLUMN {column} SET COMPRESSION lz4")

    def make_routines(self, connection: Connection) -> None:
        for statement in postgresql_search.STATEMENTS:
            connection.exec_driver_sql(statement.replace("%", "%%"))

    def settle(self, table: Table) -> None:
        """Do nothing: the types are right as they are."""

    def adapt(self, sql: str) -> str:
        return sql

    def restore_keys(self, connection: Connection) -> None:
        for row in connection.info.pop(KEYS, ()):
            connection.exec_driver_sql(f"ALTER TABLE {row.table_name} ADD CONSTRAINT {row.name} {row.definition}")

    def restore_indexes(self, connection: Connection) -> None:
        for row in connection.info.pop(DROPPED_INDEXES, ()):
            connection.exec_driver_sql(row.definition)

    def insert_rows(
        self, connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        driver: Any = connection.connection.driver_connection
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        try:
            with driver.cursor() as cursor, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
        except connection.dialect.loaded_dbapi.Error as error:
            # SQLAlchemy saw nothing of it; whoever waits for the database's errors waits for SQLAlchemy's.
            raise OperationalError(statement, None, error, hide_parameters=True) from error

    def empty(self, connection: Connection, table: str) -> None:
        # Deleted rows would stay to be read over to the end of the transaction, batch after batch.
        connection.exec_driver_sql(f"TRUNCATE {table}")

    def analyze(self, connection: Connection, table: str, columns: Sequence[str]) -> None:
        connection.exec_driver_sql(f"ANALYZE {table} ({', '.join(columns)})")


def _quoted(comment: str) -> str:
    # The driver takes % for a place of a value.
    return "'" + comment.replace("'", "''").replace("%", "%%") + "'"


def _settle_in(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        # The default of 8 MB has a batch's staging tables written to disk and read back.
        cursor.execute("SET temp_buffers = '64MB'")
        cursor.execute("SET work_mem = '32MB'")
        # To compile a plan costs more than a batch, and a quarter of what the views take.
        cursor.execute("SET jit = off")
    connection.commit()


def _has_lz4(connection: Connection) -> bool:
    """Tell whether this server compresses with lz4: version 14 or later, built with it."""
    choices = connection.scalar(text("SELECT enumvals FROM pg_settings WHERE name = 'default_toast_compression'"))
    return "lz4" in (choices or [])
