-- Version 2: ministries with their portfolios, labels that are resolved, checks that may hold a run, who parsed what when.
-- SQLite adds no constraint to a table: a table that gets one is made anew. The registers of ministries were empty in
-- version 1 and are filled when the database is next opened, which resolves the labels and the questions, too.

DROP TABLE ministry_portfolio;
DROP TABLE ministry_holder;
DROP TABLE ministry_attachment;
DROP TABLE ministry;
DROP TABLE portfolio;
DROP TABLE government;

CREATE TABLE government (
    government_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    starts_on DATE NOT NULL,
    ends_before DATE,
    derived TEXT NOT NULL CHECK (derived IN ('', 'starts_on', 'ends_before', 'starts_on|ends_before')),
    CHECK (ends_before > starts_on)
);

CREATE TABLE portfolio (
    portfolio_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    covers TEXT NOT NULL
);

CREATE TABLE ministry (
    ministry_id TEXT NOT NULL PRIMARY KEY,
    government_id TEXT REFERENCES government (government_id),
    name TEXT NOT NULL,
    short_name TEXT,
    rank TEXT NOT NULL CHECK (rank IN ('premier ministre', 'ministre d''État', 'ministre', 'ministre délégué',
                                       'secrétaire d''État', 'haut-commissaire')),
    starts_on DATE,
    ends_before DATE,
    derived TEXT NOT NULL CHECK (derived IN ('', 'starts_on', 'ends_before', 'starts_on|ends_before')),
    CHECK (ends_before > starts_on)
);
CREATE INDEX ministry_by_government ON ministry (government_id);

CREATE TABLE ministry_attachment (
    ministry_id TEXT NOT NULL REFERENCES ministry (ministry_id),
    attached_to TEXT NOT NULL REFERENCES ministry (ministry_id),
    PRIMARY KEY (ministry_id, attached_to),
    CHECK (ministry_id <> attached_to)
);

CREATE TABLE ministry_holder (
    ministry_id TEXT NOT NULL REFERENCES ministry (ministry_id),
    person_id TEXT NOT NULL CHECK (person_id LIKE 'PA%'),
    starts_on DATE NOT NULL,
    ends_before DATE,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (ministry_id, person_id, starts_on),
    CHECK (ends_before > starts_on)
);

CREATE TABLE ministry_portfolio (
    ministry_id TEXT NOT NULL REFERENCES ministry (ministry_id),
    position INTEGER NOT NULL CHECK (position > 0),
    portfolio_id TEXT NOT NULL REFERENCES portfolio (portfolio_id),
    PRIMARY KEY (ministry_id, position),
    UNIQUE (ministry_id, portfolio_id)
);
CREATE INDEX ministry_by_portfolio ON ministry_portfolio (portfolio_id, position);

CREATE TABLE ministry_decision (
    label TEXT NOT NULL,
    valid_from DATE NOT NULL,
    ends_before DATE,
    ministry_id TEXT REFERENCES ministry (ministry_id),
    portfolio_id TEXT REFERENCES portfolio (portfolio_id),
    PRIMARY KEY (label, valid_from),
    CHECK (ends_before > valid_from),
    CHECK (ministry_id IS NULL OR portfolio_id IS NULL)
);

CREATE TABLE ministry_register (
    fingerprint TEXT NOT NULL PRIMARY KEY
);

CREATE TABLE ministry_label_rebuilt (
    label TEXT NOT NULL,
    valid_from DATE NOT NULL,
    ministry_id TEXT REFERENCES ministry (ministry_id),
    portfolio_id TEXT REFERENCES portfolio (portfolio_id),
    status TEXT NOT NULL CHECK (status IN ('pending', 'resolved')),
    method TEXT NOT NULL,
    confidence DOUBLE PRECISION NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    first_met_on DATE NOT NULL,
    last_met_on DATE NOT NULL,
    occurrences INTEGER NOT NULL CHECK (occurrences > 0),
    PRIMARY KEY (label, valid_from),
    CHECK (valid_from <= first_met_on AND first_met_on <= last_met_on),
    CHECK (status = 'resolved' OR ministry_id IS NULL),
    CHECK (ministry_id IS NULL OR portfolio_id IS NOT NULL),
    CHECK (status = 'pending' OR portfolio_id IS NOT NULL OR method = 'decision')
);
INSERT INTO ministry_label_rebuilt
SELECT label, valid_from, NULL, NULL, 'pending', 'not resolved yet', 0, first_met_on, last_met_on, occurrences
FROM ministry_label WHERE occurrences > 0 AND valid_from <= first_met_on;
DROP TABLE ministry_label;
ALTER TABLE ministry_label_rebuilt RENAME TO ministry_label;
CREATE INDEX ministry_label_by_status ON ministry_label (status);

ALTER TABLE crawl_run ADD COLUMN
    load_state TEXT NOT NULL DEFAULT 'open' CHECK (load_state IN ('open', 'held', 'discarded'));

