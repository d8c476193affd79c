"""What the report shows, as the views of the database have it."""

from typing import Any

import pandas as pd
from sqlalchemy import Connection, text

TOPICS = 15
SUBJECTS = 20
HEAT = 12
ASKERS = 20
COPIES = 15
LISTED = 50

MONTHS = """
    SELECT month, CAST(sum(questions) AS INTEGER) AS questions, CAST(sum(answered) AS INTEGER) AS answered,
           CAST(sum(withdrawn) AS INTEGER) AS withdrawn, CAST(sum(open) AS INTEGER) AS open
    FROM answers_by_month GROUP BY month ORDER BY month
"""
BACKLOG = "SELECT legislature, month, asked, closed, open FROM backlog_by_month ORDER BY legislature, month"
SUBJECT_DELAYS = """
    SELECT portfolio, questions, answered, open, answer_rate, median_days, p90_days, on_time
    FROM answers_by_portfolio WHERE legislature = :legislature AND portfolio IS NOT NULL
    ORDER BY questions DESC, portfolio LIMIT :rows
"""
RUBRICS = """
    SELECT rubric, CAST(sum(questions) AS INTEGER) AS questions, CAST(sum(answered) AS INTEGER) AS answered
    FROM rubric_by_year WHERE legislature = :legislature GROUP BY rubric ORDER BY 2 DESC, rubric LIMIT :rows
"""
GROUPS = """
    SELECT group_acronym, questions, answered, open, answer_rate, median_days, p90_days, on_time
    FROM answers_by_group WHERE legislature = :legislature AND group_acronym IS NOT NULL
    ORDER BY questions DESC, group_acronym
"""
GROUP_BY_SUBJECT = """
    SELECT g.acronym AS group_acronym, p.name AS portfolio, c.questions
    FROM (SELECT group_id, asked_portfolio_id, count(*) AS questions FROM question
          WHERE legislature = :legislature AND type = 'QE' GROUP BY group_id, asked_portfolio_id) AS c
    JOIN political_group AS g ON g.group_id = c.group_id
    JOIN portfolio AS p ON p.portfolio_id = c.asked_portfolio_id
    ORDER BY g.acronym, p.name
"""
DEPUTIES = """
    SELECT deputy, questions, answered, open, answer_rate, median_days, on_time
    FROM answers_by_deputy WHERE legislature = :legislature ORDER BY questions DESC, deputy LIMIT :rows
"""
COPIED = """
    SELECT heading, first_deputy, first_group, questions, deputies, groups, answered, first_asked_on, last_asked_on
    FROM copied_question WHERE deputies > 1 ORDER BY questions DESC, cluster_id LIMIT :rows
"""
COMPARED = "SELECT count(*) AS texts FROM (SELECT question_id FROM question_signature LIMIT 1) AS compared"
FRESHNESS = """
    SELECT s.name AS source, s.licence, s.licence_url, s.url, max(r.finished_at) AS last_read_at
    FROM source AS s JOIN crawl_run AS r ON r.source = s.source
    WHERE EXISTS (SELECT 1 FROM question_reading AS q WHERE q.source = s.source)
    GROUP BY s.source, s.name, s.licence, s.licence_url, s.url ORDER BY s.source
"""
GAPS = """
    SELECT l.legislature,
           (SELECT max(q.number) FROM question AS q WHERE q.legislature = l.legislature AND q.type = 'QE') AS highest,
           CAST(COALESCE(sum(g.numbers), 0) AS INTEGER) AS missing
    FROM legislature AS l LEFT JOIN number_gap AS g ON g.legislature = l.legislature
    WHERE EXISTS (SELECT 1 FROM question AS q WHERE q.legislature = l.legislature)
    GROUP BY l.legislature ORDER BY l.legislature
"""
OF_DEPUTY = """
    SELECT legislature, questions, answered, open, answer_rate, median_days, p90_days, on_time
    FROM answers_by_deputy WHERE deputy_id = :deputy_id ORDER BY legislature
"""
MONTHS_OF_DEPUTY = """
    SELECT month, count(*) AS questions, sum(answered) AS answered, sum(withdrawn) AS withdrawn,
           count(*) - sum(answered) - sum(withdrawn) AS open
    FROM (SELECT substr(CAST(asked_on AS TEXT), 1, 7) AS month,
                 CASE WHEN state = 'answered' THEN 1 ELSE 0 END AS answered,
                 CASE WHEN state = 'withdrawn' THEN 1 ELSE 0 END AS withdrawn
          FROM question WHERE deputy_id = :deputy_id AND type = 'QE') AS asked
    GROUP BY month ORDER BY month
"""
SUBJECTS_OF_DEPUTY = """
    SELECT p.name AS portfolio, count(*) AS questions, count(*) FILTER (WHERE q.state = 'answered') AS answered
    FROM question AS q JOIN portfolio AS p ON p.portfolio_id = q.asked_portfolio_id
    WHERE q.deputy_id = :deputy_id AND q.type = 'QE' GROUP BY p.name ORDER BY 2 DESC, p.name LIMIT :rows
"""
LATEST_OF_DEPUTY = """
    SELECT number, legislature, asked_on, asked_ministry_label AS asked_ministry, heading, answered_on, response_days,
           official_url
    FROM question WHERE deputy_id = :deputy_id AND type = 'QE'
    ORDER BY asked_on DESC, legislature DESC, number DESC LIMIT :rows
"""
OLDEST_OF_DEPUTY = """
    SELECT number, legislature, asked_on, asked_ministry_label AS asked_ministry, heading, official_url
    FROM question WHERE deputy_id = :deputy_id AND type = 'QE' AND state IN ('pending', 'announced')
    ORDER BY asked_on, legislature, number LIMIT :rows
"""
COPIED_OF_DEPUTY = """
    SELECT DISTINCT c.heading, c.first_deputy, c.questions, c.deputies, c.first_asked_on, c.last_asked_on
    FROM copied_question_asker AS a JOIN copied_question AS c ON c.cluster_id = a.cluster_id
    WHERE a.deputy_id = :deputy_id AND c.deputies > 1 ORDER BY c.questions DESC, c.heading LIMIT :rows
"""
WAITING = """
    SELECT (SELECT count(*) FROM ministry_label WHERE status = 'pending') AS labels,
           (SELECT count(*) FROM rejection WHERE replayed_at IS NULL) AS rejections
"""


