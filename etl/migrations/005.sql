-- Version 5: views that answer, the search index, copied questions and joint answers.

DROP INDEX question_by_state;
CREATE INDEX question_by_state ON question (legislature, state, asked_on, rubric, response_days, deputy_id, last_changed_at,
                                           type, closure_kind, closed_on, group_id, asked_ministry_id, asked_portfolio_id,
                                           answering_ministry_id, answering_portfolio_id);

CREATE VIEW question_flat AS
SELECT q.question_id, q.legislature, q.type, q.number, q.asked_on, q.deputy_id,
       COALESCE((SELECT min(n.name) FROM deputy_name AS n WHERE n.deputy_id = q.deputy_id AND n.legislature = q.legislature),
                (SELECT d.name FROM deputy AS d WHERE d.deputy_id = q.deputy_id)) AS deputy,
       g.acronym AS group_acronym, q.asked_ministry_label AS asked_ministry, a.name AS asked_portfolio,
       q.answering_ministry_label AS answering_ministry, b.name AS answering_portfolio,
       COALESCE(o.name, (SELECT i.name FROM government AS i WHERE i.starts_on <= q.asked_on
                         ORDER BY i.starts_on DESC LIMIT 1)) AS government,
       q.rubric, q.heading, q.state, q.closed_on, q.answered_on, q.response_days, q.withdrawn_on, q.closure_kind, q.flagged,
       q.comment_count, q.official_url, t.question_text, t.answer_text
FROM question AS q
LEFT JOIN political_group AS g ON g.group_id = q.group_id
LEFT JOIN portfolio AS a ON a.portfolio_id = q.asked_portfolio_id
LEFT JOIN portfolio AS b ON b.portfolio_id = q.answering_portfolio_id
LEFT JOIN ministry AS m ON m.ministry_id = q.asked_ministry_id
LEFT JOIN government AS o ON o.government_id = m.government_id
LEFT JOIN question_text AS t ON t.question_id = q.question_id;

CREATE VIEW answer_due AS
WITH newest AS MATERIALIZED (
    SELECT l.legislature,
           CAST((SELECT max(each.asked_on)
                 FROM (SELECT max(asked_on) AS asked_on FROM question WHERE legislature = l.legislature AND state = 'answered'
                       UNION ALL
                       SELECT max(asked_on) FROM question WHERE legislature = l.legislature AND state = 'withdrawn'
                       UNION ALL
                       SELECT max(asked_on) FROM question WHERE legislature = l.legislature AND state = 'pending'
                       UNION ALL
                       SELECT max(asked_on) FROM question WHERE legislature = l.legislature AND state = 'announced') AS each)
                AS TEXT) AS newest_on
    FROM legislature AS l LIMIT 99
)
SELECT legislature, newest_on,
       CAST(due_month / 12 AS TEXT) || '-' || substr(CAST(101 + due_month % 12 AS TEXT), 2) || substr(newest_on, 8) AS due_by
FROM (SELECT legislature, newest_on,
             12 * CAST(substr(newest_on, 1, 4) AS INTEGER) + CAST(substr(newest_on, 6, 2) AS INTEGER) - 3 AS due_month
      FROM newest) AS months
WHERE newest_on IS NOT NULL;

CREATE VIEW answers_by_ministry AS
SELECT a.legislature, a.ministry_id, m.name AS ministry, g.name AS government, a.questions, a.answered, a.withdrawn,
       a.questions - a.answered - a.withdrawn AS open,
       CAST(ROUND(1.0 * a.answered / a.questions, 4) AS DOUBLE PRECISION) AS answer_rate, a.median_days, a.p90_days,
       CAST(ROUND(1.0 * a.early / NULLIF(a.of_all + a.late, 0), 4) AS DOUBLE PRECISION) AS on_time
