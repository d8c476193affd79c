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

CREATE TABLE absence (
    source TEXT NOT NULL,
    question_id TEXT NOT NULL,
    found_at TIMESTAMP NOT NULL,
    PRIMARY KEY (question_id, source, found_at)
);

CREATE TABLE source_portfolio (
    question_id TEXT NOT NULL REFERENCES question (question_id) DEFERRABLE INITIALLY DEFERRED,
    source TEXT NOT NULL,
    asked_portfolio_id TEXT REFERENCES portfolio (portfolio_id),
    answering_portfolio_id TEXT REFERENCES portfolio (portfolio_id),
    PRIMARY KEY (question_id, source)
);

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

ALTER TABLE visit ADD COLUMN last_shown_at TIMESTAMP_TEXT;
UPDATE visit SET last_shown_at = checked_at WHERE http_status BETWEEN 200 AND 299 OR listed IS NOT NULL;

ALTER TABLE group_membership ADD COLUMN shown INTEGER NOT NULL DEFAULT 0 CHECK (shown IN (0, 1));
ALTER TABLE group_membership ADD COLUMN shown_since DATE_TEXT;
UPDATE group_membership SET shown = 1, shown_since = starts_on;

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
    closure_source TEXT,
    closure_detail TEXT CHECK (closure_detail IN ('document', 'export', 'page')),
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

-- Two sources, and absences that outlive the visits which found them, came with this version.
INSERT INTO absence (source, question_id, found_at)
SELECT v.source, v.key, v.checked_at FROM visit AS v
WHERE v.http_status IN (404, 410) AND v.listed IS NULL AND v.key LIKE 'QANR5L%' AND v.key NOT LIKE '%/%'
  AND NOT EXISTS (SELECT 1 FROM question_reading AS r
                  WHERE r.question_id = v.key AND r.source = v.source AND r.last_read_at > v.checked_at);
INSERT INTO absence (source, question_id, found_at)
SELECT a.source, a.question_id, q.vanished_on || ' 23:59:59'
FROM absence AS a JOIN question AS q ON q.question_id = a.question_id
WHERE q.vanished_on < date(a.found_at);

UPDATE question
SET closure_source = closer.source, closure_detail = closer.detail
FROM (SELECT s.question_id, s.source, s.detail, row_number() OVER (PARTITION BY s.question_id ORDER BY s.detail) AS place
      FROM question_source AS s JOIN question AS q ON q.question_id = s.question_id
      WHERE s.state = q.state AND s.closed_on IS q.closed_on AND s.withdrawal_reason IS q.withdrawal_reason) AS closer
WHERE closer.question_id = question.question_id AND closer.place = 1;

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

CREATE VIEW field_witness AS
SELECT told.question_id, field.column1 AS field, w.source, w.detail
FROM (SELECT s.question_id,
             min(p.place) AS any_place,
             min(CASE WHEN s.group_label IS NOT NULL THEN p.place END) AS group_label,
             min(CASE WHEN s.group_id IS NOT NULL THEN p.place END) AS group_id,
             min(CASE WHEN s.asked_ministry_label IS NOT NULL THEN p.place END) AS asked_ministry_label,
             min(CASE WHEN s.asked_ministry_id IS NOT NULL THEN p.place END) AS asked_ministry_id,
             min(CASE WHEN s.answering_ministry_label IS NOT NULL THEN p.place END) AS answering_ministry_label,
             min(CASE WHEN s.answering_ministry_id IS NOT NULL THEN p.place END) AS answering_ministry_id,
             min(CASE WHEN s.rubric IS NOT NULL THEN p.place END) AS rubric,
             min(CASE WHEN s.heading IS NOT NULL THEN p.place END) AS heading,
             min(CASE WHEN s.official_url IS NOT NULL THEN p.place END) AS official_url,
             min(CASE WHEN s.mandate_id IS NOT NULL THEN p.place END) AS mandate_id,
             min(CASE WHEN s.flagged IS NOT NULL THEN p.place END) AS flagged,
             min(CASE WHEN s.themes <> '[]' THEN p.place END) AS themes,
             min(CASE WHEN s.events <> '[]' THEN p.place END) AS events
      FROM question_source AS s JOIN witness AS p ON p.source = s.source AND p.detail = s.detail
      GROUP BY s.question_id) AS told
