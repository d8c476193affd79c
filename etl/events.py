"""What happened to questions: from the dates of their records, the events that a source tells, and corrected texts."""

from sqlalchemy import Connection, column, select, table

from etl.counts import Tally
from etl.dialects import dialect_of
from etl.history import CORRECTED
from etl.merge import Tables, add, candidate, delete_absent, merge, run
from etl.staging import Staging, empty

JO = ("jo_type", "jo_page", "jo_number", "jo_url", "jo_reference")
EVENT = ("question_id", "kind", "position", "happened_on", "detail", "ministry_id", *JO)
# The events that the sources of the questions in ``derived`` tell; ``nth`` counts those of a kind.
TOLD = Staging(
    "told_event",
    (
        ("question_id", "TEXT"),
        ("kind", "TEXT"),
        ("nth", "INTEGER"),
        ("happened_on", "DATE"),
        ("detail", "TEXT"),
        ("ministry_id", "TEXT"),
        *((name, "TEXT") for name in JO),
    ),
    ("PRIMARY KEY (question_id, kind, nth)",),
)
STAGING = (TOLD,)
STAGE_TOLD = """
    INSERT INTO told_event (question_id, kind, nth, happened_on, detail, ministry_id, {jo})
    SELECT question_id, kind, row_number() OVER (PARTITION BY question_id, kind ORDER BY place), happened_on, detail,
           ministry_id, {jo}
    FROM ({told}) AS told
"""

CORRECTIONS = ("corrected",)
MOVED = ("reattributed", "succeeded")
KINDS = ("asked", "attributed", "renewed", "flagged", "announced", "answered", "withdrawn", *CORRECTIONS, *MOVED)
NO_JO = ", ".join("CAST(NULL AS TEXT)" for _ in JO)
ITS_JO = ", ".join(f"e.{name}" for name in JO)

ITS_EVENT = """
    LEFT JOIN told_event AS {name} ON {name}.question_id = d.question_id AND {name}.kind = '{name}' AND {name}.nth = 1
"""
# An event, its day, what is said of it, the events of the source that tell its place, and which questions have it.
RECORDED = (
    ("asked", "asked_on", "CAST(NULL AS TEXT)", ("asked",), "1 = 1"),
    ("announced", "closed_on", "NULL", ("closed",), "d.state = 'announced'"),
    ("answered", "answered_on", "NULL", ("answered", "closed"), "d.state = 'answered'"),
    ("withdrawn", "withdrawn_on", "d.withdrawal_reason", ("closed",), "d.state = 'withdrawn'"),
)
AS_TOLD = f"""
    SELECT e.question_id, e.kind, e.nth, e.happened_on, e.detail, e.ministry_id, {ITS_JO}
    FROM told_event AS e
    WHERE (e.kind IN ('renewed', 'flagged', 'corrected') OR (e.kind = 'attributed' AND e.nth = 1))
"""  # noqa: S608
ERRATA = f"{AS_TOLD} AND e.kind = 'corrected'"
# A ministry that the register lacks is told by its name alone.
PASSED_ON = f"""
    SELECT question_id, moved, row_number() OVER (PARTITION BY question_id, moved ORDER BY nth), happened_on, detail,
           ministry_id, {", ".join(JO)}
    FROM (SELECT e.*, CASE WHEN p.portfolio_id IS NULL OR b.portfolio_id IS NULL
                           THEN CASE WHEN e.detail = f.detail THEN 'succeeded' ELSE 'reattributed' END
                           WHEN p.portfolio_id = b.portfolio_id THEN 'succeeded' ELSE 'reattributed' END AS moved
          FROM told_event AS e
          JOIN told_event AS f ON f.question_id = e.question_id AND f.kind = e.kind AND f.nth = e.nth - 1
          LEFT JOIN ministry_portfolio AS p ON p.ministry_id = e.ministry_id AND p.position = 1
          LEFT JOIN ministry_portfolio AS b ON b.ministry_id = f.ministry_id AND b.position = 1
          WHERE e.kind = 'attributed') AS moves
"""  # noqa: S608
# Where no source says when a question changed hands.
NOTICED = f"""
    SELECT q.question_id, CASE WHEN q.asked_portfolio_id <> q.answering_portfolio_id THEN 'reattributed'
                               ELSE 'succeeded' END,
           1, CAST(NULL AS DATE), q.answering_ministry_label, q.answering_ministry_id, {NO_JO}
    FROM touched AS t
    JOIN question AS q ON q.question_id = t.question_id
    LEFT JOIN ministry AS m ON m.ministry_id = q.answering_ministry_id
    WHERE (q.asked_portfolio_id <> q.answering_portfolio_id
           OR (q.asked_portfolio_id = q.answering_portfolio_id AND m.starts_on > q.asked_on
               AND q.asked_ministry_id IS DISTINCT FROM q.answering_ministry_id))
      AND NOT EXISTS (SELECT 1 FROM told_event AS e WHERE e.question_id = q.question_id AND e.kind = 'attributed')
"""  # noqa: S608
MOVES = f"{PASSED_ON} UNION ALL {NOTICED}"
# After the errata that a source tells.
FOUND_CORRECTED = f"""
    SELECT c.question_id, c.kind, c.position + (SELECT count(*) FROM told_event AS e
                                                WHERE e.question_id = c.question_id AND e.kind = c.kind),
           c.happened_on, c.detail, CAST(NULL AS TEXT), {NO_JO}
    FROM (WITH found (question_id, kind, position, happened_on, detail) AS ({CORRECTED}) SELECT * FROM found) AS c
"""  # noqa: S608