FROM (SELECT s.*, min(CASE WHEN upto * 2 >= of_all THEN response_days END) OVER each AS median_days,
             min(CASE WHEN upto * 10 >= of_all * 9 THEN response_days END) OVER each AS p90_days, row_number() OVER each AS place
      FROM (SELECT legislature, ministry_id, response_days, sum(dated) OVER (each ORDER BY response_days) AS upto,
                   CAST(sum(asked) OVER each AS BIGINT) AS questions, CAST(sum(replied) OVER each AS BIGINT) AS answered,
                   CAST(sum(dropped) OVER each AS BIGINT) AS withdrawn, sum(dated) OVER each AS of_all,
                   sum(overdue) OVER each AS late,
                   sum(CASE WHEN response_days <= 61 THEN dated ELSE 0 END) OVER each AS early
            FROM (WITH due AS MATERIALIZED (SELECT legislature, due_by FROM answer_due)
                  SELECT q.legislature, q.answering_ministry_id AS ministry_id, q.response_days,
                         count(*) AS asked, count(q.response_days) AS dated,
                         count(*) FILTER (WHERE q.state = 'answered') AS replied,
                         count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                         count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                            AND CAST(q.asked_on AS TEXT) <= due.due_by) AS overdue
                  FROM due CROSS JOIN question AS q WHERE q.legislature = due.legislature AND q.type NOT IN ('QG', 'QOSD')
                  GROUP BY q.legislature, q.response_days, q.answering_ministry_id) AS c
            WINDOW each AS (PARTITION BY legislature, ministry_id)) AS s
      WINDOW each AS (PARTITION BY legislature, ministry_id)) AS a
LEFT JOIN ministry AS m ON m.ministry_id = a.ministry_id
LEFT JOIN government AS g ON g.government_id = m.government_id
WHERE a.place = 1;

CREATE VIEW answers_by_portfolio AS
SELECT a.legislature, a.portfolio_id, p.name AS portfolio, a.questions, a.answered, a.withdrawn,
       a.questions - a.answered - a.withdrawn AS open,
       CAST(ROUND(1.0 * a.answered / a.questions, 4) AS DOUBLE PRECISION) AS answer_rate, a.median_days, a.p90_days,
       CAST(ROUND(1.0 * a.early / NULLIF(a.of_all + a.late, 0), 4) AS DOUBLE PRECISION) AS on_time
FROM (SELECT s.*, min(CASE WHEN upto * 2 >= of_all THEN response_days END) OVER each AS median_days,
             min(CASE WHEN upto * 10 >= of_all * 9 THEN response_days END) OVER each AS p90_days, row_number() OVER each AS place
      FROM (SELECT legislature, portfolio_id, response_days, sum(dated) OVER (each ORDER BY response_days) AS upto,
                   CAST(sum(asked) OVER each AS BIGINT) AS questions, CAST(sum(replied) OVER each AS BIGINT) AS answered,
                   CAST(sum(dropped) OVER each AS BIGINT) AS withdrawn, sum(dated) OVER each AS of_all,
                   sum(overdue) OVER each AS late,
                   sum(CASE WHEN response_days <= 61 THEN dated ELSE 0 END) OVER each AS early
            FROM (WITH due AS MATERIALIZED (SELECT legislature, due_by FROM answer_due)
                  SELECT q.legislature, q.answering_portfolio_id AS portfolio_id, q.response_days,
                         count(*) AS asked, count(q.response_days) AS dated,
                         count(*) FILTER (WHERE q.state = 'answered') AS replied,
                         count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                         count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                            AND CAST(q.asked_on AS TEXT) <= due.due_by) AS overdue
                  FROM due CROSS JOIN question AS q WHERE q.legislature = due.legislature AND q.type NOT IN ('QG', 'QOSD')
                  GROUP BY q.legislature, q.response_days, q.answering_portfolio_id) AS c
            WINDOW each AS (PARTITION BY legislature, portfolio_id)) AS s
      WINDOW each AS (PARTITION BY legislature, portfolio_id)) AS a
LEFT JOIN portfolio AS p ON p.portfolio_id = a.portfolio_id
WHERE a.place = 1;

