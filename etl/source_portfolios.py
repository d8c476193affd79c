"""What the ministries stand for that each source names, where several sources tell of a question, to compare them."""

from sqlalchemy import Connection, column, select, table

from etl.counts import Tally
from etl.dialects import dialect_of
from etl.merge import Tables, candidate, delete_absent, merge, run
from etl.resolution import MEANING_JOINS, resolve_labels
from etl.staging import Staging, empty

# What each source says of the touched questions, resolved on the days of the question itself.
SPOKEN = Staging(
    "spoken",
    (
        ("question_id", "TEXT"),
        ("source", "TEXT"),
        ("legislature", "INTEGER"),
        ("asked_on", "DATE"),
        ("closed_on", "DATE"),
        ("last_changed_at", "TIMESTAMP"),
        ("asked_ministry_label", "TEXT"),
        ("asked_organe", "TEXT"),
        ("answering_ministry_label", "TEXT"),
        ("answering_organe", "TEXT"),
    ),
)
NAMES = ("asked_ministry_label", "asked_ministry_id", "answering_ministry_label", "answering_ministry_id")
SPEAK = f"""
    INSERT INTO spoken ({", ".join(SPOKEN.names)})
    SELECT q.question_id, one.source, q.legislature, q.asked_on, q.closed_on, q.last_changed_at,
           {", ".join(f"COALESCE(d.{name}, e.{name}, p.{name})" for name in NAMES)}
    FROM (SELECT t.question_id FROM touched AS t JOIN question_source AS o ON o.question_id = t.question_id
          GROUP BY t.question_id HAVING min(o.source) <> max(o.source)) AS t
    JOIN question AS q ON q.question_id = t.question_id
    CROSS JOIN source AS one
    LEFT JOIN question_source AS d
      ON d.question_id = q.question_id AND d.detail = 'document' AND d.source = one.source
    LEFT JOIN question_source AS e ON e.question_id = q.question_id AND e.detail = 'export' AND e.source = one.source
    LEFT JOIN question_source AS p ON p.question_id = q.question_id AND p.detail = 'page' AND p.source = one.source
    WHERE COALESCE(d.source, e.source, p.source) IS NOT NULL
"""  # noqa: S608
COLUMNS = ("question_id", "source", "asked_portfolio_id", "answering_portfolio_id")
PORTFOLIOS = f"""
    SELECT q.question_id, q.source, COALESCE(ao.portfolio_id, a.portfolio_id), COALESCE(bo.portfolio_id, b.portfolio_id)
    FROM spoken AS q {MEANING_JOINS}
"""  # noqa: S608


def merge_source_portfolios(connection: Connection, tables: Tables, tally: Tally) -> None:
    """Merge the portfolios by each source of the touched questions, once these are merged themselves."""
    empty(connection, SPOKEN)
    if run(connection, SPEAK) == 0:
        return
    dialect_of(connection).analyze(connection, SPOKEN.name, ["question_id"])
    resolve_labels(connection, SPOKEN.name)
    target = tables["source_portfolio"]
    found = candidate(connection, PORTFOLIOS, COLUMNS)
    counts = merge(connection, target, found)
    touched = table("touched", column("question_id"))
    counts.updated += delete_absent(connection, target, found, target.c.question_id.in_(select(touched.c.question_id)))
    tally.of(target.name).add(counts)
