-- Version 4: what the Assemblée nationale says, contents that sources replaced, events with their places in the Journal officiel.
-- SQLite changes no constraint of a table: a table whose constraint changes is made anew.

CREATE TABLE source (
    source TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    licence TEXT NOT NULL,
    licence_url TEXT NOT NULL
);

CREATE TABLE witness (
    source TEXT NOT NULL REFERENCES source (source),
    detail TEXT NOT NULL CHECK (detail IN ('document', 'export', 'page')),
    place INTEGER NOT NULL UNIQUE CHECK (place > 0),
    PRIMARY KEY (source, detail)
);

CREATE TABLE organe (
    organe_id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('legislature', 'government', 'ministry', 'group')),
    legislature INTEGER,
    name TEXT NOT NULL,
    short_name TEXT,
    acronym TEXT,
    starts_on DATE,
    ends_on DATE,
    fetched_at TIMESTAMP NOT NULL
);
CREATE INDEX organe_by_kind ON organe (kind, legislature);

CREATE TABLE question_source_version (
    source TEXT NOT NULL,
    question_id TEXT NOT NULL REFERENCES question (question_id) DEFERRABLE INITIALLY DEFERRED,
    detail TEXT NOT NULL CHECK (detail IN ('document', 'export', 'page')),
    legislature INTEGER NOT NULL REFERENCES legislature (legislature),
    type TEXT NOT NULL CHECK (type IN ('QE', 'QG', 'QOSD')),
    number INTEGER NOT NULL CHECK (number > 0),
    site_id INTEGER,
    deputy_id TEXT NOT NULL REFERENCES deputy (deputy_id),
    author_name TEXT NOT NULL,
    author_slug TEXT,
    group_label TEXT,
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
    group_id TEXT,
    asked_ministry_id TEXT,
    answering_ministry_id TEXT,
    mandate_id TEXT,
    closure_code TEXT,
    flagged BOOLEAN,
    events TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (question_id, detail, source, content_hash)
);

CREATE TABLE question_source_text (
    source TEXT NOT NULL,
    question_id TEXT NOT NULL REFERENCES question (question_id) DEFERRABLE INITIALLY DEFERRED,
    detail TEXT NOT NULL CHECK (detail IN ('document', 'export', 'page')),
    content_hash TEXT NOT NULL,
    question_text TEXT,
    answer_text TEXT,
    PRIMARY KEY (question_id, detail, source, content_hash),
    CHECK (question_text IS NOT NULL OR answer_text IS NOT NULL)
);

ALTER TABLE deputy_source ADD COLUMN groups TEXT NOT NULL DEFAULT '[]';

DROP VIEW question_history;
DROP VIEW question_text_history;
DROP VIEW question_open;
DROP VIEW group_history;