CREATE VIEW answers_by_government AS
SELECT a.legislature, a.government_id, g.name AS government, a.questions, a.answered, a.withdrawn,
       a.questions - a.answered - a.withdrawn AS open,
       CAST(ROUND(1.0 * a.answered / a.questions, 4) AS DOUBLE PRECISION) AS answer_rate, a.median_days, a.p90_days,
       CAST(ROUND(1.0 * a.early / NULLIF(a.of_all + a.late, 0), 4) AS DOUBLE PRECISION) AS on_time
FROM (SELECT s.*, min(CASE WHEN upto * 2 >= of_all THEN response_days END) OVER each AS median_days,
             min(CASE WHEN upto * 10 >= of_all * 9 THEN response_days END) OVER each AS p90_days, row_number() OVER each AS place
      FROM (SELECT legislature, government_id, response_days, sum(dated) OVER (each ORDER BY response_days) AS upto,
                   CAST(sum(asked) OVER each AS BIGINT) AS questions, CAST(sum(replied) OVER each AS BIGINT) AS answered,
                   CAST(sum(dropped) OVER each AS BIGINT) AS withdrawn, sum(dated) OVER each AS of_all,
                   sum(overdue) OVER each AS late,
                   sum(CASE WHEN response_days <= 61 THEN dated ELSE 0 END) OVER each AS early
            FROM (SELECT told.*, COALESCE(m.government_id, (SELECT i.government_id FROM government AS i WHERE i.starts_on <= told.asked_on
                                                       ORDER BY i.starts_on DESC LIMIT 1)) AS government_id
                  FROM (WITH due AS MATERIALIZED (SELECT legislature, due_by FROM answer_due)
                        SELECT q.legislature, q.asked_ministry_id,
                               CASE WHEN q.asked_ministry_id IS NULL THEN q.asked_on END AS asked_on, q.response_days,
                               count(*) AS asked, count(q.response_days) AS dated,
                               count(*) FILTER (WHERE q.state = 'answered') AS replied,
                               count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                               count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                                  AND CAST(q.asked_on AS TEXT) <= due.due_by) AS overdue
                        FROM due CROSS JOIN question AS q WHERE q.legislature = due.legislature AND q.type NOT IN ('QG', 'QOSD')
                        GROUP BY q.legislature, q.response_days, q.asked_ministry_id,
                                 CASE WHEN q.asked_ministry_id IS NULL THEN q.asked_on END) AS told
                  LEFT JOIN ministry AS m ON m.ministry_id = told.asked_ministry_id) AS c
            WINDOW each AS (PARTITION BY legislature, government_id)) AS s
      WINDOW each AS (PARTITION BY legislature, government_id)) AS a
LEFT JOIN government AS g ON g.government_id = a.government_id
WHERE a.place = 1;

CREATE VIEW answers_by_month AS
SELECT a.legislature, a.month, a.questions, a.answered, a.withdrawn,
       a.questions - a.answered - a.withdrawn AS open,
       CAST(ROUND(1.0 * a.answered / a.questions, 4) AS DOUBLE PRECISION) AS answer_rate, a.median_days, a.p90_days,
       CAST(ROUND(1.0 * a.early / NULLIF(a.of_all + a.late, 0), 4) AS DOUBLE PRECISION) AS on_time
FROM (SELECT s.*, min(CASE WHEN upto * 2 >= of_all THEN response_days END) OVER each AS median_days,
             min(CASE WHEN upto * 10 >= of_all * 9 THEN response_days END) OVER each AS p90_days, row_number() OVER each AS place
      FROM (SELECT legislature, month, response_days, sum(dated) OVER (each ORDER BY response_days) AS upto,
                   CAST(sum(asked) OVER each AS BIGINT) AS questions, CAST(sum(replied) OVER each AS BIGINT) AS answered,
                   CAST(sum(dropped) OVER each AS BIGINT) AS withdrawn, sum(dated) OVER each AS of_all,
                   sum(overdue) OVER each AS late,
                   sum(CASE WHEN response_days <= 61 THEN dated ELSE 0 END) OVER each AS early
            FROM (SELECT told.*, substr(CAST(told.asked_on AS TEXT), 1, 7) AS month
                  FROM (WITH due AS MATERIALIZED (SELECT legislature, due_by FROM answer_due)
                        SELECT q.legislature, q.asked_on, q.response_days,
                               count(*) AS asked, count(q.response_days) AS dated,
                               count(*) FILTER (WHERE q.state = 'answered') AS replied,
                               count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                               count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                                  AND CAST(q.asked_on AS TEXT) <= due.due_by) AS overdue
                        FROM due CROSS JOIN question AS q WHERE q.legislature = due.legislature AND q.type NOT IN ('QG', 'QOSD')
                        GROUP BY q.legislature, q.response_days, q.state, q.asked_on) AS told) AS c
            WINDOW each AS (PARTITION BY legislature, month)) AS s
      WINDOW each AS (PARTITION BY legislature, month)) AS a