CROSS JOIN (VALUES ('deputy_id'), ('asked_on'), ('group_label'), ('group_id'), ('asked_ministry_label'), ('asked_ministry_id'),
                   ('answering_ministry_label'), ('answering_ministry_id'), ('rubric'), ('heading'), ('official_url'),
                   ('mandate_id'), ('flagged'), ('themes'), ('events')) AS field
JOIN witness AS w
  ON w.place = CASE field.column1
                   WHEN 'group_label' THEN told.group_label WHEN 'group_id' THEN told.group_id
                   WHEN 'asked_ministry_label' THEN told.asked_ministry_label
                   WHEN 'asked_ministry_id' THEN told.asked_ministry_id
                   WHEN 'answering_ministry_label' THEN told.answering_ministry_label
                   WHEN 'answering_ministry_id' THEN told.answering_ministry_id
                   WHEN 'rubric' THEN told.rubric WHEN 'heading' THEN told.heading WHEN 'official_url' THEN told.official_url
                   WHEN 'mandate_id' THEN told.mandate_id WHEN 'flagged' THEN told.flagged WHEN 'themes' THEN told.themes
                   WHEN 'events' THEN told.events ELSE told.any_place END
UNION ALL
SELECT question_id, 'closure', closure_source, closure_detail FROM question WHERE closure_source IS NOT NULL
UNION ALL
SELECT told.question_id, field.column1, w.source, w.detail
FROM (SELECT r.question_id, min(CASE WHEN r.has_question = 1 THEN p.place END) AS question_place,
             min(CASE WHEN r.has_answer = 1 THEN p.place END) AS answer_place
      FROM question_reading AS r JOIN witness AS p ON p.source = r.source AND p.detail = r.detail
      GROUP BY r.question_id) AS told
CROSS JOIN (VALUES ('question_text'), ('answer_text')) AS field
JOIN witness AS w ON w.place = CASE field.column1 WHEN 'question_text' THEN told.question_place ELSE told.answer_place END;

CREATE VIEW source_statement AS
SELECT q.question_id, q.legislature, q.type, q.number, one.source,
       COALESCE(d.deputy_id, e.deputy_id, p.deputy_id) AS deputy_id, COALESCE(d.asked_on, e.asked_on, p.asked_on) AS asked_on,
       COALESCE(d.group_id, e.group_id, p.group_id) AS group_id, COALESCE(d.group_label, e.group_label, p.group_label) AS group_label,
       COALESCE(d.asked_ministry_label, e.asked_ministry_label, p.asked_ministry_label) AS asked_ministry_label,
       COALESCE(d.answering_ministry_label, e.answering_ministry_label, p.answering_ministry_label) AS answering_ministry_label,
       COALESCE(d.rubric, e.rubric, p.rubric) AS rubric, COALESCE(d.heading, e.heading, p.heading) AS heading,
       c.state, c.closed_on, c.answered_on, c.withdrawn_on, c.withdrawal_reason, c.closure_kind
FROM question AS q
CROSS JOIN source AS one
LEFT JOIN question_source AS d ON d.question_id = q.question_id AND d.detail = 'document' AND d.source = one.source
LEFT JOIN question_source AS e ON e.question_id = q.question_id AND e.detail = 'export' AND e.source = one.source
LEFT JOIN question_source AS p ON p.question_id = q.question_id AND p.detail = 'page' AND p.source = one.source
JOIN question_source AS c
  ON c.question_id = q.question_id AND c.source = one.source
 AND c.detail = CASE WHEN d.state = 'answered' THEN 'document' WHEN e.state = 'answered' THEN 'export'
                     WHEN p.state = 'answered' THEN 'page' WHEN d.state = 'withdrawn' THEN 'document'
                     WHEN e.state = 'withdrawn' THEN 'export' WHEN p.state = 'withdrawn' THEN 'page'
                     WHEN d.state IS NOT NULL THEN 'document' WHEN e.state IS NOT NULL THEN 'export' ELSE 'page' END;