CREATE TABLE question_rebuilt (
    question_id TEXT NOT NULL PRIMARY KEY CHECK (question_id LIKE 'QANR5L%'),
    legislature INTEGER NOT NULL REFERENCES legislature (legislature),
    type TEXT NOT NULL CHECK (type IN ('QE', 'QG', 'QOSD')),
    number INTEGER NOT NULL CHECK (number > 0),
    deputy_id TEXT NOT NULL REFERENCES deputy (deputy_id),
    group_id TEXT REFERENCES political_group (group_id),
    asked_on DATE NOT NULL CHECK (asked_on BETWEEN '1958-10-04' AND '2100-01-01'),
    asked_ministry_label TEXT,
    asked_ministry_id TEXT REFERENCES ministry (ministry_id),
    asked_portfolio_id TEXT REFERENCES portfolio (portfolio_id),
    answering_ministry_label TEXT,
    answering_ministry_id TEXT REFERENCES ministry (ministry_id),
    answering_portfolio_id TEXT REFERENCES portfolio (portfolio_id),
    rubric TEXT,
    heading TEXT,
    state TEXT NOT NULL CHECK (state IN ('pending', 'announced', 'answered', 'withdrawn')),
    closed_on DATE,
    answered_on DATE,
    withdrawn_on DATE,
    withdrawal_reason TEXT,
    closure_kind TEXT CHECK (closure_kind IN ('author', 'end_of_mandate', 'unexplained')),
    response_days INTEGER,
    comment_count INTEGER CHECK (comment_count >= 0),
    official_url TEXT,
    detail TEXT NOT NULL CHECK (detail IN ('document', 'export', 'page')),
    vanished_on DATE,
    first_seen_at TIMESTAMP NOT NULL,
    last_changed_at TIMESTAMP NOT NULL,
    content_hash TEXT NOT NULL,
    mandate_id TEXT,
    closure_code TEXT,
    flagged BOOLEAN,
    UNIQUE (legislature, type, number),
    CHECK (state = 'answered' OR (answered_on IS NULL AND response_days IS NULL)),
    CHECK (state = 'withdrawn' OR (withdrawn_on IS NULL AND closure_kind IS NULL)),
    CHECK (state <> 'withdrawn' OR closure_kind IS NOT NULL),
    CHECK (state <> 'announced' OR closed_on IS NOT NULL),
    CHECK (asked_ministry_id IS NULL OR asked_portfolio_id IS NOT NULL),
    CHECK (answering_ministry_id IS NULL OR answering_portfolio_id IS NOT NULL)
);
INSERT INTO question_rebuilt (question_id, legislature, type, number, deputy_id, group_id, asked_on, asked_ministry_label, asked_ministry_id, asked_portfolio_id, answering_ministry_label, answering_ministry_id, answering_portfolio_id, rubric, heading, state, closed_on, answered_on, withdrawn_on, withdrawal_reason, closure_kind, response_days, comment_count, official_url, detail, vanished_on, first_seen_at, last_changed_at, content_hash)
SELECT question_id, legislature, type, number, deputy_id, group_id, asked_on, asked_ministry_label, asked_ministry_id, asked_portfolio_id, answering_ministry_label, answering_ministry_id, answering_portfolio_id, rubric, heading, state, closed_on, answered_on, withdrawn_on, withdrawal_reason, closure_kind, response_days, comment_count, official_url, detail, vanished_on, first_seen_at, last_changed_at, content_hash FROM question;
DROP TABLE question;
ALTER TABLE question_rebuilt RENAME TO question;
CREATE INDEX question_by_deputy ON question (deputy_id, asked_on);
CREATE INDEX question_by_state ON question (legislature, state, asked_on, deputy_id, last_changed_at);
CREATE INDEX question_by_date ON question (asked_on);
CREATE INDEX question_by_asked_label ON question (asked_ministry_label, asked_on);
CREATE INDEX question_by_answering_label ON question (answering_ministry_label, closed_on);
CREATE INDEX question_by_asked_portfolio ON question (asked_portfolio_id, asked_on);
CREATE INDEX question_by_answering_ministry ON question (answering_ministry_id, asked_on);
CREATE INDEX question_by_answering_portfolio ON question (answering_portfolio_id, asked_on);

CREATE TABLE question_event_rebuilt (
    question_id TEXT NOT NULL REFERENCES question (question_id),
    kind TEXT NOT NULL CHECK (kind IN ('asked', 'attributed', 'reattributed', 'succeeded', 'renewed', 'flagged', 'announced',
                                       'answered', 'corrected', 'withdrawn')),
    position INTEGER NOT NULL CHECK (position > 0),
    happened_on DATE,
    detail TEXT,
    ministry_id TEXT,
    jo_type TEXT,
    jo_page TEXT,
    jo_number TEXT,
    jo_url TEXT,
    jo_reference TEXT,
    PRIMARY KEY (question_id, kind, position)
);
INSERT INTO question_event_rebuilt (question_id, kind, position, happened_on, detail)
SELECT question_id, kind, position, happened_on, detail FROM question_event;
DROP TABLE question_event;
ALTER TABLE question_event_rebuilt RENAME TO question_event;
CREATE INDEX question_event_by_date ON question_event (kind, happened_on);

CREATE TABLE question_source_rebuilt (
    source TEXT NOT NULL,
    question_id TEXT NOT NULL REFERENCES question (question_id) DEFERRABLE INITIALLY DEFERRED,
    detail TEXT NOT NULL CHECK (detail IN ('document', 'export', 'page')),
    legislature INTEGER NOT NULL REFERENCES legislature (legislature),
    type TEXT NOT NULL CHECK (type IN ('QE', 'QG', 'QOSD')),
    number INTEGER NOT NULL CHECK (number > 0),
    site_id INTEGER,
    deputy_id TEXT NOT NULL REFERENCES deputy (deputy_id),
    author_name TEXT NOT NULL,
    author_slug TEXT,
    group_label TEXT,
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
    group_id TEXT,
    asked_ministry_id TEXT,
    answering_ministry_id TEXT,
    mandate_id TEXT,
    closure_code TEXT,
    flagged BOOLEAN,
    events TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (question_id, detail, source)
);
INSERT INTO question_source_rebuilt (source, question_id, detail, legislature, type, number, site_id, deputy_id, author_name, author_slug, group_label, asked_on, asked_ministry_label, answering_ministry_label, rubric, heading, themes, state, closed_on, answered_on, withdrawn_on, withdrawal_reason, closure_kind, response_days, official_url, content_hash)
SELECT source, question_id, detail, legislature, type, number, site_id, deputy_id, author_name, author_slug, group_label, asked_on, asked_ministry_label, answering_ministry_label, rubric, heading, themes, state, closed_on, answered_on, withdrawn_on, withdrawal_reason, closure_kind, response_days, official_url, content_hash FROM question_source;
DROP TABLE question_source;
ALTER TABLE question_source_rebuilt RENAME TO question_source;