WHERE a.place = 1;

CREATE VIEW answers_by_group AS
SELECT a.legislature, a.group_id, g.acronym AS group_acronym, a.questions, a.answered, a.withdrawn,
       a.questions - a.answered - a.withdrawn AS open,
       CAST(ROUND(1.0 * a.answered / a.questions, 4) AS DOUBLE PRECISION) AS answer_rate, a.median_days, a.p90_days,
       CAST(ROUND(1.0 * a.early / NULLIF(a.of_all + a.late, 0), 4) AS DOUBLE PRECISION) AS on_time
FROM (SELECT s.*, min(CASE WHEN upto * 2 >= of_all THEN response_days END) OVER each AS median_days,
             min(CASE WHEN upto * 10 >= of_all * 9 THEN response_days END) OVER each AS p90_days, row_number() OVER each AS place
      FROM (SELECT legislature, group_id, response_days, sum(dated) OVER (each ORDER BY response_days) AS upto,
                   CAST(sum(asked) OVER each AS BIGINT) AS questions, CAST(sum(replied) OVER each AS BIGINT) AS answered,
                   CAST(sum(dropped) OVER each AS BIGINT) AS withdrawn, sum(dated) OVER each AS of_all,
                   sum(overdue) OVER each AS late,
                   sum(CASE WHEN response_days <= 61 THEN dated ELSE 0 END) OVER each AS early
            FROM (WITH due AS MATERIALIZED (SELECT legislature, due_by FROM answer_due)
                  SELECT q.legislature, q.group_id, q.response_days,
                         count(*) AS asked, count(q.response_days) AS dated,
                         count(*) FILTER (WHERE q.state = 'answered') AS replied,
                         count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                         count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                            AND CAST(q.asked_on AS TEXT) <= due.due_by) AS overdue
                  FROM due CROSS JOIN question AS q WHERE q.legislature = due.legislature AND q.type NOT IN ('QG', 'QOSD')
                  GROUP BY q.legislature, q.response_days, q.group_id) AS c
            WINDOW each AS (PARTITION BY legislature, group_id)) AS s
      WINDOW each AS (PARTITION BY legislature, group_id)) AS a
LEFT JOIN political_group AS g ON g.group_id = a.group_id
WHERE a.place = 1;

CREATE VIEW answers_by_deputy AS
SELECT a.legislature, a.deputy_id,
       COALESCE((SELECT min(n.name) FROM deputy_name AS n WHERE n.deputy_id = a.deputy_id AND n.legislature = a.legislature),
                (SELECT d.name FROM deputy AS d WHERE d.deputy_id = a.deputy_id)) AS deputy, a.questions, a.answered, a.withdrawn,
       a.questions - a.answered - a.withdrawn AS open,
       CAST(ROUND(1.0 * a.answered / a.questions, 4) AS DOUBLE PRECISION) AS answer_rate, a.median_days, a.p90_days,
       CAST(ROUND(1.0 * a.early / NULLIF(a.of_all + a.late, 0), 4) AS DOUBLE PRECISION) AS on_time
