"""Check of layouts: how often a field came back empty, compared with what the database holds."""

from sqlalchemy import text

from etl.checks.evidence import FIELDS, PAGES_TO_JUDGE, PAST_TO_JUDGE, Layout, Shares, shares_of
from etl.checks.result import ROWS_SHOWN, Result, judged, not_judged
from etl.checks.subject import Subject

# How much the share of empty fields may rise: a few deputies without a group are no change of layout, half of all
# pages without one are.
WARN_RISE = 0.20
FATAL_RISE = 0.50

NOW = f"""
    SELECT source, legislature, detail, count(*) AS pages,
           {", ".join(f"sum(no_{name}) AS no_{name}" for name in FIELDS)}
    FROM read_question GROUP BY source, legislature, detail HAVING count(*) >= {PAGES_TO_JUDGE}
"""  # noqa: S608


def layout_drift(subject: Subject) -> Result:
    """Find the field whose share of empty pages rose most, by source, legislature and kind of page."""
    name = "layout-drift"
    past = subject.evidence.past
    rows = subject.connection.execute(text(NOW)).mappings()
    now = {(row["source"], row["legislature"], row["detail"]): shares_of(row) for row in rows}
    judgeable = [layout for layout in now if layout in past and past[layout].pages >= PAST_TO_JUDGE]
    if not judgeable:
        return not_judged(name, "too few pages, or nothing to compare them with")
    layout, field = max(
        ((layout, field) for layout in judgeable for field in FIELDS),
        key=lambda one: _rise(one[1], now[one[0]], past[one[0]]),
    )
    _, legislature, detail = layout
    rise = _rise(field, now[layout], past[layout])
    return judged(
        name,
        rise,
        f"{field} is empty in {now[layout].of(field):.0%} of {now[layout].pages:,} {detail}s of legislature "
        f"{legislature}, {past[layout].of(field):.0%} before",
        warn_above=WARN_RISE,
        fatal_above=FATAL_RISE,
        rows=_examples(subject, layout, field) if rise > WARN_RISE else (),
    )


def _rise(field: str, now: Shares, past: Shares) -> float:
    return max(now.of(field) - past.of(field), 0.0)


def _examples(subject: Subject, layout: Layout, field: str) -> list[str]:
    sql = f"""
        SELECT DISTINCT question_id FROM read_question
        WHERE source = :source AND legislature = :legislature AND detail = :detail AND no_{field} = 1
        ORDER BY 1 LIMIT {ROWS_SHOWN}
    """  # noqa: S608
    source, legislature, detail = layout
    return [row.question_id for row in subject.rows(sql, source=source, legislature=legislature, detail=detail)]
