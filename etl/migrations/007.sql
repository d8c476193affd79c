-- Version 7: a correction of a question's texts touches none of its indexes, and who asks most is answered without sorting.

DROP INDEX question_by_state;
CREATE INDEX question_by_state ON question (legislature, state, asked_on, rubric, response_days, deputy_id, type,
                                           closure_kind, closed_on, group_id, asked_ministry_id, asked_portfolio_id,
                                           answering_ministry_id, answering_portfolio_id);

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
            FROM (SELECT told.legislature, told.response_days,
                         COALESCE(m.government_id, (SELECT i.government_id FROM government AS i WHERE i.starts_on <= told.asked_on
                                                    ORDER BY i.starts_on DESC LIMIT 1)) AS government_id,
                         sum(told.asked) AS asked, sum(told.dated) AS dated, sum(told.replied) AS replied,
                         sum(told.dropped) AS dropped, sum(told.overdue) AS overdue
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
                  LEFT JOIN ministry AS m ON m.ministry_id = told.asked_ministry_id
                  GROUP BY 1, 2, 3) AS c
            WINDOW each AS (PARTITION BY legislature, government_id)) AS s
      WINDOW each AS (PARTITION BY legislature, government_id)) AS a
LEFT JOIN government AS g ON g.government_id = a.government_id
WHERE a.place = 1;

DROP VIEW deputy_activity;
CREATE VIEW deputy_activity AS
SELECT w.legislature, w.deputy_id,
       COALESCE((SELECT min(n.name) FROM deputy_name AS n WHERE n.deputy_id = w.deputy_id AND n.legislature = w.legislature),
                (SELECT d.name FROM deputy AS d WHERE d.deputy_id = w.deputy_id)) AS deputy,
       (SELECT g.acronym FROM question AS q JOIN political_group AS g ON g.group_id = q.group_id
        WHERE q.deputy_id = w.deputy_id AND q.legislature = w.legislature AND q.type NOT IN ('QG', 'QOSD')
        ORDER BY q.asked_on DESC, q.group_id DESC LIMIT 1) AS group_acronym,
       w.questions, w.answered, w.withdrawn, w.questions - w.answered - w.withdrawn AS open, w.first_asked_on, w.last_asked_on
FROM (-- Not by the index of a legislature, which one that is asked for would find: SQLite would have to sort it by deputies.
      SELECT CAST(legislature AS INTEGER) AS legislature, deputy_id, count(*) AS questions,
             count(*) FILTER (WHERE state = 'answered') AS answered, count(*) FILTER (WHERE state = 'withdrawn') AS withdrawn,
             min(asked_on) AS first_asked_on, max(asked_on) AS last_asked_on
      FROM question WHERE type NOT IN ('QG', 'QOSD') GROUP BY deputy_id, legislature
      UNION ALL
      SELECT DISTINCT m.legislature, m.deputy_id, 0, 0, 0, CAST(NULL AS DATE), CAST(NULL AS DATE)
      FROM mandate AS m
      WHERE NOT EXISTS (SELECT 1 FROM question AS q WHERE q.deputy_id = m.deputy_id AND q.legislature = m.legislature
                                                          AND q.type NOT IN ('QG', 'QOSD'))) AS w;