FROM (SELECT s.*, min(CASE WHEN upto * 2 >= of_all THEN response_days END) OVER each AS median_days,
             min(CASE WHEN upto * 10 >= of_all * 9 THEN response_days END) OVER each AS p90_days, row_number() OVER each AS place
      FROM (SELECT legislature, deputy_id, response_days, sum(dated) OVER (each ORDER BY response_days) AS upto,
                   CAST(sum(asked) OVER each AS BIGINT) AS questions, CAST(sum(replied) OVER each AS BIGINT) AS answered,
                   CAST(sum(dropped) OVER each AS BIGINT) AS withdrawn, sum(dated) OVER each AS of_all,
                   sum(overdue) OVER each AS late,
                   sum(CASE WHEN response_days <= 61 THEN dated ELSE 0 END) OVER each AS early
            FROM (WITH due AS MATERIALIZED (SELECT legislature, due_by FROM answer_due)
                  SELECT q.legislature, q.deputy_id, q.response_days,
                         count(*) AS asked, count(q.response_days) AS dated,
                         count(*) FILTER (WHERE q.state = 'answered') AS replied,
                         count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                         count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                            AND CAST(q.asked_on AS TEXT) <= due.due_by) AS overdue
                  FROM due CROSS JOIN question AS q WHERE q.legislature = due.legislature AND q.type NOT IN ('QG', 'QOSD')
                  GROUP BY q.legislature, q.response_days, q.deputy_id) AS c
            WINDOW each AS (PARTITION BY legislature, deputy_id)) AS s
      WINDOW each AS (PARTITION BY legislature, deputy_id)) AS a
WHERE a.place = 1;

CREATE VIEW backlog_by_month AS
SELECT DISTINCT legislature, month,
       CAST(sum(asked) OVER (by_month RANGE BETWEEN CURRENT ROW AND CURRENT ROW) AS BIGINT) AS asked,
       CAST(sum(closed) OVER (by_month RANGE BETWEEN CURRENT ROW AND CURRENT ROW) AS BIGINT) AS closed,
       CAST(sum(asked - closed) OVER by_month AS BIGINT) AS open
FROM (SELECT legislature, substr(CAST(asked_on AS TEXT), 1, 7) AS month, count(*) AS asked, 0 AS closed
      FROM question
      WHERE type NOT IN ('QG', 'QOSD') AND (state IN ('pending', 'announced') OR closed_on IS NOT NULL)
      GROUP BY legislature, state, asked_on
      UNION ALL
      SELECT legislature, substr(CAST(closed_on AS TEXT), 1, 7), 0, count(*)
      FROM question
      WHERE type NOT IN ('QG', 'QOSD') AND state IN ('answered', 'withdrawn') AND closed_on IS NOT NULL
      GROUP BY legislature, closed_on) AS days
WINDOW by_month AS (PARTITION BY legislature ORDER BY month);

CREATE VIEW deputy_activity AS
SELECT w.legislature, w.deputy_id,
       COALESCE((SELECT min(n.name) FROM deputy_name AS n WHERE n.deputy_id = w.deputy_id AND n.legislature = w.legislature),
                (SELECT d.name FROM deputy AS d WHERE d.deputy_id = w.deputy_id)) AS deputy,
       g.acronym AS group_acronym, w.questions, w.answered, w.withdrawn, w.questions - w.answered - w.withdrawn AS open,
       w.first_asked_on, w.last_asked_on
FROM (SELECT legislature, deputy_id, count(*) AS questions, count(*) FILTER (WHERE state = 'answered') AS answered,
             count(*) FILTER (WHERE state = 'withdrawn') AS withdrawn, min(asked_on) AS first_asked_on, max(asked_on) AS last_asked_on,
             substr(max(CAST(asked_on AS TEXT) || group_id), 11) AS last_group_id
      FROM question WHERE type NOT IN ('QG', 'QOSD') GROUP BY legislature, deputy_id
      UNION ALL
      SELECT DISTINCT m.legislature, m.deputy_id, 0, 0, 0, CAST(NULL AS DATE), CAST(NULL AS DATE), CAST(NULL AS TEXT)
      FROM mandate AS m
      WHERE NOT EXISTS (SELECT 1 FROM question AS q WHERE q.deputy_id = m.deputy_id AND q.legislature - m.legislature = 0)) AS w