CREATE VIEW source_text AS
SELECT s.question_id, s.source, s.detail, w.place, field.column1 AS field,
       CASE field.column1 WHEN 'question_text' THEN COALESCE(o.question_text, t.question_text)
                          ELSE COALESCE(o.answer_text, t.answer_text) END AS text
FROM question_source AS s
JOIN witness AS w ON w.source = s.source AND w.detail = s.detail
JOIN question_reading AS r
  ON r.question_id = s.question_id AND r.detail = s.detail AND r.source = s.source AND r.content_hash = s.content_hash
JOIN question_text AS t ON t.question_id = s.question_id
CROSS JOIN (VALUES ('question_text'), ('answer_text')) AS field
LEFT JOIN question_source_text AS o
  ON o.question_id = s.question_id AND o.detail = s.detail AND o.source = s.source AND o.content_hash = s.content_hash
WHERE CASE field.column1 WHEN 'question_text' THEN r.has_question ELSE r.has_answer END = 1;

CREATE VIEW source_difference AS
SELECT question_id, legislature, field, assemblee, nosdeputes
FROM (SELECT a.question_id, a.legislature, field.column1 AS field,
             CASE field.column1
                 WHEN 'author' THEN a.deputy_id WHEN 'asked_on' THEN CAST(a.asked_on AS TEXT)
                 WHEN 'state' THEN CASE WHEN a.state = 'announced' THEN 'pending' ELSE a.state END
                 WHEN 'closed_on' THEN CAST(a.closed_on AS TEXT) WHEN 'answered_on' THEN CAST(a.answered_on AS TEXT)
                 WHEN 'withdrawal_reason'
                     THEN CASE WHEN a.closure_kind = n.closure_kind AND a.closure_kind <> 'unexplained' THEN NULL
                               ELSE a.withdrawal_reason END
                 WHEN 'rubric' THEN a.rubric WHEN 'heading' THEN a.heading
                 WHEN 'group'
                     THEN (SELECT min(g.acronym) FROM political_group_spelling AS p JOIN political_group AS g ON g.group_id = a.group_id
                           WHERE p.legislature = a.legislature AND p.spelling = n.group_label
                             AND NOT EXISTS (SELECT 1 FROM political_group_spelling AS o
                                             WHERE o.legislature = a.legislature AND o.spelling = n.group_label
                                               AND o.group_id = a.group_id)) END AS assemblee,
             CASE field.column1
                 WHEN 'author' THEN n.deputy_id WHEN 'asked_on' THEN CAST(n.asked_on AS TEXT)
                 WHEN 'state' THEN CASE WHEN n.state = 'announced' THEN 'pending' ELSE n.state END
                 WHEN 'closed_on' THEN CAST(n.closed_on AS TEXT) WHEN 'answered_on' THEN CAST(n.answered_on AS TEXT)
                 WHEN 'withdrawal_reason' THEN n.withdrawal_reason
                 WHEN 'rubric' THEN n.rubric WHEN 'heading' THEN n.heading WHEN 'group' THEN n.group_label END AS nosdeputes
      FROM source_statement AS a
      JOIN source_statement AS n ON n.question_id = a.question_id
      CROSS JOIN (VALUES ('author'), ('asked_on'), ('state'), ('closed_on'), ('answered_on'), ('withdrawal_reason'), ('rubric'),
                         ('heading'), ('group')) AS field
      WHERE a.source = 'assemblee' AND n.source = 'nosdeputes') AS said
