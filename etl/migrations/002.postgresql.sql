-- Version 2: ministries with their portfolios, labels that are resolved, checks that may hold a run, who parsed what when.
-- The registers of ministries were empty in version 1 and are filled when the database is next opened, which resolves the
-- labels and the questions, too.

UPDATE question SET asked_ministry_id = NULL, answering_ministry_id = NULL
WHERE asked_ministry_id IS NOT NULL OR answering_ministry_id IS NOT NULL;

CREATE TABLE label_met AS
SELECT label, valid_from, first_met_on, last_met_on, occurrences FROM ministry_label
WHERE occurrences > 0 AND valid_from <= first_met_on;
DROP TABLE ministry_label;
DELETE FROM ministry_portfolio;
DELETE FROM ministry_holder;
DELETE FROM ministry_attachment;
DELETE FROM ministry;
DELETE FROM portfolio;
DELETE FROM government;

ALTER TABLE government
    DROP COLUMN ends_on,
    ADD COLUMN ends_before DATE,
    ADD COLUMN derived TEXT NOT NULL CHECK (derived IN ('', 'starts_on', 'ends_before', 'starts_on|ends_before')),
    ADD CHECK (ends_before > starts_on);

ALTER TABLE portfolio ADD COLUMN covers TEXT NOT NULL;

ALTER TABLE ministry
    DROP COLUMN ends_on,
    ALTER COLUMN starts_on DROP NOT NULL,
    ADD COLUMN rank TEXT NOT NULL CHECK (rank IN ('premier ministre', 'ministre d''État', 'ministre', 'ministre délégué',
                                                  'secrétaire d''État', 'haut-commissaire')),
    ADD COLUMN ends_before DATE,
    ADD COLUMN derived TEXT NOT NULL CHECK (derived IN ('', 'starts_on', 'ends_before', 'starts_on|ends_before')),
    ADD CHECK (ends_before > starts_on);

ALTER TABLE ministry_holder
    DROP COLUMN ends_on,
    ADD COLUMN ends_before DATE,
    ALTER COLUMN title SET NOT NULL,
    ADD CHECK (ends_before > starts_on);

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

CREATE TABLE ministry_label (
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
CREATE INDEX ministry_label_by_status ON ministry_label (status);
INSERT INTO ministry_label
SELECT label, valid_from, NULL, NULL, 'pending', 'not resolved yet', 0, first_met_on, last_met_on, occurrences
FROM label_met;
DROP TABLE label_met;

CREATE TABLE ministry_register (
    fingerprint TEXT NOT NULL PRIMARY KEY
);

ALTER TABLE crawl_run
    ADD COLUMN load_state TEXT NOT NULL DEFAULT 'open' CHECK (load_state IN ('open', 'held', 'discarded'));

ALTER TABLE visit ADD COLUMN listed TEXT;

-- A reading was parsed by the run that was the newest when it was read.
ALTER TABLE deputy_source ADD COLUMN parsed_at TIMESTAMP;
UPDATE deputy_source
SET parsed_at = COALESCE((SELECT max(c.started_at) FROM crawl_run AS c
                          WHERE c.source = deputy_source.source AND c.started_at <= deputy_source.fetched_at), fetched_at);
ALTER TABLE deputy_source ALTER COLUMN parsed_at SET NOT NULL;

ALTER TABLE question_reading ADD COLUMN parsed_at TIMESTAMP;
UPDATE question_reading
SET parsed_at = COALESCE((SELECT max(c.started_at) FROM crawl_run AS c
                          WHERE c.source = question_reading.source AND c.started_at <= question_reading.last_read_at),
                         last_read_at);
ALTER TABLE question_reading ALTER COLUMN parsed_at SET NOT NULL;

ALTER TABLE question
    ADD COLUMN asked_portfolio_id TEXT REFERENCES portfolio (portfolio_id),
    ADD COLUMN answering_portfolio_id TEXT REFERENCES portfolio (portfolio_id),
    ADD CHECK (asked_ministry_id IS NULL OR asked_portfolio_id IS NOT NULL),
    ADD CHECK (answering_ministry_id IS NULL OR answering_portfolio_id IS NOT NULL);
DROP INDEX question_by_answering_label;
CREATE INDEX question_by_answering_label ON question (answering_ministry_label, closed_on);
CREATE INDEX question_by_asked_portfolio ON question (asked_portfolio_id, asked_on);
CREATE INDEX question_by_answering_ministry ON question (answering_ministry_id, asked_on);
CREATE INDEX question_by_answering_portfolio ON question (answering_portfolio_id, asked_on);

-- Version 1 kept no run out of the tables.
UPDATE check_result SET note = '' WHERE note IS NULL;
ALTER TABLE check_result
    ADD COLUMN severity TEXT NOT NULL DEFAULT 'warning' CHECK (severity IN ('fatal', 'warning')),
    ADD COLUMN found_in TEXT NOT NULL DEFAULT '[]',
    ALTER COLUMN note SET NOT NULL;
ALTER TABLE check_result ALTER COLUMN severity DROP DEFAULT, ALTER COLUMN found_in DROP DEFAULT;
