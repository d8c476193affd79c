"""Merging readings of questions: which content was read when, which of them stands, what each source says by it.

A reading is one content (by its hash) read at some times. Which content stands is decided among readings alone, by the
last time each was read, so that the order of loading never matters; a content that comes to stand is always one of the
batch at hand, and the rest of the database is derived from those that stand.
"""

from sqlalchemy import Connection

from etl.counts import Tally
from etl.dialects import dialect_of
from etl.merge import Merged, Tables, add, candidate, count, merge, run
from etl.staging import Staging, empty

TOUCHED = Staging("touched", (("question_id", "TEXT PRIMARY KEY"),))
# Questions that the database does not hold and of which a single reading is staged: most of a first load.
LONE = Staging("lone", (("question_id", "TEXT PRIMARY KEY"),))
STANDING = Staging(
    "standing",
    (
        ("source", "TEXT"),
        ("question_id", "TEXT"),
        ("detail", "TEXT"),
        ("content_hash", "TEXT"),
        ("first_seen_at", "TIMESTAMP"),
        ("last_changed_at", "TIMESTAMP"),
        ("last_read_at", "TIMESTAMP"),
        ("announced", "INTEGER"),
    ),
    ("PRIMARY KEY (question_id, detail, source)",),
)
STAGING = (TOUCHED, LONE, STANDING)

SAID = (
    "source", "question_id", "detail", "legislature", "type", "number", "site_id", "deputy_id", "author_name",
    "author_slug", "group_label", "asked_on", "asked_ministry_label", "answering_ministry_label", "rubric",
    "heading", "themes", "state", "closed_on", "answered_on", "withdrawn_on", "withdrawal_reason",
    "closure_kind", "response_days", "official_url",
    "content_hash", "group_id", "asked_ministry_id", "answering_ministry_id", "mandate_id", "closure_code", "flagged",
    "events",
)  # fmt: skip
READING = (
    "source", "question_id", "detail", "content_hash", "first_read_at", "last_read_at", "parsed_at", "announced",
    "has_question", "has_answer", "site_updated_at", "page_url",
)  # fmt: skip
KEY = ("source", "question_id", "detail")
COMMENT = ("source", "question_id", "comment_count", "counted_at")

OLDER = """
    SELECT count(*) FROM staged_question AS s
    WHERE EXISTS (SELECT 1 FROM question_reading AS r
                  WHERE r.source = s.source AND r.question_id = s.question_id AND r.detail = s.detail
                    AND r.last_read_at > s.last_read_at)
"""

FIND_LONE = """
    INSERT INTO touched (question_id)
    SELECT s.question_id FROM staged_question AS s
    WHERE NOT EXISTS (SELECT 1 FROM question_reading AS r WHERE r.question_id = s.question_id)
    GROUP BY s.question_id HAVING count(*) = 1
"""
# That a reading s says something that its content's reading r, which is known, does not.
NEWS = """
    s.first_read_at < r.first_read_at OR s.last_read_at > r.last_read_at OR s.announced > r.announced
    OR s.parsed_at > r.parsed_at OR (s.last_read_at = r.last_read_at AND s.page_url > r.page_url)
"""
FIND_TOUCHED = f"""
    INSERT INTO touched (question_id)
    SELECT DISTINCT s.question_id
    FROM staged_question AS s
    LEFT JOIN question_reading AS r
      ON r.source = s.source AND r.question_id = s.question_id AND r.detail = s.detail
     AND r.content_hash = s.content_hash
    WHERE NOT EXISTS (SELECT 1 FROM lone AS l WHERE l.question_id = s.question_id)
      AND (:anew = 1 OR r.question_id IS NULL OR {NEWS})
"""  # noqa: S608

LONE_READINGS = f"""
    SELECT {", ".join(f"s.{name}" for name in READING)}
    FROM touched AS t JOIN staged_question AS s ON s.question_id = t.question_id
"""  # noqa: S608
READINGS = """
    SELECT s.source, s.question_id, s.detail, s.content_hash,
           CASE WHEN r.first_read_at < s.first_read_at THEN r.first_read_at ELSE s.first_read_at END,
           CASE WHEN r.last_read_at > s.last_read_at THEN r.last_read_at ELSE s.last_read_at END,
           CASE WHEN r.parsed_at > s.parsed_at THEN r.parsed_at ELSE s.parsed_at END,
           CASE WHEN r.announced > s.announced THEN r.announced ELSE s.announced END,
           s.has_question, s.has_answer,
           CASE WHEN r.last_read_at > s.last_read_at OR (r.last_read_at = s.last_read_at AND r.page_url > s.page_url)
                THEN r.site_updated_at ELSE s.site_updated_at END,
           CASE WHEN r.last_read_at > s.last_read_at OR (r.last_read_at = s.last_read_at AND r.page_url > s.page_url)
                THEN r.page_url ELSE s.page_url END
    FROM staged_question AS s
    JOIN touched AS t ON t.question_id = s.question_id
    LEFT JOIN question_reading AS r
      ON r.source = s.source AND r.question_id = s.question_id AND r.detail = s.detail
     AND r.content_hash = s.content_hash
"""

