"""Four queries to try on the demo database, with what they answer."""

from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, text


@dataclass(frozen=True, slots=True)
class Query:
    """A question in words, and the same in SQL."""

    title: str
    sql: str


QUERIES = (
    Query(
        "How many questions are in which state, per legislature?",
        """
SELECT legislature, state, COUNT(*) AS questions
FROM question
GROUP BY legislature, state
ORDER BY legislature, state;
""",
    ),
    Query(
        "On which subjects do answers take longest, in days, whatever the ministry is called?",
        """
SELECT p.name AS portfolio, COUNT(DISTINCT q.answering_ministry_label) AS names, COUNT(*) AS answers,
       ROUND(AVG(q.response_days)) AS days
FROM question AS q JOIN portfolio AS p ON p.portfolio_id = q.answering_portfolio_id
WHERE q.state = 'answered' AND q.response_days IS NOT NULL
GROUP BY p.name
HAVING COUNT(*) >= 5
ORDER BY days DESC
LIMIT 5;
""",
    ),
    Query(
        "What did Marc Le Fur ask in question 47001, and how does the answer begin?",
        """
SELECT q.asked_on, q.answered_on, q.response_days AS days, SUBSTR(t.answer_text, 1, 40) AS answer
FROM question AS q JOIN question_text AS t ON t.question_id = q.question_id
WHERE q.question_id = 'QANR5L13QE47001';
""",
    ),
    Query(
        "What happened to the most eventful question that both sources tell, and where is it printed?",
        """
WITH told AS (
    SELECT s.question_id FROM question_source AS s JOIN question_event AS e ON e.question_id = s.question_id
    GROUP BY s.question_id HAVING COUNT(DISTINCT s.source) = 2
    ORDER BY COUNT(DISTINCT e.kind || e.position) DESC, s.question_id LIMIT 1
)
SELECT e.happened_on, e.kind, SUBSTR(e.detail, 1, 36) AS detail, e.jo_type, e.jo_page
FROM question_event AS e JOIN told ON told.question_id = e.question_id
ORDER BY e.happened_on, e.kind;
""",
    ),
)


def show_queries(engine: Engine, console: Console) -> None:
    """Print each query and its answer."""
    with engine.connect() as connection:
        for number, query in enumerate(QUERIES, start=1):
            rows = connection.execute(text(query.sql.strip().rstrip(";"))).mappings().all()
            console.print(f"\n{number}. {query.title}\n", markup=False)
            console.print(query.sql.strip(), markup=False, style="cyan", soft_wrap=True)
            console.print(_table([dict(row) for row in rows]))


def _table(rows: list[dict[str, object]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for name, example in (rows[0] if rows else {"nothing": ""}).items():
        table.add_column(name, justify="right" if isinstance(example, int | float) else "left")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row.values()))
    return table
