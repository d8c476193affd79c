"""What a load read, and what stood before it: collected batch by batch, for the checks at its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, text

from etl.dialects import dialect_of
from etl.merge import run
from etl.staging import Staging, create, drop
from parliament.records import ids_of_legislature

# The fields that a question has from its first day on, so that many empty ones mean a page is misread.
FIELDS = ("group_label", "asked_ministry_label", "rubric", "heading", "themes", "official_url")
# Fewer pages say nothing about a layout: one deputy's may all lack a field.
PAGES_TO_JUDGE = 50
# Nor do fewer known ones say what is usual; more need not be counted, however many there are.
PAST_TO_JUDGE = 200
PAST_LOOKED_AT = 5_000

READ = Staging(
    "read_question",
    (
        ("question_id", "TEXT"),
        ("source", "TEXT"),
        ("detail", "TEXT"),
        ("legislature", "INTEGER"),
        ("is_new", "INTEGER"),
        *((f"no_{name}", "INTEGER") for name in FIELDS),
    ),
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
STAGING = (READ, BEFORE)

EMPTY = {name: f"CASE WHEN {name} IS NULL THEN 1 ELSE 0 END" for name in FIELDS} | {
    "themes": "CASE WHEN themes = '[]' THEN 1 ELSE 0 END"
}

# A question of an earlier batch stands by now, and did not before the load.
NOTE_BEFORE = """
    INSERT INTO question_before (question_id, had_text, had_answer, had_answer_date)
    SELECT q.question_id,
           CASE WHEN t.question_text IS NULL THEN 0 ELSE 1 END,
           CASE WHEN t.answer_text IS NULL THEN 0 ELSE 1 END,
           CASE WHEN q.answered_on IS NULL THEN 0 ELSE 1 END
    FROM question AS q LEFT JOIN question_text AS t ON t.question_id = q.question_id
    WHERE q.question_id IN (SELECT s.question_id FROM staged_question AS s
                            WHERE NOT EXISTS (SELECT 1 FROM lone AS l WHERE l.question_id = s.question_id))
      AND NOT EXISTS (SELECT 1 FROM question_before AS b WHERE b.question_id = q.question_id)
      AND q.question_id NOT IN (SELECT question_id FROM read_question WHERE is_new = 1)
"""
NOTE_READ = f"""
    INSERT INTO read_question (question_id, source, detail, legislature, is_new,
                               {", ".join(f"no_{name}" for name in FIELDS)})
    SELECT s.question_id, s.source, s.detail, s.legislature,
           CASE WHEN EXISTS (SELECT 1 FROM question_before AS b WHERE b.question_id = s.question_id) THEN 0 ELSE 1 END,
           {", ".join(EMPTY.values())}
    FROM staged_question AS s
"""  # noqa: S608
LAYOUTS = "SELECT DISTINCT source, legislature, detail FROM staged_question"
OF_LAYOUT = "WHERE source = :source AND legislature = :legislature AND detail = :detail"
# By the beginning of their ids, which are the key.
PAST = f"""
    SELECT count(*) AS pages, {", ".join(f"sum({sql}) AS no_{name}" for name, sql in EMPTY.items())}
    FROM (SELECT {", ".join(FIELDS)} FROM question_source {OF_LAYOUT}
            AND question_id BETWEEN :first AND :last LIMIT {PAST_LOOKED_AT}) AS known
"""  # noqa: S608
NOW = f"""
    SELECT count(*) AS pages, {", ".join(f"sum(no_{name}) AS no_{name}" for name in FIELDS)}
    FROM read_question {OF_LAYOUT}
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Shares:
    """How many pages of one layout were read, and how many of them lacked each field."""

    pages: int
    without: dict[str, int]

    def of(self, field: str) -> float:
        return self.without[field] / self.pages


class Layout(NamedTuple):
    """What pages have in common that look alike."""

    source: str
    legislature: int
    detail: str


class Evidence:
    """Follows one load within its transaction; ``past`` is how often fields were empty before it, by layout."""

    def __init__(self, connection: Connection):
        self.connection = connection
        self.past: dict[Layout, Shares] = {}
        create(connection, STAGING)

    def note(self, lone: int, total: int) -> None:
        """Note the staged questions, and what stands of them.

        To be called once the ``lone`` of the ``total`` are found: these are new, and nothing stands of them.
        """
        if total >= PAGES_TO_JUDGE:
            self._look_back()
        if lone < total:
            run(self.connection, NOTE_BEFORE)
        run(self.connection, NOTE_READ)

    def drifts(self) -> Iterator[tuple[Layout, Shares, Shares]]:
        """Yield each layout of which enough was read and known before to judge, with what was empty then and now."""
        for layout, past in self.past.items():
            if past.pages >= PAST_TO_JUDGE and (now := self._shares(NOW, layout)).pages >= PAGES_TO_JUDGE:
                yield layout, past, now

    def end(self) -> None:
        """Let the database know how much was read, or it joins that row by row; to be called before it is judged."""
        for table in STAGING:
            dialect_of(self.connection).analyze(self.connection, table.name, ["question_id"])

    def close(self) -> None:
        drop(self.connection, STAGING)

    def _look_back(self) -> None:
        for layout in map(Layout._make, self.connection.execute(text(LAYOUTS))):
            if layout not in self.past:
                first, last = ids_of_legislature(layout.legislature)
                self.past[layout] = self._shares(PAST, layout, first=first, last=last)

    def _shares(self, sql: str, layout: Layout, **ids: str) -> Shares:
        row = self.connection.execute(text(sql), layout._asdict() | ids).mappings().one()
        return Shares(int(row["pages"]), {name: int(row[f"no_{name}"] or 0) for name in FIELDS})
