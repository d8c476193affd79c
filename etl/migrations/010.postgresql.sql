-- Other views read this one: it can be replaced, but not dropped.
CREATE OR REPLACE VIEW answer_due AS
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
    -- There cannot be more: PostgreSQL would reckon with thousands, and compile a plan that costs more than the answer.
    FROM legislature AS l LIMIT 99
)
SELECT legislature, newest_on,
       CAST(due_month / 12 AS TEXT) || '-' || substr(CAST(101 + due_month % 12 AS TEXT), 2) || '-'
       || CASE WHEN due_month % 12 = 1 AND day > '28' THEN CASE WHEN due_month / 12 % 4 = 0 THEN '29' ELSE '28' END
               WHEN due_month % 12 IN (3, 5, 8, 10) AND day > '30' THEN '30' ELSE day END AS due_by
FROM (SELECT legislature, newest_on, substr(newest_on, 9) AS day,
             12 * CAST(substr(newest_on, 1, 4) AS INTEGER) + CAST(substr(newest_on, 6, 2) AS INTEGER) - 3 AS due_month
      FROM newest) AS months
WHERE newest_on IS NOT NULL;