WHERE assemblee <> nosdeputes
  AND rtrim(replace(replace(replace(replace(replace(replace(replace(replace(lower(assemblee), '’', ''''), 'É', 'é'), 'È', 'è'),
            'Ê', 'ê'), 'À', 'à'), 'Ç', 'ç'), 'Î', 'î'), 'Œ', 'œ'), '. ')
   <> rtrim(replace(replace(replace(replace(replace(replace(replace(replace(lower(nosdeputes), '’', ''''), 'É', 'é'), 'È', 'è'),
            'Ê', 'ê'), 'À', 'à'), 'Ç', 'ç'), 'Î', 'î'), 'Œ', 'œ'), '. ')
UNION ALL
SELECT a.question_id, q.legislature, field.column1,
       CASE field.column1 WHEN 'asked_ministry' THEN a.asked_portfolio_id ELSE a.answering_portfolio_id END,
       CASE field.column1 WHEN 'asked_ministry' THEN n.asked_portfolio_id ELSE n.answering_portfolio_id END
FROM source_portfolio AS a
JOIN source_portfolio AS n ON n.question_id = a.question_id AND n.source = 'nosdeputes'
JOIN question AS q ON q.question_id = a.question_id
CROSS JOIN (VALUES ('asked_ministry'), ('answering_ministry')) AS field
WHERE a.source = 'assemblee'
  AND CASE field.column1 WHEN 'asked_ministry' THEN a.asked_portfolio_id <> n.asked_portfolio_id
                         ELSE a.answering_portfolio_id <> n.answering_portfolio_id END
UNION ALL
SELECT question_id, legislature, field, substr(assemblee, 1, 200), substr(nosdeputes, 1, 200)
FROM (SELECT best.question_id, q.legislature, best.field, a.text AS assemblee, n.text AS nosdeputes
      FROM (SELECT s.question_id, field.column1 AS field,
                   min(CASE WHEN s.source = 'assemblee' THEN w.place END) AS assemblee,
                   min(CASE WHEN s.source = 'nosdeputes' THEN w.place END) AS nosdeputes
            FROM question_source AS s
            JOIN witness AS w ON w.source = s.source AND w.detail = s.detail
            JOIN question_reading AS r
              ON r.question_id = s.question_id AND r.detail = s.detail AND r.source = s.source
             AND r.content_hash = s.content_hash
            CROSS JOIN (VALUES ('question_text'), ('answer_text')) AS field
            WHERE CASE field.column1 WHEN 'question_text' THEN r.has_question ELSE r.has_answer END = 1
              AND EXISTS (SELECT 1 FROM question_source_text AS o WHERE o.question_id = s.question_id)
            GROUP BY s.question_id, field.column1) AS best
      JOIN question AS q ON q.question_id = best.question_id
      JOIN source_text AS a ON a.question_id = best.question_id AND a.place = best.assemblee AND a.field = best.field
      JOIN source_text AS n ON n.question_id = best.question_id AND n.place = best.nosdeputes AND n.field = best.field) AS texts
WHERE assemblee <> nosdeputes AND replace(assemblee, ' ', '') <> replace(nosdeputes, ' ', '')
  AND replace(replace(replace(replace(assemblee, ' ', ''), '
', ''), '	', ''), '’', '''')
   <> replace(replace(replace(replace(nosdeputes, ' ', ''), '
', ''), '	', ''), '’', '''');

CREATE VIEW source_count AS
SELECT legislature, part, value, sum(assemblee) AS assemblee, sum(nosdeputes) AS nosdeputes, sum(assemblee * nosdeputes) AS shared,
       count(*) AS questions
FROM (SELECT q.legislature, part.column1 AS part,
             CASE part.column1 WHEN 'month' THEN substr(CAST(q.asked_on AS TEXT), 1, 7) WHEN 'ministry' THEN q.asked_portfolio_id
                               WHEN 'author' THEN q.deputy_id ELSE '' END AS value,
             told.assemblee, told.nosdeputes
      FROM (SELECT question_id, max(CASE WHEN source = 'assemblee' THEN 1 ELSE 0 END) AS assemblee,
                   max(CASE WHEN source = 'nosdeputes' THEN 1 ELSE 0 END) AS nosdeputes
            FROM question_source GROUP BY question_id) AS told
      JOIN question AS q ON q.question_id = told.question_id
      CROSS JOIN (VALUES ('legislature'), ('month'), ('ministry'), ('author')) AS part
      WHERE q.type = 'QE') AS counted
GROUP BY legislature, part, value;

CREATE VIEW number_gap AS
SELECT legislature, before + 1 AS first_number, number - 1 AS last_number, number - before - 1 AS numbers
FROM (SELECT legislature, number, lag(number, 1, 0) OVER (PARTITION BY legislature ORDER BY number) AS before
      FROM question WHERE type = 'QE') AS numbered
WHERE number > before + 1;