def stage_told(connection: Connection) -> bool:
    """Stage the events that the sources of the questions in ``derived`` tell; return whether there are any."""
    empty(connection, TOLD)
    told = dialect_of(connection).events
    found = run(connection, STAGE_TOLD.format(jo=", ".join(JO), told=told))
    if found:
        dialect_of(connection).analyze(connection, TOLD.name, ["question_id"])
    return bool(found)


def add_lone_events(connection: Connection, tally: Tally, *, told: bool) -> None:
    """Add the events of the touched questions, which are lone."""
    tally.of("question_event").add(add(connection, "question_event", _present(told=told), EVENT))


def merge_events(connection: Connection, tables: Tables, tally: Tally, kinds: tuple[str, ...], *, told: bool) -> None:
    """Merge the events of the touched questions, all ``KINDS`` or ``CORRECTIONS`` alone, and delete what is gone."""
    others = ERRATA if kinds == CORRECTIONS else _present(told=told)
    _merge(connection, tables, tally, f"{others} UNION ALL {FOUND_CORRECTED}", kinds)


def _recorded(*, told: bool) -> str:
    """Return the query of what the records say, with the places in the Journal officiel where sources have told any."""
    queries = []
    for kind, date, detail, its, condition in RECORDED:
        joins = " ".join(ITS_EVENT.format(name=name) for name in its) if told else ""
        jo = ", ".join(_first([f"{event}.{name}" for event in its]) for name in JO) if told else NO_JO
        queries.append(f"""
            SELECT d.question_id, '{kind}', 1, d.{date}, {detail}, CAST(NULL AS TEXT), {jo}
            FROM derived AS d {joins} WHERE {condition}
        """)  # noqa: S608
    return " UNION ALL ".join(queries)


def _first(columns: list[str]) -> str:
    return f"COALESCE({', '.join(columns)})" if len(columns) > 1 else columns[0]


def _present(*, told: bool) -> str:
    parts = [_recorded(told=told), NOTICED, *([AS_TOLD, PASSED_ON] if told else [])]
    return " UNION ALL ".join(parts)


def merge_moves(connection: Connection, tables: Tables, tally: Tally) -> None:
    """Merge the changes of ministry of the touched questions alone."""
    _merge(connection, tables, tally, MOVES, MOVED)


def _merge(connection: Connection, tables: Tables, tally: Tally, sql: str, kinds: tuple[str, ...]) -> None:
    events = tables["question_event"]
    found = candidate(connection, sql, EVENT)
    counts = merge(connection, events, found)
    touched = table("touched", column("question_id"))
    within = events.c.question_id.in_(select(touched.c.question_id)) & events.c.kind.in_(kinds)
    counts.updated += delete_absent(connection, events, found, within)
    tally.of("question_event").add(counts)
