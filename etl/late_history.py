"""Working contents that are loaded late, after newer ones, into the history of their questions.

That is rare (an older run's landing folder brought in later), so each such question's history is rebuilt by itself. It
comes out as if the contents had been loaded in the order in which they were read. Of a question that has a document,
late pages are left out.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import Connection, Row, text

from etl.counts import Counts, Tally
from etl.history import FIELDS
from etl.merge import run
from etl.staging import Staging, empty
from etl.texts import Texts

# Contents of which the batch at hand brings a reading older than all that were loaded before.
LATE = Staging("late", (("line", "INTEGER PRIMARY KEY"), ("question_id", "TEXT")))
STAGING = (LATE,)
TEXTS = ("question_text", "answer_text")
SAID = (*FIELDS, "themes", "content_hash")

FIND_LATE = """
    INSERT INTO late (line, question_id)
    SELECT s.line, s.question_id
    FROM touched AS t
    JOIN staged_question AS s ON s.question_id = t.question_id
    WHERE NOT EXISTS (SELECT 1 FROM question_reading AS r
                      WHERE r.question_id = s.question_id AND r.detail = s.detail AND r.source = s.source
                        AND r.content_hash = s.content_hash AND r.first_read_at <= s.first_read_at)
"""
# What is read last comes in time. A content that shares a time of reading with another is the same page, parsed anew.
DROP_TIMELY = """
    DELETE FROM late WHERE line NOT IN (
        SELECT s.line FROM late AS l JOIN staged_question AS s ON s.line = l.line
        WHERE EXISTS (SELECT 1 FROM question_reading AS r
                      WHERE r.question_id = s.question_id AND r.detail = s.detail AND r.source = s.source
                        AND r.content_hash <> s.content_hash AND r.last_read_at > s.first_read_at)
          AND NOT EXISTS (SELECT 1 FROM question_reading AS r
                          WHERE r.question_id = s.question_id AND r.detail = s.detail AND r.source = s.source
                            AND r.content_hash <> s.content_hash
                            AND (r.first_read_at = s.last_read_at OR r.last_read_at = s.first_read_at)))
"""
DROP_PAGES = """
    DELETE FROM late WHERE line IN (
        SELECT s.line FROM staged_question AS s
        JOIN question_reading AS r ON r.question_id = s.question_id
        WHERE s.detail = 'page' AND r.detail = 'document')
"""
LATE_CONTENTS = f"""
    SELECT s.question_id, s.line, s.first_read_at, {", ".join(f"s.{name}" for name in SAID)}
    FROM late AS l JOIN staged_question AS s ON s.line = l.line ORDER BY s.question_id, s.first_read_at
"""  # noqa: S608
VERSIONS = f"""
    SELECT v.known_from, {", ".join(f"v.{name}" for name in SAID)}, t.question_text, t.answer_text
    FROM question_version AS v
    JOIN question_text_history AS t
      ON t.question_id = v.question_id AND t.known_from <= v.known_from
     AND (t.known_to IS NULL OR v.known_from < t.known_to)
    WHERE v.question_id = :question_id ORDER BY v.known_from
"""  # noqa: S608
PRESENT = f"""
    SELECT COALESCE((SELECT max(v.known_to) FROM question_version AS v WHERE v.question_id = q.question_id),
                    (SELECT min(r.first_read_at) FROM question_reading AS r
                     WHERE r.question_id = q.question_id
                       AND r.content_hash NOT IN (SELECT s.content_hash FROM late AS l
                                                  JOIN staged_question AS s ON s.line = l.line
                                                  WHERE l.question_id = q.question_id))) AS known_from,
           {", ".join(f"q.{name}" for name in FIELDS)}, q.content_hash,
           (SELECT COALESCE(max(CASE WHEN o.detail = 'document' THEN NULLIF(o.themes, '[]') END), max(o.themes), '[]')
            FROM question_source AS o WHERE o.question_id = q.question_id) AS themes,
           t.question_text, t.answer_text
    FROM question AS q JOIN question_text AS t ON t.question_id = q.question_id
    WHERE q.question_id = :question_id
"""  # noqa: S608
OWNER = """
    SELECT max(last_read_at) AS last_read_at, max(has_question) AS question_text, max(has_answer) AS answer_text
    FROM question_reading WHERE question_id = :question_id AND content_hash = :content_hash
"""
SAVE_VERSION = f"""
    INSERT INTO question_version (question_id, known_from, known_to, changed, {", ".join(SAID)})
    VALUES (:question_id, :known_from, :known_to, :changed, {", ".join(f":{name}" for name in SAID)})