def rows(connection: Connection, sql: str, **values: Any) -> pd.DataFrame:
    """Return the rows of a query; whole numbers stay whole where some are missing."""
    found = connection.execute(text(sql), values)
    # Not read_sql: where a view is missing it raises an OSError with the whole query.
    return pd.DataFrame.from_records(found.all(), columns=list(found.keys()), coerce_float=True).convert_dtypes()


def newest_legislature(connection: Connection) -> int | None:
    """Return the highest legislature that has written questions, None where there are none."""
    return connection.scalar(text("SELECT max(legislature) FROM question WHERE type = 'QE'"))


def newest_day(connection: Connection) -> str:
    """Return the day on which the newest question was asked, as ISO text."""
    return str(connection.scalar(text("SELECT max(asked_on) FROM question WHERE type = 'QE'")))


def by_quarter(months: pd.DataFrame) -> pd.DataFrame:
    """Return counts by month summed by quarter: its first day and the counts."""
    first = pd.PeriodIndex(months["month"], freq="M").asfreq("Q").start_time.strftime("%Y-%m-%d")
    return months.drop(columns="month").groupby(first.rename("quarter")).sum().reset_index()


def busiest(counts: pd.DataFrame, column: str, most: int) -> pd.DataFrame:
    """Return the rows of counts whose value of a column has the most questions."""
    kept = counts.groupby(column)["questions"].sum().nlargest(most).index
    return counts[counts[column].isin(kept)]


def with_share(counts: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return counts with the share that each row has of all questions of its value of a column."""
    return counts.assign(share=counts["questions"] / counts.groupby(column)["questions"].transform("sum"))
