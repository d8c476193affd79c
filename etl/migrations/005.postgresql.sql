-- Version 5: views that answer, the search index, copied questions and joint answers.

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
