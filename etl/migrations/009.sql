-- Version 9: a search of very many questions on PostgreSQL finds the latest, and those of a legislature, by the index alone.

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
            FROM (WITH due AS MATERIALIZED (SELECT legislature, due_by FROM answer_due),
                       -- Days as numbers, 20070626.
                       reign AS MATERIALIZED (SELECT government_id, day, lead(day, 1, 99999999) OVER (ORDER BY day) AS next_day
                                              FROM (SELECT government_id, CAST(REPLACE(CAST(starts_on AS TEXT), '-', '') AS INTEGER) AS day
                                                    FROM government) AS started)
                  SELECT told.legislature, r.government_id, told.response_days, sum(told.asked) AS asked,
                         sum(CASE WHEN told.response_days IS NULL THEN 0 ELSE told.asked END) AS dated,
                         sum(CASE WHEN told.stands = 0 THEN told.asked ELSE 0 END) AS replied,
                         sum(CASE WHEN told.stands IN (1, 2) THEN told.asked ELSE 0 END) AS dropped,
                         sum(CASE WHEN told.stands IN (2, 4) THEN told.asked ELSE 0 END) AS overdue
                  FROM (SELECT CAST(packed / 100000000000000 AS INTEGER) AS legislature, packed / 1000000 % 100000000 AS day,
                               CAST(NULLIF(packed / 10 % 100000, 0) - 30000 AS INTEGER) AS response_days,
                               packed % 10 AS stands, asked
                        -- One number for each question, by which SQLite sorts sooner than by four columns: legislature; the first day of
                        -- the government of the ministry, or the day of asking; days to the answer, 0 where there is none and where a
                        -- misprint makes them centuries; how it stands, which is answered, withdrawn, withdrawn late, open, open late.
                        FROM (SELECT (CAST(q.legislature AS BIGINT) * 100000000
                                      + CASE WHEN q.asked_ministry_id IS NOT NULL THEN COALESCE(desk.day, 0)
                                             ELSE CAST(REPLACE(CAST(q.asked_on AS TEXT), '-', '') AS INTEGER) END) * 1000000
                                     + COALESCE(CASE WHEN q.response_days BETWEEN -29999 AND 69999
                                                     THEN q.response_days + 30000 END, 0) * 10
                                     + CASE WHEN q.state = 'answered' THEN 0
                                            ELSE CASE WHEN q.state = 'withdrawn' THEN 1 ELSE 3 END
                                                 + CASE WHEN COALESCE(q.closure_kind, '') <> 'author'
                                                             AND CAST(q.asked_on AS TEXT) <= due.due_by THEN 1 ELSE 0 END
                                       END AS packed, count(*) AS asked
                              FROM due CROSS JOIN question AS q
                              LEFT JOIN (SELECT m.ministry_id, r.day
                                         FROM ministry AS m JOIN reign AS r ON r.government_id = m.government_id) AS desk
                                  ON desk.ministry_id = q.asked_ministry_id
                              WHERE q.legislature = due.legislature AND q.type NOT IN ('QG', 'QOSD')
                              GROUP BY 1) AS one) AS told
                  LEFT JOIN reign AS r ON r.day <= told.day AND told.day < r.next_day
                  GROUP BY 1, 2, 3) AS c
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
      -- The day first: SQLite sorts soonest by a first column that differs.
      GROUP BY closed_on, legislature) AS days
WINDOW by_month AS (PARTITION BY legislature ORDER BY month);