# What was read once stands as it was read.
LONE_CONTENT = f"""
    SELECT {", ".join(f"s.{name}" for name in SAID)}
    FROM touched AS t JOIN staged_question AS s ON s.question_id = t.question_id
"""  # noqa: S608
# A content that was left and came back changed when the other one was last read, at the earliest. Another content of
# the same page, by a better parser, is no change.
FIND_STANDING = """
    INSERT INTO standing (source, question_id, detail, content_hash, first_seen_at, last_changed_at, last_read_at,
                          announced)
    SELECT source, question_id, detail, content_hash, first_seen_at,
           CASE WHEN other_read_at = first_read_at AND other_parsed_at < parsed_at THEN other_first_at
                WHEN other_read_at > first_read_at THEN other_read_at ELSE first_read_at END, last_read_at, announced
    FROM (SELECT r.source, r.question_id, r.detail, r.content_hash, r.first_read_at, r.last_read_at, r.parsed_at,
                 r.announced,
                 row_number() OVER newest AS place,
                 lead(r.last_read_at) OVER newest AS other_read_at,
                 lead(r.first_read_at) OVER newest AS other_first_at,
                 lead(r.parsed_at) OVER newest AS other_parsed_at,
                 min(r.first_read_at) OVER (PARTITION BY r.question_id, r.detail, r.source) AS first_seen_at
          FROM touched AS t
          JOIN question_reading AS r ON r.question_id = t.question_id
          WINDOW newest AS (PARTITION BY r.question_id, r.detail, r.source
                            ORDER BY r.last_read_at DESC, r.parsed_at DESC, r.content_hash)
         ) AS ranked
    WHERE place = 1
"""

# NosDéputés prints "Retirée" once the day of an announced answer has passed, with nothing changed: the same content
# that was once read as announced stays announced.
AS_ANNOUNCED = {
    "state": "CASE WHEN {announced} = 1 THEN 'announced' ELSE s.state END",
    "withdrawn_on": "CASE WHEN {announced} = 1 THEN NULL ELSE s.withdrawn_on END",
    "closure_kind": "CASE WHEN {announced} = 1 THEN NULL ELSE s.closure_kind END",
}
STAGED_CONTENT = ", ".join(AS_ANNOUNCED.get(name, f"s.{name}").format(announced="r.announced") for name in SAID)
STANDING_CONTENT = f"""
    SELECT {STAGED_CONTENT}
    FROM standing AS r
    JOIN staged_question AS s
      ON s.question_id = r.question_id AND s.detail = r.detail AND s.source = r.source
     AND s.content_hash = r.content_hash
"""  # noqa: S608

# What a source said before, or what a load brings after newer contents.
KEPT = """
    NOT EXISTS (SELECT 1 FROM question_source_version AS v
                WHERE v.question_id = s.question_id AND v.detail = s.detail AND v.source = s.source
                  AND v.content_hash = s.content_hash)
"""
KEEP_REPLACED = f"""
    INSERT INTO question_source_version ({", ".join(SAID)})
    SELECT {", ".join(f"s.{name}" for name in SAID)}
    FROM standing AS n
    JOIN question_source AS s ON s.question_id = n.question_id AND s.detail = n.detail AND s.source = n.source
    WHERE s.content_hash <> n.content_hash AND {KEPT}
"""  # noqa: S608
KEEP_LATE = f"""
    INSERT INTO question_source_version ({", ".join(SAID)})
    SELECT {STAGED_CONTENT}
    FROM standing AS n
    JOIN staged_question AS s ON s.question_id = n.question_id AND s.detail = n.detail AND s.source = n.source
    JOIN question_reading AS r
      ON r.question_id = s.question_id AND r.detail = s.detail AND r.source = s.source
     AND r.content_hash = s.content_hash
    WHERE s.content_hash <> n.content_hash AND {KEPT}
"""  # noqa: S608
LET_GO = """
    DELETE FROM question_source_version
    WHERE question_id IN (SELECT question_id FROM touched)
      AND EXISTS (SELECT 1 FROM standing AS n
                  WHERE n.question_id = question_source_version.question_id
                    AND n.detail = question_source_version.detail AND n.source = question_source_version.source
                    AND n.content_hash = question_source_version.content_hash)
"""
ANNOUNCE = """
    UPDATE question_source_version SET state = 'announced', withdrawn_on = NULL, closure_kind = NULL
    WHERE state = 'withdrawn' AND question_id IN (SELECT question_id FROM touched)
      AND EXISTS (SELECT 1 FROM question_reading AS r
                  WHERE r.question_id = question_source_version.question_id
                    AND r.detail = question_source_version.detail AND r.source = question_source_version.source
                    AND r.content_hash = question_source_version.content_hash AND r.announced = 1)
"""