ALTER TABLE visit ADD COLUMN listed TEXT;

-- A reading was parsed by the run that was the newest when it was read.
CREATE TABLE deputy_source_rebuilt (
    source TEXT NOT NULL,
    legislature INTEGER NOT NULL REFERENCES legislature (legislature),
    deputy_id TEXT NOT NULL REFERENCES deputy (deputy_id) DEFERRABLE INITIALLY DEFERRED,
    detail TEXT NOT NULL CHECK (detail IN ('document', 'page')),
    site_id INTEGER,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    sex TEXT CHECK (sex IN ('F', 'M')),
    born_on DATE,
    birthplace TEXT,
    department TEXT,
    constituency TEXT,
    constituency_number INTEGER,
    profession TEXT,
    seat TEXT,
    party TEXT,
    group_label TEXT,
    group_name TEXT,
    group_since DATE,
    former BOOLEAN NOT NULL,
    mandates TEXT NOT NULL,
    official_url TEXT,
    page_url TEXT NOT NULL,
    first_seen_at TIMESTAMP NOT NULL,
    fetched_at TIMESTAMP NOT NULL,
    parsed_at TIMESTAMP NOT NULL,
    content_hash TEXT NOT NULL,
    PRIMARY KEY (deputy_id, legislature, detail, source)
);
INSERT INTO deputy_source_rebuilt
SELECT source, legislature, deputy_id, detail, site_id, slug, name, first_name, last_name, sex, born_on,
       birthplace, department, constituency, constituency_number, profession, seat, party, group_label,
       group_name, group_since, former, mandates, official_url, page_url, first_seen_at, fetched_at,
       COALESCE((SELECT max(c.started_at) FROM crawl_run AS c
                 WHERE c.source = deputy_source.source AND c.started_at <= deputy_source.fetched_at), fetched_at),
       content_hash
FROM deputy_source;
DROP TABLE deputy_source;
ALTER TABLE deputy_source_rebuilt RENAME TO deputy_source;

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
    detail TEXT NOT NULL CHECK (detail IN ('document', 'page')),
    vanished_on DATE,
    first_seen_at TIMESTAMP NOT NULL,
    last_changed_at TIMESTAMP NOT NULL,
    content_hash TEXT NOT NULL,
    UNIQUE (legislature, type, number),
    CHECK (state = 'answered' OR (answered_on IS NULL AND response_days IS NULL)),
    CHECK (state = 'withdrawn' OR (withdrawn_on IS NULL AND closure_kind IS NULL)),
    CHECK (state <> 'withdrawn' OR closure_kind IS NOT NULL),
    CHECK (state <> 'announced' OR closed_on IS NOT NULL),
    CHECK (asked_ministry_id IS NULL OR asked_portfolio_id IS NOT NULL),
    CHECK (answering_ministry_id IS NULL OR answering_portfolio_id IS NOT NULL)
);
INSERT INTO question_rebuilt
SELECT question_id, legislature, type, number, deputy_id, group_id, asked_on, asked_ministry_label, NULL, NULL,
       answering_ministry_label, NULL, NULL, rubric, heading, state, closed_on, answered_on, withdrawn_on,
       withdrawal_reason, closure_kind, response_days, comment_count, official_url, detail, vanished_on,
       first_seen_at, last_changed_at, content_hash
FROM question;
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

CREATE TABLE question_reading_rebuilt (
    source TEXT NOT NULL,
    question_id TEXT NOT NULL REFERENCES question (question_id) DEFERRABLE INITIALLY DEFERRED,
    detail TEXT NOT NULL CHECK (detail IN ('document', 'page')),
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
INSERT INTO question_reading_rebuilt
SELECT source, question_id, detail, content_hash, first_read_at, last_read_at,
       COALESCE((SELECT max(c.started_at) FROM crawl_run AS c
                 WHERE c.source = question_reading.source AND c.started_at <= question_reading.last_read_at), last_read_at),
       announced, has_question, has_answer, site_updated_at, page_url
FROM question_reading;
DROP TABLE question_reading;
ALTER TABLE question_reading_rebuilt RENAME TO question_reading;

-- Version 1 kept no run out of the tables.
CREATE TABLE check_result_rebuilt (
    run_id TEXT NOT NULL REFERENCES crawl_run (run_id),
    check_name TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('passed', 'failed', 'accepted')),
    measured DOUBLE PRECISION,
    bound DOUBLE PRECISION,
    severity TEXT NOT NULL CHECK (severity IN ('fatal', 'warning')),
    note TEXT NOT NULL,
    found_in TEXT NOT NULL,
    PRIMARY KEY (run_id, check_name)
);
INSERT INTO check_result_rebuilt
SELECT run_id, check_name, outcome, measured, bound, 'warning', COALESCE(note, ''), '[]'
FROM check_result;
DROP TABLE check_result;
ALTER TABLE check_result_rebuilt RENAME TO check_result;