LEFT JOIN political_group AS g ON g.group_id = w.last_group_id;

CREATE VIEW rubric_by_year AS
SELECT legislature, year, rubric, CAST(sum(questions) AS BIGINT) AS questions, CAST(sum(answered) AS BIGINT) AS answered
FROM (SELECT legislature, CAST(substr(CAST(asked_on AS TEXT), 1, 4) AS INTEGER) AS year, rubric, questions, answered
      FROM (SELECT legislature, asked_on, rubric, count(*) AS questions, count(*) FILTER (WHERE state = 'answered') AS answered
            FROM question
            WHERE type NOT IN ('QG', 'QOSD') AND rubric IS NOT NULL
            GROUP BY legislature, state, asked_on, rubric) AS days) AS years
GROUP BY legislature, year, rubric;

CREATE VIEW reattribution AS
SELECT r.legislature, r.from_portfolio_id, a.name AS from_portfolio, r.to_portfolio_id, b.name AS to_portfolio, r.questions,
       r.answered, CAST(ROUND(1.0 * r.questions / r.of_all, 4) AS DOUBLE PRECISION) AS share
FROM (SELECT legislature, asked_portfolio_id AS from_portfolio_id, answering_portfolio_id AS to_portfolio_id, count(*) AS questions,
             count(*) FILTER (WHERE state = 'answered') AS answered,
             sum(count(*)) OVER (PARTITION BY legislature, asked_portfolio_id) AS of_all
      FROM question
      WHERE type NOT IN ('QG', 'QOSD') AND asked_portfolio_id IS NOT NULL AND answering_portfolio_id IS NOT NULL
      GROUP BY legislature, asked_portfolio_id, answering_portfolio_id) AS r
JOIN portfolio AS a ON a.portfolio_id = r.from_portfolio_id
JOIN portfolio AS b ON b.portfolio_id = r.to_portfolio_id
WHERE r.from_portfolio_id <> r.to_portfolio_id;

CREATE VIEW portfolio_question AS
SELECT q.portfolio_id, p.name AS portfolio, q.part, q.question_id, q.legislature, q.number, q.asked_on, q.deputy_id,
       COALESCE(o.name, (SELECT i.name FROM government AS i WHERE i.starts_on <= q.asked_on
                         ORDER BY i.starts_on DESC LIMIT 1)) AS government,
       q.asked_ministry_label AS asked_ministry, q.answering_ministry_label AS answering_ministry, q.rubric, q.heading, q.state,
       q.closed_on, q.response_days
FROM (SELECT asked_portfolio_id AS portfolio_id, 'asked' AS part, question_id, legislature, number, asked_on, deputy_id,
             asked_ministry_id, asked_ministry_label, answering_ministry_label, rubric, heading, state, closed_on, response_days
      FROM question
      WHERE type NOT IN ('QG', 'QOSD') AND asked_portfolio_id IS NOT NULL
      UNION ALL
      SELECT answering_portfolio_id, 'answering', question_id, legislature, number, asked_on, deputy_id,
             asked_ministry_id, asked_ministry_label, answering_ministry_label, rubric, heading, state, closed_on, response_days
      FROM question
      WHERE type NOT IN ('QG', 'QOSD') AND answering_portfolio_id IS NOT NULL
        AND (asked_portfolio_id IS NULL OR asked_portfolio_id <> answering_portfolio_id)) AS q
JOIN portfolio AS p ON p.portfolio_id = q.portfolio_id
LEFT JOIN ministry AS m ON m.ministry_id = q.asked_ministry_id
LEFT JOIN government AS o ON o.government_id = m.government_id;

CREATE TABLE search_document (
    document_id INTEGER NOT NULL PRIMARY KEY,
    question_id TEXT NOT NULL UNIQUE REFERENCES question (question_id)
);

CREATE TABLE search_stale (
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES search_document (document_id),
    rubric TEXT,
    heading TEXT,
    question_text TEXT,
    answer_text TEXT
);

