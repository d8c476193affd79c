-- Version 6: the activity of deputies from an index alone.

DROP INDEX question_by_deputy;
CREATE INDEX question_by_deputy ON question (deputy_id, legislature, asked_on, state, type, group_id);

DROP VIEW deputy_activity;
CREATE VIEW deputy_activity AS
SELECT w.legislature, w.deputy_id,
       COALESCE((SELECT min(n.name) FROM deputy_name AS n WHERE n.deputy_id = w.deputy_id AND n.legislature = w.legislature),
                (SELECT d.name FROM deputy AS d WHERE d.deputy_id = w.deputy_id)) AS deputy,
       (SELECT g.acronym FROM question AS q JOIN political_group AS g ON g.group_id = q.group_id
        WHERE q.deputy_id = w.deputy_id AND q.legislature = w.legislature AND q.type NOT IN ('QG', 'QOSD')
        ORDER BY q.asked_on DESC, q.group_id DESC LIMIT 1) AS group_acronym,
       w.questions, w.answered, w.withdrawn, w.questions - w.answered - w.withdrawn AS open, w.first_asked_on, w.last_asked_on
FROM (SELECT legislature, deputy_id, count(*) AS questions, count(*) FILTER (WHERE state = 'answered') AS answered,
             count(*) FILTER (WHERE state = 'withdrawn') AS withdrawn, min(asked_on) AS first_asked_on, max(asked_on) AS last_asked_on
      FROM question WHERE type NOT IN ('QG', 'QOSD') GROUP BY legislature, deputy_id
      UNION ALL
      SELECT DISTINCT m.legislature, m.deputy_id, 0, 0, 0, CAST(NULL AS DATE), CAST(NULL AS DATE)
      FROM mandate AS m
      WHERE NOT EXISTS (SELECT 1 FROM question AS q WHERE q.deputy_id = m.deputy_id AND q.legislature = m.legislature
                                                          AND q.type NOT IN ('QG', 'QOSD'))) AS w;
