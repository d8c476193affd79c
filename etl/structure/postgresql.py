"""How the tables of a PostgreSQL database are built: by its catalog."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from etl.schema import create_tables

PRESENT = "(SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = current_schema())"
# The type of a constraint 'n', NOT NULL, is told with the column; PostgreSQL 18 has it twice.
CLAUSES = """
    SELECT 'table ' || c.relname, a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
           || COALESCE(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = {schema}
    UNION ALL
    SELECT 'table ' || c.relname, pg_get_constraintdef(k.oid)
    FROM pg_class AS c JOIN pg_constraint AS k ON k.conrelid = c.oid
    WHERE k.contype <> 'n' AND c.relnamespace = {schema}
    UNION ALL
    SELECT 'table ' || c.relname, regexp_replace(pg_get_indexdef(i.indexrelid), ' ON [^ ]+[.]', ' ON ')
           || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
    FROM pg_class AS c JOIN pg_index AS i ON i.indrelid = c.oid
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = {schema}
      AND NOT EXISTS (SELECT 1 FROM pg_constraint AS k WHERE k.conindid = i.indexrelid AND k.conrelid = c.oid)
    UNION ALL
    SELECT 'view ' || c.relname, pg_get_viewdef(c.oid)
    FROM pg_class AS c WHERE c.relkind IN ('v', 'm') AND c.relnamespace = {schema}
"""


class PostgreSQLStructure:
    def read(self, connection: Connection) -> Mapping[str, frozenset[str]]:
        return _shape(connection, PRESENT)

    def fresh(self, engine: Engine) -> Mapping[str, frozenset[str]]:
        # Temporary tables, never committed: nobody sees them, and an analyst who may only read can make them.
        with engine.connect() as connection:
            connection.execute(text("SET TRANSACTION READ WRITE"))
            connection.execute(text("SET LOCAL search_path TO pg_temp"))
            create_tables(connection)
            return _shape(connection, "pg_my_temp_schema()")

    @contextmanager
    def rebuilding(self, connection: Connection) -> Iterator[None]:
        # Constraints are altered where they stand.
        yield

    def broken(self, connection: Connection) -> list[str]:
        # The server checks what it reads, and lets no reference dangle; "NOT VALID" shows among the constraints.
        return []


def _shape(connection: Connection, schema: str) -> Mapping[str, frozenset[str]]:
    clauses: defaultdict[str, set[str]] = defaultdict(set)
    for name, clause in connection.execute(text(CLAUSES.format(schema=schema))):
        clauses[name].add(" ".join(clause.split()))
    return {name: frozenset(found) for name, found in clauses.items()}