CREATE TABLE search_term (
    stem TEXT NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (stem, term)
);
CREATE INDEX search_term_by_term ON search_term (term, stem);

CREATE VIEW search_content AS
SELECT d.document_id, d.question_id, q.rubric, q.heading, t.question_text, t.answer_text
FROM search_document AS d
JOIN question AS q ON q.question_id = d.question_id
JOIN question_text AS t ON t.question_id = d.question_id;


CREATE TABLE question_signature (
    question_id TEXT NOT NULL PRIMARY KEY REFERENCES question (question_id),
    signed TEXT NOT NULL,
    words BLOB,
    sketch BLOB,
    answer_hash TEXT
);

CREATE TABLE question_cluster (
    question_id TEXT NOT NULL PRIMARY KEY REFERENCES question (question_id),
    cluster_id TEXT NOT NULL REFERENCES question (question_id),
    similarity DOUBLE PRECISION NOT NULL CHECK (similarity BETWEEN 0 AND 1)
);
CREATE INDEX question_cluster_by_cluster ON question_cluster (cluster_id);

CREATE TABLE answer_group (
    question_id TEXT NOT NULL PRIMARY KEY REFERENCES question (question_id),
    answer_group_id TEXT NOT NULL REFERENCES question (question_id)
);
CREATE INDEX answer_group_by_group ON answer_group (answer_group_id);

CREATE VIEW copied_question AS
SELECT told.cluster_id, f.legislature, f.heading, f.rubric, f.deputy_id AS first_deputy_id, d.name AS first_deputy,
       g.acronym AS first_group, told.questions, told.deputies, told.groups, told.first_asked_on, told.last_asked_on, told.answered,
       told.lowest_similarity
FROM (SELECT c.cluster_id, count(*) AS questions, count(DISTINCT q.deputy_id) AS deputies, count(DISTINCT q.group_id) AS groups,
             min(q.asked_on) AS first_asked_on, max(q.asked_on) AS last_asked_on,
             sum(CASE WHEN q.state = 'answered' THEN 1 ELSE 0 END) AS answered, min(c.similarity) AS lowest_similarity
      FROM question_cluster AS c JOIN question AS q ON q.question_id = c.question_id
      GROUP BY c.cluster_id) AS told
JOIN question AS f ON f.question_id = told.cluster_id
JOIN deputy AS d ON d.deputy_id = f.deputy_id
LEFT JOIN political_group AS g ON g.group_id = f.group_id;

CREATE VIEW copied_question_asker AS
SELECT c.cluster_id, row_number() OVER (PARTITION BY c.cluster_id ORDER BY q.asked_on, q.legislature, q.number, q.question_id) AS place,
       c.question_id, q.legislature, q.number, q.asked_on, q.deputy_id, d.name AS deputy, g.acronym AS group_acronym, q.heading,
       q.asked_ministry_label, q.state, q.answered_on, c.similarity
FROM question_cluster AS c
JOIN question AS q ON q.question_id = c.question_id
JOIN deputy AS d ON d.deputy_id = q.deputy_id
LEFT JOIN political_group AS g ON g.group_id = q.group_id;

CREATE VIEW joint_answer AS
SELECT told.answer_group_id, f.legislature, f.answered_on, f.answering_ministry_label, f.answering_portfolio_id, f.heading,
       told.questions, told.deputies, told.groups, told.clusters, told.first_asked_on, told.last_asked_on
FROM (SELECT a.answer_group_id, count(*) AS questions, count(DISTINCT q.deputy_id) AS deputies,
             count(DISTINCT q.group_id) AS groups, count(DISTINCT COALESCE(c.cluster_id, q.question_id)) AS clusters,
             min(q.asked_on) AS first_asked_on, max(q.asked_on) AS last_asked_on
      FROM answer_group AS a
      JOIN question AS q ON q.question_id = a.question_id
      LEFT JOIN question_cluster AS c ON c.question_id = a.question_id
      GROUP BY a.answer_group_id) AS told
JOIN question AS f ON f.question_id = told.answer_group_id;