"""  # noqa: S608
SAVE_TEXTS = """
    INSERT INTO question_text_version (question_id, known_from, known_to, question_text, answer_text)
    VALUES (:question_id, :known_from, :known_to, :question_text, :answer_text)
"""


@dataclass(frozen=True, slots=True)
class State:
    """What a question was from a time on; ``said`` holds its fields, themes and texts, as plain values."""

    known_from: str
    said: dict[str, Any]
    content_hash: str

    def changed(self, after: "State") -> list[str]:
        """Return the names of the fields that differ in the state after it."""
        return [name for name, value in self.said.items() if after.said[name] != value]


def find_late(connection: Connection) -> None:
    """Find the contents that no load brought before; to be called before the readings are merged."""
    empty(connection, LATE)
    run(connection, FIND_LATE)


def work_in_late(connection: Connection, tally: Tally, texts: Texts) -> None:
    """Rebuild the history of the questions that have late contents; to be called once these are merged."""
    run(connection, DROP_TIMELY)
    run(connection, DROP_PAGES)
    found = connection.execute(text(LATE_CONTENTS)).all()
    for question_id, contents in groupby(found, key=lambda row: str(row.question_id)):
        states = _states(connection, question_id)
        for content in contents:
            _work_in(connection, question_id, states, content, texts[content.line])
        _save(connection, question_id, [*_differing(states)])
        tally.of("question_version").add(Counts(updated=1))


def _states(connection: Connection, question_id: str) -> list[State]:
    asked = {"question_id": question_id}
    rows = [*connection.execute(text(VERSIONS), asked), *connection.execute(text(PRESENT), asked)]
    return [_state(row, str(row.known_from), (row.question_text, row.answer_text)) for row in rows]


def _state(row: Row[Any], known_from: str, texts: tuple[str | None, str | None]) -> State:
    # SQLite gives dates as text.
    said = {name: _plain(getattr(row, name)) for name in (*FIELDS, "themes")}
    return State(known_from, said | dict(zip(TEXTS, texts, strict=True)), row.content_hash)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)


def _work_in(
    connection: Connection,
    question_id: str,
    states: list[State],
    content: Row[Any],
    texts: tuple[str, str | None, str | None],
) -> None:
    """Put a content where it was read; what stood then goes on after it, if it was read again."""
    since = str(content.first_read_at)
    place = sum(state.known_from <= since for state in states)
    late = _state(content, since, texts[1:])
    if not place:
        states.insert(0, late)
        return
    owner = states[place - 1]
    asked = {"question_id": question_id, "content_hash": owner.content_hash.partition("+")[0]}
    reading = connection.execute(text(OWNER), asked).one()
    read_again = str(reading.last_read_at)
    # The owner may have a text only because the late content brought it.
    borrowed = {name: None for name in TEXTS if not getattr(reading, name) and owner.said[name] == late.said[name]}
    states[place - 1] = replace(owner, said=owner.said | borrowed)
    ends = states[place].known_from if place < len(states) else None
    if read_again > since and (ends is None or read_again < ends):
        states.insert(place, replace(owner, known_from=read_again))
        states.insert(place, late)
    elif ends is not None:
        states.insert(place, late)


def _differing(states: list[State]) -> Iterator[State]:
    """Give each state the texts it lacks; leave out those that are as the one before, or that lasted no time."""
    before: State | None = None
    ends = [*(state.known_from for state in states[1:]), None]
    for state, end in zip(states, ends, strict=True):
        kept = {name: before.said[name] for name in TEXTS if before and state.said[name] is None}
        whole = replace(state, said=state.said | kept)
        if end != state.known_from and (before is None or before.changed(whole)):
            yield whole
            before = whole


def _save(connection: Connection, question_id: str, states: list[State]) -> None:
    key = {"question_id": question_id}
    for table in ("question_version", "question_text_version"):
        connection.execute(text(f"DELETE FROM {table} WHERE question_id = :question_id"), key)  # noqa: S608
    texts_from = states[0].known_from
    for state, after in pairwise(states):
        changed = state.changed(after)
        row = key | state.said | {"known_to": after.known_from, "content_hash": state.content_hash}
        version = row | {"known_from": state.known_from, "changed": json.dumps(changed)}
        connection.execute(text(SAVE_VERSION), version)
        if {*TEXTS} & {*changed}:
            connection.execute(text(SAVE_TEXTS), row | {"known_from": texts_from})
            texts_from = after.known_from