CREATE TABLE question_reading_rebuilt (
    source TEXT NOT NULL,
    question_id TEXT NOT NULL REFERENCES question (question_id) DEFERRABLE INITIALLY DEFERRED,
    detail TEXT NOT NULL CHECK (detail IN ('document', 'export', 'page')),
    content_hash TEXT NOT NULL,
    first_read_at TIMESTAMP NOT NULL,
    last_read_at TIMESTAMP NOT NULL,
    parsed_at TIMESTAMP NOT NULL,
    announced INTEGER NOT NULL CHECK (announced IN (0, 1)),
    has_question INTEGER NOT NULL CHECK (has_question IN (0, 1)),
    has_answer INTEGER NOT NULL CHECK (has_answer IN (0, 1)),
    site_updated_at TIMESTAMP,
    page_url TEXT NOT NULL,
    PRIMARY KEY (question_id, detail, source, content_hash),
    CHECK (last_read_at >= first_read_at)
);
INSERT INTO question_reading_rebuilt (source, question_id, detail, content_hash, first_read_at, last_read_at, parsed_at, announced, has_question, has_answer, site_updated_at, page_url)
SELECT source, question_id, detail, content_hash, first_read_at, last_read_at, parsed_at, announced, has_question, has_answer, site_updated_at, page_url FROM question_reading;
DROP TABLE question_reading;
ALTER TABLE question_reading_rebuilt RENAME TO question_reading;

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

-- A version of old tells what the content said on which it rested.
INSERT INTO question_source_version (source, question_id, detail, legislature, type, number, site_id, author_name, author_slug, group_label,
    deputy_id, asked_on, asked_ministry_label, answering_ministry_label, rubric, heading, themes, state,
    closed_on, answered_on, withdrawn_on, withdrawal_reason, closure_kind, response_days, official_url, content_hash)
SELECT source, question_id, detail, legislature, type, number, site_id, author_name, author_slug, group_label,
    deputy_id, asked_on, asked_ministry_label, answering_ministry_label, rubric, heading, themes, state,
    closed_on, answered_on, withdrawn_on, withdrawal_reason, closure_kind, response_days, official_url, hash
FROM (SELECT r.source, r.detail, r.content_hash AS hash, s.legislature, s.type, s.number, s.site_id, s.author_name, s.author_slug,
             s.group_label, v.*,
             row_number() OVER (PARTITION BY r.question_id, r.detail, r.source, r.content_hash ORDER BY v.known_from) AS place
      FROM question_version AS v
      JOIN question_reading AS r
        ON r.question_id = v.question_id
       AND (v.content_hash = r.content_hash OR v.content_hash LIKE r.content_hash || '+%')
      JOIN question_source AS s
        ON s.question_id = r.question_id AND s.detail = r.detail AND s.source = r.source
       AND s.content_hash <> r.content_hash) AS told
WHERE place = 1;

INSERT INTO question_source_text (source, question_id, detail, content_hash, question_text, answer_text)
SELECT p.source, p.question_id, p.detail, p.content_hash, NULLIF(h.question_text, t.question_text),
       NULLIF(h.answer_text, t.answer_text)
FROM question_source_version AS p
JOIN question_text AS t ON t.question_id = p.question_id
JOIN (SELECT v.question_id, v.content_hash, min(v.known_from) AS known_from
      FROM question_version AS v GROUP BY v.question_id, v.content_hash) AS v
  ON v.question_id = p.question_id AND v.content_hash = p.content_hash
JOIN question_text_history AS h
  ON h.question_id = v.question_id AND h.known_from <= v.known_from
 AND (h.known_to IS NULL OR v.known_from < h.known_to)
WHERE h.question_text <> t.question_text OR h.answer_text <> t.answer_text;
