"""What a column is, where several tables and views have one of its name."""

import pytest

from etl.comments import ColumnComments, comments, view_comments

SQL = """
-- A deputy.
CREATE TABLE deputy (
    -- The deputy's id.
    deputy_id TEXT NOT NULL,
    -- When first seen.
    seen_on DATE
);
-- A question.
CREATE TABLE question (
    -- The author.
    deputy_id TEXT NOT NULL,
    -- How many comments.
    comments INTEGER
);
-- A count.
CREATE TABLE tally (
    -- Comments counted.
    comments INTEGER,
    -- When last seen.
    seen_on DATE,
    -- Its size: 2 bytes.
    size INTEGER
);
-- What deputies did: who: whom.
-- Second line.
--   rate: Share that was answered,
--     0 to 1.
--   deputies: How many.
CREATE VIEW activity AS
SELECT 1;
-- The same by month.
--   deputies: How many in the month.
CREATE VIEW by_month AS
SELECT 1;
"""


def test_of_a_view_its_own_comment_is_told_without_those_of_its_columns() -> None:
    assert view_comments(SQL) == [
        ("activity", "What deputies did: who: whom. Second line."), ("by_month", "The same by month.")
    ]  # fmt: skip
    assert [table for table, column, _ in comments(SQL) if column is None] == ["deputy", "question", "tally"]


@pytest.mark.parametrize(
    ("relation", "column", "told"),
    [
        ("deputy", "deputy_id", "The deputy's id."),
        ("activity", "rate", "Share that was answered, 0 to 1."),
        ("by_month", "rate", "Share that was answered, 0 to 1."),
        ("activity", "deputies", "How many."),
        ("by_month", "deputies", "How many in the month."),
        ("activity", "size", "Its size: 2 bytes."),
        # The heart of the database: question before deputy, and both before the others.
        ("activity", "deputy_id", "The author."),
        ("activity", "comments", "How many comments."),
        ("activity", "seen_on", "When first seen."),
        ("activity", "unknown", ""),
    ],
)
def test_what_a_column_is(relation: str, column: str, told: str) -> None:
    assert ColumnComments(SQL).of(relation, column) == told