COMMENTS = """
    SELECT counted.source, counted.question_id, counted.comment_count, counted.counted_at
    FROM (SELECT s.source, s.question_id, s.comment_count, s.counted_at,
                 row_number() OVER (PARTITION BY s.source, s.question_id
                                    ORDER BY s.counted_at DESC, s.comment_count DESC) AS place
          FROM staged_question AS s
          WHERE s.comment_count IS NOT NULL) AS counted
    WHERE counted.place = 1
      AND NOT EXISTS (SELECT 1 FROM comment_count AS c
                      WHERE c.source = counted.source AND c.question_id = counted.question_id
                        AND (c.counted_at > counted.counted_at
                             OR (c.counted_at = counted.counted_at AND c.comment_count > counted.comment_count)))
"""

LONE_COMMENTS = """
    SELECT s.source, s.question_id, s.comment_count, s.counted_at
    FROM touched AS t JOIN staged_question AS s ON s.question_id = t.question_id
    WHERE s.comment_count IS NOT NULL
"""
UNTOUCHED = """
    FROM staged_question AS s
    WHERE NOT EXISTS (SELECT 1 FROM touched AS t WHERE t.question_id = s.question_id)
      AND NOT EXISTS (SELECT 1 FROM lone AS l WHERE l.question_id = s.question_id)
"""


def find_lone(connection: Connection, total: int) -> int:
    """Find the questions that are new and read once, as the touched ones; return their number.

    Where they are not all of the ``total`` staged, ``lone`` keeps them apart from the others.
    """
    empty(connection, TOUCHED)
    found = run(connection, FIND_LONE)
    dialect_of(connection).analyze(connection, TOUCHED.name, ["question_id"])
    empty(connection, LONE)
    if found < total:
        run(connection, "INSERT INTO lone (question_id) SELECT question_id FROM touched")
        dialect_of(connection).analyze(connection, LONE.name, ["question_id"])
    return found


def find_touched(connection: Connection, tally: Tally, *, anew: bool) -> int:
    """Find the other questions of which a staged reading says anything new, or all others; return their number."""
    tally.older += count(connection, OLDER)
    empty(connection, TOUCHED)
    run(connection, FIND_TOUCHED, anew=int(anew))
    dialect_of(connection).analyze(connection, TOUCHED.name, ["question_id"])
    _count_untouched(connection, tally)
    return count(connection, "SELECT count(*) FROM touched")


def add_lone_readings(connection: Connection, tally: Tally) -> None:
    """Add the readings of the touched questions, which are lone, and what the sources say by them."""
    tally.of("question_reading").add(add(connection, "question_reading", LONE_READINGS, READING))
    tally.of("question_source").add(add(connection, "question_source", LONE_CONTENT, SAID))
    tally.of("comment_count").add(add(connection, "comment_count", LONE_COMMENTS, COMMENT))


def merge_readings(connection: Connection, tables: Tables, tally: Tally) -> Merged:
    """Merge the touched questions' readings; return what changed of what the sources say by the contents that stand."""
    quiet = ("first_read_at", "last_read_at", "parsed_at", "announced", "site_updated_at", "page_url")
    found = candidate(connection, READINGS, READING)
    tally.of("question_reading").add(merge(connection, tables["question_reading"], found, quiet=quiet))
    empty(connection, STANDING)
    run(connection, FIND_STANDING)
    dialect_of(connection).analyze(connection, STANDING.name, KEY)
    keep_contents(connection)
    found = candidate(connection, STANDING_CONTENT, SAID)
    said = merge(connection, tables["question_source"], found)
    tally.of("question_source").add(said)
    found = candidate(connection, COMMENTS, COMMENT)
    tally.of("comment_count").add(merge(connection, tables["comment_count"], found, quiet=("counted_at",)))
    return said


def keep_contents(connection: Connection) -> None:
    """Keep the contents that stand no longer, or never did; to be called before the sources are merged."""
    for sql in (KEEP_REPLACED, KEEP_LATE, LET_GO, ANNOUNCE):
        run(connection, sql)


def _count_untouched(connection: Connection, tally: Tally) -> None:
    """Count the questions whose every landed reading is known already."""
    questions = count(connection, f"SELECT count(DISTINCT s.question_id) {UNTOUCHED}")
    tally.of("question").unchanged += questions
    tally.of("question_text").unchanged += questions
    sources = count(connection, f"SELECT count(*) {UNTOUCHED}")
    tally.of("question_source").unchanged += sources
    tally.of("question_reading").unchanged += sources
