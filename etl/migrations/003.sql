-- Version 3: versions of questions and of their texts, views of what was known when, the rules that rows are derived by.
-- Version 2 had a table of versions that nothing filled. Which rules derived the rows of old is not known: that table stays empty.

DROP TABLE question_version;

CREATE TABLE derivation_rules (
    fingerprint TEXT NOT NULL PRIMARY KEY
);

CREATE TABLE question_version (
    question_id TEXT NOT NULL REFERENCES question (question_id),
    known_from TIMESTAMP NOT NULL,
    known_to TIMESTAMP NOT NULL,
    changed TEXT NOT NULL,
    deputy_id TEXT NOT NULL REFERENCES deputy (deputy_id),
    asked_on DATE NOT NULL,
    asked_ministry_label TEXT,
    answering_ministry_label TEXT,
    rubric TEXT,
    heading TEXT,
    themes TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'announced', 'answered', 'withdrawn')),
    closed_on DATE,
    answered_on DATE,
    withdrawn_on DATE,
    withdrawal_reason TEXT,
    closure_kind TEXT CHECK (closure_kind IN ('author', 'end_of_mandate', 'unexplained')),
    response_days INTEGER,
    official_url TEXT,
    content_hash TEXT NOT NULL,
    PRIMARY KEY (question_id, known_from),
    CHECK (known_to > known_from)
);
CREATE INDEX question_version_by_time ON question_version (known_to, known_from);

CREATE TABLE question_text_version (
    question_id TEXT NOT NULL REFERENCES question (question_id),
    known_from TIMESTAMP NOT NULL,
    known_to TIMESTAMP NOT NULL,
    question_text TEXT,
    answer_text TEXT,
    PRIMARY KEY (question_id, known_from),
    CHECK (known_to > known_from)
);

CREATE VIEW question_history AS
SELECT v.question_id, q.legislature, q.type, q.number, v.known_from, v.known_to, v.changed, v.deputy_id, v.asked_on,
       v.asked_ministry_label, v.answering_ministry_label, v.rubric, v.heading, v.state, v.closed_on, v.answered_on,
       v.withdrawn_on, v.withdrawal_reason, v.closure_kind, v.response_days, v.official_url
FROM question_version AS v JOIN question AS q ON q.question_id = v.question_id
UNION ALL
SELECT q.question_id, q.legislature, q.type, q.number,
       COALESCE((SELECT max(v.known_to) FROM question_version AS v WHERE v.question_id = q.question_id), q.first_seen_at),
       NULL, NULL, q.deputy_id, q.asked_on, q.asked_ministry_label, q.answering_ministry_label, q.rubric, q.heading,
       q.state, q.closed_on, q.answered_on, q.withdrawn_on, q.withdrawal_reason, q.closure_kind, q.response_days,
       q.official_url
FROM question AS q;

CREATE VIEW question_text_history AS
SELECT question_id, known_from, known_to, question_text, answer_text FROM question_text_version
UNION ALL
SELECT t.question_id,
       COALESCE((SELECT max(v.known_to) FROM question_text_version AS v WHERE v.question_id = t.question_id),
                q.first_seen_at),
       NULL, t.question_text, t.answer_text
FROM question_text AS t JOIN question AS q ON q.question_id = t.question_id;

CREATE VIEW question_open AS
SELECT question_id, legislature, deputy_id, group_id, asked_ministry_label, asked_portfolio_id, asked_on,
       CASE WHEN state IN ('answered', 'withdrawn') THEN closed_on END AS closed_on
FROM question
WHERE state IN ('pending', 'announced') OR closed_on IS NOT NULL;

CREATE VIEW group_history AS
SELECT deputy_id, legislature, group_id, max(starts_on) AS starts_on, max(ends_on) AS ends_on,
       min(first_met_on) AS first_met_on, max(last_met_on) AS last_met_on
FROM (SELECT deputy_id, legislature, group_id, starts_on, ends_on, CAST(NULL AS DATE) AS first_met_on,
             CAST(NULL AS DATE) AS last_met_on
      FROM group_membership
      UNION ALL
      SELECT deputy_id, legislature, group_id, NULL, NULL, min(asked_on), max(asked_on)
      FROM question WHERE group_id IS NOT NULL GROUP BY deputy_id, legislature, group_id) AS told
GROUP BY deputy_id, legislature, group_id;
