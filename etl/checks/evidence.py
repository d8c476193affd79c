"""What a load read, and what stood before it: collected batch by batch, for the checks at its end."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from etl.merge import count, run
from etl.staging import Staging, create, drop, empty

# The fields that a question has from its first day on, so that many empty ones mean a page is misread.
FIELDS = ("group_label", "asked_ministry_label", "rubric", "heading", "themes", "official_url")
# Fewer pages say nothing about a layout: one deputy's may all lack a field.
PAGES_TO_JUDGE = 50
# Nor do fewer known ones say what is usual.
PAST_TO_JUDGE = 200

READ = Staging(
    "read_question",
    (
        ("question_id", "TEXT"),
        ("detail", "TEXT"),
        ("legislature", "INTEGER"),
        *((f"no_{name}", "INTEGER") for name in FIELDS),
    ),
    ("PRIMARY KEY (question_id, detail)",),
)
BEFORE = Staging(
    "question_before",
    (
        ("question_id", "TEXT PRIMARY KEY"),
        ("had_text", "INTEGER"),
        ("had_answer", "INTEGER"),
        ("had_answer_date", "INTEGER"),
    ),
)
NEW = Staging("new_question", (("question_id", "TEXT PRIMARY KEY"),))
STAGING = (READ, BEFORE, NEW)

EMPTY = {name: f"CASE WHEN {name} IS NULL THEN 1 ELSE 0 END" for name in FIELDS} | {
    "themes": "CASE WHEN themes = '[]' THEN 1 ELSE 0 END"
}

# The condition keeps SQLite from reading ON CONFLICT as a join's.
NOTE_READ = f"""
    INSERT INTO read_question (question_id, detail, legislature, {", ".join(f"no_{name}" for name in FIELDS)})
    SELECT question_id, detail, legislature, {", ".join(EMPTY.values())} FROM staged_question WHERE 1 = 1
    ON CONFLICT DO NOTHING
"""  # noqa: S608
# A question of an earlier batch stands by now, and did not before the load.
NOTE_BEFORE = """
    INSERT INTO question_before (question_id, had_text, had_answer, had_answer_date)
    SELECT q.question_id,
           CASE WHEN t.question_text IS NULL THEN 0 ELSE 1 END,
           CASE WHEN t.answer_text IS NULL THEN 0 ELSE 1 END,
           CASE WHEN q.answered_on IS NULL THEN 0 ELSE 1 END
    FROM question AS q LEFT JOIN question_text AS t ON t.question_id = q.question_id
    WHERE q.question_id IN (SELECT question_id FROM staged_question)
      AND NOT EXISTS (SELECT 1 FROM read_question AS r WHERE r.question_id = q.question_id)
"""
FIND_NEW = """
    INSERT INTO new_question (question_id)
    SELECT DISTINCT r.question_id FROM read_question AS r
    WHERE NOT EXISTS (SELECT 1 FROM question_before AS b WHERE b.question_id = r.question_id)
"""
PAST = f"""
    SELECT legislature, detail, count(*) AS pages,
           {", ".join(f"sum({sql}) AS no_{name}" for name, sql in EMPTY.items())}
    FROM question_source GROUP BY legislature, detail HAVING count(*) >= {PAST_TO_JUDGE}
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Shares:
    """How many pages of one legislature and detail were read, and how many of them lacked each field."""

    pages: int
    without: dict[str, int]

    def of(self, field: str) -> float:
        return self.without[field] / self.pages


Layout = tuple[int, str]


class Evidence:
    """Follows one load within its transaction; ``past`` is how often fields were empty before it."""

    def __init__(self, connection: Connection):
        self.connection = connection
        self.past: dict[Layout, Shares] | None = None
        create(connection, STAGING)

    def note(self) -> None:
        """Note the staged questions, and what stands of them; to be called before they are merged."""
        if self.past is None and count(self.connection, "SELECT count(*) FROM staged_question") >= PAGES_TO_JUDGE:
            self.past = shares(self.connection, PAST)
        run(self.connection, NOTE_BEFORE)
        run(self.connection, NOTE_READ)

    def find_new(self) -> None:
        """Find the questions that this load has brought."""
        empty(self.connection, NEW)
        run(self.connection, FIND_NEW)

    def close(self) -> None:
        drop(self.connection, STAGING)


def shares(connection: Connection, sql: str) -> dict[Layout, Shares]:
    """Return how many pages lack each field, by legislature and detail."""
    rows = connection.execute(text(sql)).mappings()
    return {
        (row["legislature"], row["detail"]): Shares(
            int(row["pages"]), {name: int(row[f"no_{name}"]) for name in FIELDS}
        )
        for row in rows
    }
