-- Version 10: governments, the backlog and copied questions are counted sooner; a day by which answers are due is one that there is

DROP INDEX question_by_state;
CREATE INDEX question_by_state ON question (legislature, state, asked_on, rubric, response_days, deputy_id, type,
                                           closure_kind, closed_on, group_id, asked_portfolio_id, answering_ministry_id,
                                           answering_portfolio_id);
CREATE INDEX question_by_asked_ministry ON question (asked_ministry_id, legislature, response_days, type, state, asked_on,
                                                     closure_kind);
CREATE INDEX question_by_closing ON question (legislature, closed_on, state, type);

CREATE TABLE cluster_summary (
    -- The first question, which names the cluster.
    cluster_id TEXT NOT NULL PRIMARY KEY REFERENCES question (question_id),
    -- How many questions the cluster has.
    questions INTEGER NOT NULL CHECK (questions > 1),
    -- How many deputies asked them.
    deputies INTEGER NOT NULL CHECK (deputies > 0),
    -- How many groups these belonged to.
    groups INTEGER NOT NULL CHECK (groups >= 0),
    -- Day on which the first was asked.
    first_asked_on DATE NOT NULL,
    -- Day on which the last was asked.
    last_asked_on DATE NOT NULL,
    -- How many of them are answered.
    answered INTEGER NOT NULL CHECK (answered >= 0),
    -- How like the first text the least like one is, 0 to 1.
    lowest_similarity DOUBLE PRECISION NOT NULL CHECK (lowest_similarity BETWEEN 0 AND 1)
);
INSERT INTO cluster_summary
SELECT c.cluster_id, count(*), count(DISTINCT q.deputy_id), count(DISTINCT q.group_id), min(q.asked_on), max(q.asked_on),
       sum(CASE WHEN q.state = 'answered' THEN 1 ELSE 0 END), min(c.similarity)
FROM question_cluster AS c JOIN question AS q ON q.question_id = c.question_id
GROUP BY c.cluster_id;

DROP VIEW answers_by_government;
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
            FROM (WITH due AS MATERIALIZED (SELECT legislature, due_by FROM answer_due)
                  SELECT legislature, government_id, response_days, sum(asked) AS asked, sum(dated) AS dated, sum(replied) AS replied,
                         sum(dropped) AS dropped, sum(overdue) AS overdue
                  FROM (-- In the order of question_by_asked_ministry, so that nothing is sorted but what is counted.
                        SELECT m.government_id, known.legislature, known.response_days, known.asked, known.dated, known.replied,
                               known.dropped, known.overdue
                        FROM (SELECT q.legislature, q.asked_ministry_id, q.response_days,
                                     count(*) AS asked, count(q.response_days) AS dated,
                                     count(*) FILTER (WHERE q.state = 'answered') AS replied,
                                     count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                                     count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                                        AND CAST(q.asked_on AS TEXT) <= (SELECT due.due_by FROM due
                                                                                         WHERE due.legislature = q.legislature)) AS overdue
                              FROM question AS q WHERE q.asked_ministry_id IS NOT NULL AND q.type NOT IN ('QG', 'QOSD')
                              GROUP BY q.asked_ministry_id, q.legislature, q.response_days) AS known
                        LEFT JOIN ministry AS m ON m.ministry_id = known.asked_ministry_id
                        UNION ALL
                        SELECT (SELECT i.government_id FROM government AS i WHERE i.starts_on <= unknown.asked_on
                                ORDER BY i.starts_on DESC LIMIT 1),
                               unknown.legislature, unknown.response_days, unknown.asked, unknown.dated, unknown.replied,
                               unknown.dropped, unknown.overdue
                        FROM (SELECT q.legislature, q.asked_on, q.response_days,
                                     count(*) AS asked, count(q.response_days) AS dated,
                                     count(*) FILTER (WHERE q.state = 'answered') AS replied,
                                     count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                                     count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                                        AND CAST(q.asked_on AS TEXT) <= due.due_by) AS overdue
                              FROM due CROSS JOIN question AS q
                              WHERE q.legislature = due.legislature AND q.asked_ministry_id IS NULL AND q.type NOT IN ('QG', 'QOSD')
                              GROUP BY q.legislature, q.asked_on, q.response_days) AS unknown) AS told
                  GROUP BY legislature, government_id, response_days) AS c
            WINDOW each AS (PARTITION BY legislature, government_id)) AS s
      WINDOW each AS (PARTITION BY legislature, government_id)) AS a
LEFT JOIN government AS g ON g.government_id = a.government_id
WHERE a.place = 1;

DROP VIEW backlog_by_month;
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

DROP VIEW copied_question;
CREATE VIEW copied_question AS
SELECT s.cluster_id, f.legislature, f.heading, f.rubric, f.deputy_id AS first_deputy_id, d.name AS first_deputy,
       g.acronym AS first_group, s.questions, s.deputies, s.groups, s.first_asked_on, s.last_asked_on, s.answered,
       s.lowest_similarity
FROM cluster_summary AS s
JOIN question AS f ON f.question_id = s.cluster_id
JOIN deputy AS d ON d.deputy_id = f.deputy_id
LEFT JOIN political_group AS g ON g.group_id = f.group_id;
