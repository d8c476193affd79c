-- Version 4: what the Assemblée nationale says, contents that sources replaced, events with their places in the Journal officiel.

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

ALTER TABLE question ADD COLUMN mandate_id TEXT;
ALTER TABLE question ADD COLUMN closure_code TEXT;
ALTER TABLE question ADD COLUMN flagged BOOLEAN;
ALTER TABLE question DROP CONSTRAINT question_detail_check;
ALTER TABLE question ADD CONSTRAINT question_detail_check CHECK (detail IN ('document', 'export', 'page'));

ALTER TABLE question_event ADD COLUMN ministry_id TEXT;
ALTER TABLE question_event ADD COLUMN jo_type TEXT;
ALTER TABLE question_event ADD COLUMN jo_page TEXT;
ALTER TABLE question_event ADD COLUMN jo_number TEXT;
ALTER TABLE question_event ADD COLUMN jo_url TEXT;
ALTER TABLE question_event ADD COLUMN jo_reference TEXT;
ALTER TABLE question_event DROP CONSTRAINT question_event_kind_check;
ALTER TABLE question_event ADD CONSTRAINT question_event_kind_check
    CHECK (kind IN ('asked', 'attributed', 'reattributed', 'succeeded', 'renewed', 'flagged', 'announced', 'answered', 'corrected',
                    'withdrawn'));

ALTER TABLE question_source ADD COLUMN group_id TEXT;
ALTER TABLE question_source ADD COLUMN asked_ministry_id TEXT;
ALTER TABLE question_source ADD COLUMN answering_ministry_id TEXT;
ALTER TABLE question_source ADD COLUMN mandate_id TEXT;
ALTER TABLE question_source ADD COLUMN closure_code TEXT;
ALTER TABLE question_source ADD COLUMN flagged BOOLEAN;
ALTER TABLE question_source ADD COLUMN events TEXT NOT NULL DEFAULT '[]';
ALTER TABLE question_source DROP CONSTRAINT question_source_detail_check;
ALTER TABLE question_source ADD CONSTRAINT question_source_detail_check CHECK (detail IN ('document', 'export', 'page'));

ALTER TABLE question_reading DROP CONSTRAINT question_reading_detail_check;
ALTER TABLE question_reading ADD CONSTRAINT question_reading_detail_check CHECK (detail IN ('document', 'export', 'page'));

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
