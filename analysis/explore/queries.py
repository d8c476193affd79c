"""The questions that are asked most, as queries with parameters for Datasette; an empty parameter narrows nothing.

Each is offered only where the tables and views that it reads are there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

OF_LEGISLATURE = "(:legislature = '' OR legislature = CAST(:legislature AS INTEGER))"


@dataclass(frozen=True, slots=True)
class Query:
    """One query under its name in the address; ``reads`` names the tables and views it needs."""

    name: str
    title: str
    description: str
    sql: str
    params: tuple[str, ...]
    reads: frozenset[str]


def _of_legislature(name: str, title: str, description: str, view: str, columns: str, order: str) -> Query:
    sql = f"SELECT {columns}\nFROM {view}\nWHERE {OF_LEGISLATURE}\nORDER BY {order}"
    return Query(name, title, description, sql, ("legislature",), frozenset({view}))


FIGURES = "questions, answered, withdrawn, open, answer_rate, median_days, p90_days, on_time"

QUERIES = (
    Query(
        "search",
        "Search questions and answers",
        'Words in any form, accents or not; "words side by side" in quotes. The best hits first.',
        """SELECT f.question_id, f.legislature, f.asked_on, f.deputy, f.asked_ministry, f.heading, f.state,
       snippet(question_search, -1, '«', '»', '…', 24) AS found, f.official_url
FROM question_search
JOIN search_document AS d ON d.document_id = question_search.rowid
JOIN question_flat AS f ON f.question_id = d.question_id
WHERE question_search MATCH search_expression(:words)
ORDER BY rank LIMIT 100""",
        ("words",),
        frozenset({"question_search", "search_document", "question_flat"}),
    ),
    Query(
        "deputy_questions",
        "What a deputy asked",
        "Part of a name is enough, without accents too; the newest first.",
        """SELECT question_id, legislature, asked_on, deputy, group_acronym, asked_ministry, rubric, heading, state,
       answered_on, response_days, official_url
FROM question_flat
WHERE deputy_id IN (SELECT deputy_id FROM deputy_name WHERE fold(name) LIKE '%' || fold(:deputy) || '%')
ORDER BY asked_on DESC, question_id""",
        ("deputy",),
        frozenset({"question_flat", "deputy_name"}),
    ),
    Query(
        "oldest_open",
        "Which questions have waited longest",
        "The oldest open ones; days from asking to the day of their legislature's newest question.",
        """SELECT f.question_id, f.legislature, f.asked_on,
       CAST(julianday(d.newest_on) - julianday(f.asked_on) AS INTEGER) AS days, f.deputy, f.group_acronym,
       f.answering_ministry, f.heading, f.official_url
FROM question_flat AS f JOIN answer_due AS d ON d.legislature = f.legislature
WHERE f.state IN ('pending', 'announced') AND f.type = 'QE'
  AND (:legislature = '' OR f.legislature = CAST(:legislature AS INTEGER))
ORDER BY f.asked_on, f.question_id LIMIT 200""",
        ("legislature",),
        frozenset({"question_flat", "answer_due"}),
    ),
    Query(
        "slowest_answers",
        "Which answers took longest",
        "Of the portfolio that answers, e.g. justice or part of its name.",
        """SELECT question_id, legislature, asked_on, answered_on, response_days, deputy, answering_ministry, heading,
       official_url
FROM question_flat
WHERE response_days IS NOT NULL AND (:portfolio = '' OR answering_portfolio LIKE '%' || :portfolio || '%')
ORDER BY response_days DESC, question_id LIMIT 200""",
        ("portfolio",),
        frozenset({"question_flat"}),
    ),
    _of_legislature(
        "answers_of_ministries",
        "How often and how fast each ministry answers",
        "By the tenure that answers; on_time is the share answered within two months.",
        "answers_by_ministry",
        f"legislature, ministry, government, {FIGURES}",
        "questions DESC",
    ),
    _of_legislature(
        "answers_of_portfolios",
        "How often and how fast each subject is answered",
        "Whatever its ministry was called.",
        "answers_by_portfolio",
        f"legislature, portfolio, {FIGURES}",
        "questions DESC",
    ),
    _of_legislature(
        "answers_to_groups",
        "How often and how fast each group is answered",
        "By the author's group on the day of asking.",
        "answers_by_group",
        f"legislature, group_acronym, {FIGURES}",
        "legislature DESC, questions DESC",
    ),
    _of_legislature(
        "most_active",
        "Who asks most",
        "Deputies by legislature, those who asked nothing at the end.",
        "deputy_activity",
        "legislature, deputy, group_acronym, questions, answered, withdrawn, open, first_asked_on, last_asked_on",
        "questions DESC, deputy",
    ),
    _of_legislature(
        "backlog",
        "How many questions wait, month by month",
        "What came, what went and what was left at the end of each month.",
        "backlog_by_month",
        "legislature, month, asked, closed, open",
        "month DESC, legislature DESC",
    ),
    _of_legislature(
        "passed_on",
        "Which ministries pass questions on, and to whom",
        "By portfolio; share is that of all questions put to the first.",
        "reattribution",
        "legislature, from_portfolio, to_portfolio, questions, answered, share",
        "questions DESC",
    ),
    Query(
        "rubric",
        "How often a rubrique was asked about, year by year",
        "Part of the Assembly's rubrique, e.g. santé.",
        """SELECT legislature, year, rubric, questions, answered
FROM rubric_by_year
WHERE rubric LIKE '%' || :rubric || '%'
ORDER BY year DESC, questions DESC""",
        ("rubric",),
        frozenset({"rubric_by_year"}),
    ),
    Query(
        "copied_questions",
        "Which questions were asked again and again",
        "The same text under many names, the most copied first.",
        "SELECT * FROM copied_question LIMIT 200",
        (),
        frozenset({"copied_question"}),
    ),
)


def canned(there: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the queries that these tables and views allow, as Datasette's metadata has them."""
    return {
        query.name: {
            "title": query.title,
            "description": query.description,
            "sql": query.sql,
            "params": list(query.params),
        }
        for query in QUERIES
        if query.reads <= set(there)
    }
