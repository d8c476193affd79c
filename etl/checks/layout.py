"""Check of layouts: how often a field came back empty, compared with what the database holds."""

from operator import itemgetter

from etl.checks.evidence import FIELDS, OF_LAYOUT, Layout, Shares
from etl.checks.result import ROWS_SHOWN, Result, judged, not_judged
from etl.checks.subject import Subject

# How much the share of empty fields may rise: a few deputies without a group are no change of layout, half of all
# pages without one are.
WARN_RISE = 0.20
FATAL_RISE = 0.50


def layout_drift(subject: Subject) -> Result:
    """Find the field whose share of empty pages rose most, by source, legislature and kind of page."""
    name = "layout-drift"
    drifts = list(subject.evidence.drifts())
    if not drifts:
        return not_judged(name, "too few pages, or nothing to compare them with")
    rise, field, layout, past, now = max(
        ((_rise(field, now, past), field, layout, past, now) for layout, past, now in drifts for field in FIELDS),
        key=itemgetter(0),
    )
    return judged(
        name,
        rise,
        f"{field} is empty in {now.of(field):.0%} of {now.pages:,} {layout.detail}s of legislature "
        f"{layout.legislature}, {past.of(field):.0%} before",
        warn_above=WARN_RISE,
        fatal_above=FATAL_RISE,
        rows=_examples(subject, layout, field) if rise > WARN_RISE else (),
    )


def _rise(field: str, now: Shares, past: Shares) -> float:
    return max(now.of(field) - past.of(field), 0.0)


def _examples(subject: Subject, layout: Layout, field: str) -> list[str]:
    sql = f"""
        SELECT DISTINCT question_id FROM read_question
        {OF_LAYOUT} AND no_{field} = 1
        ORDER BY 1 LIMIT {ROWS_SHOWN}
    """  # noqa: S608
    return [row.question_id for row in subject.rows(sql, **layout._asdict())]
