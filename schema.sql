-- The database of the written questions, one file for SQLite (3.37 or later) and PostgreSQL (13 or later).
-- The comments above tables, columns and views are read by etl/comments.py, and a view's lines of its columns with them: on
-- PostgreSQL they become COMMENT ON.
-- Dates are DATE; times are TIMESTAMP, in UTC, without a zone; SQLite keeps both as ISO text ("2009-04-21", "2026-11-23 19:30:00").
-- JSON is kept as TEXT. Nothing here depends on the clock of a load: the same landing files give the same rows.

-- The shape of this database: one row, the version of this file it was made from.
CREATE TABLE schema_version (
    -- Number of the shape; etl/schema.py refuses any other than its own.
    version INTEGER NOT NULL PRIMARY KEY CHECK (version > 0)
);

INSERT INTO schema_version (version) VALUES (10);

-- What the rows of this database are derived by: one row, once all of them are derived by the same rules.
CREATE TABLE derivation_rules (
    -- Hash of the rules; 'questions load --all' derives everything anew when it is another one.
    fingerprint TEXT NOT NULL PRIMARY KEY
);

-- The sources of this database, and under which terms what they say may be published.
CREATE TABLE source (
    -- Short name, as in the columns named source.
    source TEXT NOT NULL PRIMARY KEY,
    -- Whom to name as the source of what is published.
    name TEXT NOT NULL,
    -- Its address.
    url TEXT NOT NULL,
    -- The licence of its data.
    licence TEXT NOT NULL,
    -- Where the licence stands.
    licence_url TEXT NOT NULL
);

-- Which statement is believed first: a question takes each field from the first of these that fills it.
CREATE TABLE witness (
    -- The source.
    source TEXT NOT NULL REFERENCES source (source),
    -- document, export or page, as in question_source.
    detail TEXT NOT NULL CHECK (detail IN ('document', 'export', 'page')),
    -- Place, from 1.
    place INTEGER NOT NULL UNIQUE CHECK (place > 0),
    PRIMARY KEY (source, detail)
);

-- The legislatures of the Fifth Republic that the sources cover.
CREATE TABLE legislature (
    -- Number of the legislature, e.g. 13.
    legislature INTEGER NOT NULL PRIMARY KEY CHECK (legislature BETWEEN 1 AND 99),
    -- First day.
    starts_on DATE NOT NULL,
    -- Last day; empty while it sits.
    ends_on DATE,
    CHECK (ends_on >= starts_on)
);

-- Governments, from the register of the Assemblée nationale. The intervals of governments, ministries, holders and labels are
-- half-open: starts_on is the first day, ends_before the first day after it, which belongs to the successor. A row holds on a day
-- when starts_on <= day AND (ends_before IS NULL OR day < ends_before).
CREATE TABLE government (
    -- The Assembly's organe, e.g. PO653199, or a slug of ours where it has none.
    government_id TEXT NOT NULL PRIMARY KEY,
    -- Name, e.g. "Gouvernement Fillon II".
    name TEXT NOT NULL,
    -- First day.
    starts_on DATE NOT NULL,
    -- First day on which it is no longer in office (half-open); empty while it is.
    ends_before DATE,
    -- Which of its dates are ours and not the register's: starts_on, ends_before, both joined by |, or empty for none.
    derived TEXT NOT NULL CHECK (derived IN ('', 'starts_on', 'ends_before', 'starts_on|ends_before')),
    CHECK (ends_before > starts_on)
);

-- Portfolios: the lasting subjects that ministries carry under changing names.
CREATE TABLE portfolio (
    -- Short French slug, e.g. defense, commerce-artisanat.
    portfolio_id TEXT NOT NULL PRIMARY KEY,
    -- Name in French.
    name TEXT NOT NULL,
    -- What else it covers; empty where the name says it all.
    covers TEXT NOT NULL
);

-- One tenure of a ministry, as named: another name or another government is another row.
CREATE TABLE ministry (
    -- The Assembly's organe, e.g. PO653280.
    ministry_id TEXT NOT NULL PRIMARY KEY,
    -- The government it belongs to; empty where that is older than those of the register.
    government_id TEXT REFERENCES government (government_id),
    -- Full official name.
    name TEXT NOT NULL,
    -- Short name; empty where the register has none.
    short_name TEXT,
    -- Rank of the post, e.g. "secrétaire d'État".
    rank TEXT NOT NULL CHECK (rank IN ('premier ministre', 'ministre d''État', 'ministre', 'ministre délégué',
                                       'secrétaire d''État', 'haut-commissaire')),
    -- First day; empty where nobody knows it.
    starts_on DATE,
    -- First day on which it no longer exists (half-open); empty while it does.
    ends_before DATE,
    -- Which of its dates are ours and not the register's: starts_on, ends_before, both joined by |, or empty for none.
    derived TEXT NOT NULL CHECK (derived IN ('', 'starts_on', 'ends_before', 'starts_on|ends_before')),
    CHECK (ends_before > starts_on)
);
CREATE INDEX ministry_by_government ON ministry (government_id);

-- Which ministers a delegate minister or secretary of state is attached to: one to three.
CREATE TABLE ministry_attachment (
    -- The attached ministry.
    ministry_id TEXT NOT NULL REFERENCES ministry (ministry_id),
    -- The ministry it is attached to.
    attached_to TEXT NOT NULL REFERENCES ministry (ministry_id),
    PRIMARY KEY (ministry_id, attached_to),
    CHECK (ministry_id <> attached_to)
);

-- Who held the post of a ministry, and when.
CREATE TABLE ministry_holder (
    -- The ministry.
    ministry_id TEXT NOT NULL REFERENCES ministry (ministry_id),
    -- PA and the Assembly's id of the person, who need not be a deputy of this database.
    person_id TEXT NOT NULL CHECK (person_id LIKE 'PA%'),
    -- First day in the post.
    starts_on DATE NOT NULL,
    -- First day on which they no longer held it (half-open); empty while it lasts.
    ends_before DATE,
    -- Full name.
    name TEXT NOT NULL,
    -- Title, e.g. "Ministre", "Secrétaire d'État".
    title TEXT NOT NULL,
    PRIMARY KEY (ministry_id, person_id, starts_on),
    CHECK (ends_before > starts_on)
);

-- The portfolios of a ministry, in the order of its name: the first is its main one.
CREATE TABLE ministry_portfolio (
    -- The ministry.
    ministry_id TEXT NOT NULL REFERENCES ministry (ministry_id),
    -- Place in the name, from 1.
    position INTEGER NOT NULL CHECK (position > 0),
    -- The portfolio.
    portfolio_id TEXT NOT NULL REFERENCES portfolio (portfolio_id),
    PRIMARY KEY (ministry_id, position),
    UNIQUE (ministry_id, portfolio_id)
);
CREATE INDEX ministry_by_portfolio ON ministry_portfolio (portfolio_id, position);

-- What a person decided about labels, as ministry_decisions.csv of the data folder says it; the file is the truth, this its copy.
CREATE TABLE ministry_decision (
    -- The label as the source words it.
    label TEXT NOT NULL,
    -- First day on which the decision holds; 1958-10-04 where it holds since ever.
    valid_from DATE NOT NULL,
    -- First day on which it no longer holds (half-open); empty where it holds for good.
    ends_before DATE,
    -- The tenure the label means; empty where it means a portfolio, or no ministry at all.
    ministry_id TEXT REFERENCES ministry (ministry_id),
    -- The portfolio the label means; empty where it means a tenure, or no ministry at all.
    portfolio_id TEXT REFERENCES portfolio (portfolio_id),
    PRIMARY KEY (label, valid_from),
    CHECK (ends_before > valid_from),
    CHECK (ministry_id IS NULL OR portfolio_id IS NULL)
);

-- Every ministry label met in the questions, and what it stands for: one row per period in which it stands for the same.
-- A label that nothing resolves is pending: it waits for a person.
CREATE TABLE ministry_label (
    -- The label as the source words it, cleaned.
    label TEXT NOT NULL,
    -- First day from which this row holds, up to the label's next row; 1958-10-04 for its first row.
    valid_from DATE NOT NULL,
    -- The tenure it means; empty while pending, and where it is certain of the portfolio alone.
    ministry_id TEXT REFERENCES ministry (ministry_id),
    -- The main portfolio; set also when the tenure is. A pending label has one where all it may mean share it.
    portfolio_id TEXT REFERENCES portfolio (portfolio_id),
    -- pending or resolved: to a tenure, to a portfolio, or by a person's decision to no ministry at all.
    status TEXT NOT NULL CHECK (status IN ('pending', 'resolved')),
    -- How it was resolved, e.g. "decision"; for a pending one, why it was not.
    method TEXT NOT NULL,
    -- How sure that is, from 0 to 1.
    confidence DOUBLE PRECISION NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    -- Earliest day on which it was met: the day of asking for the ministry asked, the closing date (of an open question the
    -- day it was read) for the one that answers.
    first_met_on DATE NOT NULL,
    -- Latest day on which it was met.
    last_met_on DATE NOT NULL,
    -- How often it was met, as the asked or as the answering ministry.
    occurrences INTEGER NOT NULL CHECK (occurrences > 0),
    PRIMARY KEY (label, valid_from),
    CHECK (valid_from <= first_met_on AND first_met_on <= last_met_on),
    CHECK (status = 'resolved' OR ministry_id IS NULL),
    CHECK (ministry_id IS NULL OR portfolio_id IS NOT NULL),
    CHECK (status = 'pending' OR portfolio_id IS NOT NULL OR method = 'decision')
);
CREATE INDEX ministry_label_by_status ON ministry_label (status);

-- What the resolutions in this database rest on: one row once they rest on anything.
CREATE TABLE ministry_register (
    -- Hash of the register of ministries and of the rules that read labels; labels are resolved anew when it changes.
    fingerprint TEXT NOT NULL PRIMARY KEY
);

-- Political groups, by the Assembly's organe; filled from parliament/groups.csv.
CREATE TABLE political_group (
    -- The Assembly's organe, e.g. PO266900.
    group_id TEXT NOT NULL PRIMARY KEY,
    -- The legislature it sat in.
    legislature INTEGER NOT NULL REFERENCES legislature (legislature),
    -- Acronym, e.g. SRC.
    acronym TEXT NOT NULL,
    -- Full name.
    name TEXT NOT NULL,
    -- First day; empty where the register has none.
    starts_on DATE,
    -- Last day; empty while it sits.
    ends_on DATE,
    CHECK (ends_on >= starts_on)
);

-- The spellings under which sources name a group, per legislature: SRC and S.R.C. are one.
CREATE TABLE political_group_spelling (
    -- The legislature in which the spelling is met.
    legislature INTEGER NOT NULL REFERENCES legislature (legislature),
    -- The spelling, e.g. S.R.C.
    spelling TEXT NOT NULL,
    -- The group; one spelling may stand for two groups that followed each other.
    group_id TEXT NOT NULL REFERENCES political_group (group_id),
    PRIMARY KEY (legislature, spelling, group_id)
);

-- Bodies as the Assembly registers them. Legislatures and groups that the registers of this project lack are added to them; a
-- ministry or government that they lack stands here alone, until the registers have it.
CREATE TABLE organe (
    -- The Assembly's organe, e.g. PO653280.
    organe_id TEXT NOT NULL PRIMARY KEY,
    -- legislature, government, ministry or group.
    kind TEXT NOT NULL CHECK (kind IN ('legislature', 'government', 'ministry', 'group')),
    -- The legislature it belongs to; empty where the register names none.
    legislature INTEGER,
    -- Full name.
    name TEXT NOT NULL,
    -- Short name.
    short_name TEXT,
    -- Acronym.
    acronym TEXT,
    -- First day.
    starts_on DATE,
    -- Last day; empty while it lasts.
    ends_on DATE,
    -- When it was last read.
    fetched_at TIMESTAMP NOT NULL
);
CREATE INDEX organe_by_kind ON organe (kind, legislature);

-- One run of a crawl, as its run.json tells it, and what its load did.
CREATE TABLE crawl_run (
    -- Name of the run and of its landing folder; sorts by time.
    run_id TEXT NOT NULL PRIMARY KEY,
    -- The source that was crawled, e.g. nosdeputes.
    source TEXT NOT NULL,
    -- What was asked for, as JSON with sorted keys: equal when the same is asked again.
    scope TEXT NOT NULL,
    -- The run that this one goes on from; empty for a first one. That run may not be loaded here.
    continues TEXT,
    -- When it started.
    started_at TIMESTAMP NOT NULL,
    -- When it ended; empty while it runs or when it was killed.
    finished_at TIMESTAMP,
    -- Why it ended, e.g. finished, max_requests, interrupted; killed_in_load: its crawl finished, and another command loaded the
    -- rest. Empty while it runs or when it was killed.
    finish_reason TEXT,
    -- Requests sent.
    requests INTEGER NOT NULL CHECK (requests >= 0),
    -- Pages read.
    pages INTEGER NOT NULL CHECK (pages >= 0),
    -- Records landed.
    items INTEGER NOT NULL CHECK (items >= 0),
    -- Pages and records refused by the crawl.
    rejected INTEGER NOT NULL CHECK (rejected >= 0),
    -- Pages that could not be fetched.
    failed INTEGER NOT NULL CHECK (failed >= 0),
    -- The crawler's own figures, as JSON.
    stats TEXT NOT NULL,
    -- Inserted, updated, unchanged and rejected rows per table, as JSON, over all loads of this run.
    tables TEXT NOT NULL,
    -- open: loads take what it landed; held: a failed check keeps it out until a person decides; discarded: never to be loaded.
    load_state TEXT NOT NULL DEFAULT 'open' CHECK (load_state IN ('open', 'held', 'discarded'))
);
CREATE INDEX crawl_run_by_scope ON crawl_run (source, started_at);

-- How far each landing file has been loaded: a load goes on from here.
CREATE TABLE landing_file (
    -- The run.
    run_id TEXT NOT NULL REFERENCES crawl_run (run_id),
    -- The file within its folder, e.g. questions.jsonl.
    file TEXT NOT NULL,
    -- Bytes loaded, up to and with the newline of the last complete line.
    loaded_bytes BIGINT NOT NULL CHECK (loaded_bytes >= 0),
    PRIMARY KEY (run_id, file)
);

-- Pages and records that were refused, by the crawl or by the load, with the reason.
CREATE TABLE rejection (
    -- Hash of the run and the content of this rejection: the same refusal read twice is one row.
    rejection_id TEXT NOT NULL PRIMARY KEY,
    -- The run it happened in.
    run_id TEXT NOT NULL REFERENCES crawl_run (run_id),
    -- The source.
    source TEXT NOT NULL,
    -- What was refused, as in visit.key; empty where the page does not say.
    key TEXT,
    -- Address of the page, or file and byte of a landing file.
    url TEXT NOT NULL,
    -- Where it was refused, e.g. reading, validation, load.
    stage TEXT NOT NULL,
    -- Why, in one sentence.
    reason TEXT NOT NULL,
    -- What was read of it, as JSON.
    raw TEXT NOT NULL,
    -- When the crawl refused it; for a refusal of the load, when the record was fetched (or its run started).
    rejected_at TIMESTAMP NOT NULL,
    -- Start of the run whose load took the record after all; empty while it is refused.
    replayed_at TIMESTAMP
);
CREATE INDEX rejection_by_run ON rejection (run_id);
CREATE INDEX rejection_by_key ON rejection (key);

-- The last time each page was looked at and what it answered; pages that do not exist, too.
CREATE TABLE visit (
    -- The source, e.g. nosdeputes.
    source TEXT NOT NULL,
    -- What was looked at: a question's id (its page), "QANR5L13QE47001/document" (its data alone), "13/marc-le-fur" (deputy),
    -- "13/marc-le-fur/questions" (the whole list), "13/marc-le-fur/questions/recent" (its first pages), "13/deputes" (roster).
    key TEXT NOT NULL,
    -- Address of the page.
    url TEXT NOT NULL,
    -- When it was last looked at.
    checked_at TIMESTAMP NOT NULL,
    -- Status of the answer, e.g. 200 or 404.
    http_status INTEGER NOT NULL,
    -- How many questions a list says it has; empty for other pages.
    announced INTEGER CHECK (announced >= 0),
    -- Whether a list was read to exactly that count; empty for other pages.
    settled BOOLEAN,
    -- Fingerprint of the entry, in a question list or the roster, that led to the page; empty where none did.
    listed TEXT,
    -- Of all visits the last that found it or was led to it by a list; empty where none did.
    last_shown_at TIMESTAMP,
    PRIMARY KEY (source, key)
);
CREATE INDEX visit_by_time ON visit (checked_at, key);

-- When pages of questions were found to be gone (404 or 410) though no list named them, since they were last shown or read: a
-- source with such a row for a question does not show it any more, or never did.
CREATE TABLE absence (
    -- The source.
    source TEXT NOT NULL,
    -- The question, which need not be known.
    question_id TEXT NOT NULL,
    -- When it was looked for.
    found_at TIMESTAMP NOT NULL,
    PRIMARY KEY (question_id, source, found_at)
);

-- Deputies: what the highest legislature in which they sat says of them.
CREATE TABLE deputy (
    -- PA and the Assembly's id, e.g. PA1874.
    deputy_id TEXT NOT NULL PRIMARY KEY CHECK (deputy_id LIKE 'PA%'),
    -- The highest legislature in which a source shows them: where this row's fields come from.
    legislature INTEGER NOT NULL REFERENCES legislature (legislature),
    -- Name as the source prints it, e.g. "Marc Le Fur".
    name TEXT NOT NULL,
    -- First name.
    first_name TEXT NOT NULL,
    -- Last name, with its particle: "de Courson".
    last_name TEXT NOT NULL,
    -- Short name in the source's addresses, e.g. marc-le-fur.
    slug TEXT NOT NULL,
    -- F or M.
    sex TEXT CHECK (sex IN ('F', 'M')),
    -- Date of birth.
    born_on DATE,
    -- Place of birth.
    birthplace TEXT,
    -- Profession as declared.
    profession TEXT,
    -- Party for the public funding of parties.
    party TEXT,
    -- Address of their page at the Assembly.
    official_url TEXT,
    -- Earliest time a source was read that shows them.
    first_seen_at TIMESTAMP NOT NULL
);
CREATE INDEX deputy_by_name ON deputy (last_name, first_name);

-- What one source says of one deputy in one legislature: the newest of the deputy's own data (document) and of the roster (page).
CREATE TABLE deputy_source (
    -- The source, e.g. nosdeputes.
    source TEXT NOT NULL,
    -- The legislature.
    legislature INTEGER NOT NULL REFERENCES legislature (legislature),
    -- The deputy.
    deputy_id TEXT NOT NULL REFERENCES deputy (deputy_id) DEFERRABLE INITIALLY DEFERRED,
    -- document (their own data) or page (the roster, or their page).
    detail TEXT NOT NULL CHECK (detail IN ('document', 'page')),
    -- The source's own number for them.
    site_id INTEGER,
    -- Short name in the source's addresses.
    slug TEXT NOT NULL,
    -- Name as printed.
    name TEXT NOT NULL,
    -- First name.
    first_name TEXT NOT NULL,
    -- Last name, with its particle.
    last_name TEXT NOT NULL,
    -- F or M.
    sex TEXT CHECK (sex IN ('F', 'M')),
    -- Date of birth.
    born_on DATE,
    -- Place of birth.
    birthplace TEXT,
    -- Number of the département, e.g. 22 or 2A.
    department TEXT,
    -- Name of the constituency's area, e.g. Côtes-d'Armor.
    constituency TEXT,
    -- Number of the constituency within it.
    constituency_number INTEGER,
    -- Profession as declared.
    profession TEXT,
    -- Seat in the chamber.
    seat TEXT,
    -- Party for the public funding of parties.
    party TEXT,
    -- Acronym of the group, as the source spells it.
    group_label TEXT,
    -- Full name of the group.
    group_name TEXT,
    -- First day in that group.
    group_since DATE,
    -- Whether the source calls them a former deputy.
    former BOOLEAN NOT NULL,
    -- Their mandates, as a JSON list of {starts_on, ends_on, end_reason}.
    mandates TEXT NOT NULL,
    -- Address of their page at the Assembly.
    official_url TEXT,
    -- Address that was read.
    page_url TEXT NOT NULL,
    -- Earliest time it was read.
    first_seen_at TIMESTAMP NOT NULL,
    -- Latest time it was read.
    fetched_at TIMESTAMP NOT NULL,
    -- Start of the newest run that read this: of two read at the same time, the newer run's parsers stand.
    parsed_at TIMESTAMP NOT NULL,
    -- Hash of what the source says, without clock times and addresses.
    content_hash TEXT NOT NULL,
    -- Their stays in groups, as a JSON list of {group_id, starts_on, ends_on}; empty where the source shows the present group alone.
    groups TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (deputy_id, legislature, detail, source)
);

-- All names and slugs of a deputy, per legislature.
CREATE TABLE deputy_name (
    -- The deputy.
    deputy_id TEXT NOT NULL REFERENCES deputy (deputy_id),
    -- The legislature in which a source uses the name.
    legislature INTEGER NOT NULL REFERENCES legislature (legislature),
    -- Short name in the source's addresses; the slug of one legislature may differ from the next one's.
    slug TEXT NOT NULL,
    -- Name as printed.
    name TEXT NOT NULL,
    -- First name.
    first_name TEXT NOT NULL,
    -- Last name, with its particle.
    last_name TEXT NOT NULL,
    PRIMARY KEY (deputy_id, legislature, slug, name)
);
CREATE INDEX deputy_name_by_slug ON deputy_name (slug);

-- Mandates: a substitute, a by-election and a return from government are mandates of their own.
CREATE TABLE mandate (
    -- The deputy.
    deputy_id TEXT NOT NULL REFERENCES deputy (deputy_id),
    -- The legislature.
    legislature INTEGER NOT NULL REFERENCES legislature (legislature),
    -- First day.
    starts_on DATE NOT NULL,
    -- Last day; empty while it lasts.
    ends_on DATE,
    -- Why it ended, in the source's words; empty where it does not say.
    end_reason TEXT,
    -- Number of the département, e.g. 22 or 2A.
    department TEXT,
    -- Name of the constituency's area.
    constituency TEXT,
    -- Number of the constituency within it.
    constituency_number INTEGER,
    PRIMARY KEY (deputy_id, legislature, starts_on),
    CHECK (ends_on >= starts_on)
);

-- The groups a deputy sat in: the stays that the Assembly's register dates, and where a source shows the present group alone,
-- every one that any reading has shown. group_history adds what the questions tell.
CREATE TABLE group_membership (
    -- The deputy.
    deputy_id TEXT NOT NULL REFERENCES deputy (deputy_id),
    -- The legislature.
    legislature INTEGER NOT NULL REFERENCES legislature (legislature),
    -- The group.
    group_id TEXT NOT NULL REFERENCES political_group (group_id),
    -- First day, where a source gives it: that of the register first.
    starts_on DATE,
    -- Last day, where the register gives it.
    ends_on DATE,
    -- 1 where a source has shown it as the present group.
    shown INTEGER NOT NULL DEFAULT 0 CHECK (shown IN (0, 1)),
    -- The latest first day that was given with it.
    shown_since DATE,
    PRIMARY KEY (deputy_id, legislature, group_id),
    CHECK (ends_on >= starts_on)
);
CREATE INDEX group_membership_by_group ON group_membership (group_id);

-- Written questions as they stand, derived from question_source: each field from the first witness that fills it, in the order of
-- the table witness; the closure as a whole, from a later witness where it was read later and is further on.
CREATE TABLE question (
    -- The Assembly's uid, e.g. QANR5L13QE47001.
    question_id TEXT NOT NULL PRIMARY KEY CHECK (question_id LIKE 'QANR5L%'),
    -- The legislature.
    legislature INTEGER NOT NULL REFERENCES legislature (legislature),
    -- QE for a written question.
    type TEXT NOT NULL CHECK (type IN ('QE', 'QG', 'QOSD')),
    -- Number within the legislature.
    number INTEGER NOT NULL CHECK (number > 0),
    -- The author.
    deputy_id TEXT NOT NULL REFERENCES deputy (deputy_id),
    -- The author's group on the day of asking; empty where the source's label is unknown or missing.
    group_id TEXT REFERENCES political_group (group_id),
    -- Day on which it was asked (published).
    asked_on DATE NOT NULL CHECK (asked_on BETWEEN '1958-10-04' AND '2100-01-01'),
    -- The ministry asked, as the source names it.
    asked_ministry_label TEXT,
    -- The tenure asked, on asked_on; empty where the label does not tell it for certain.
    asked_ministry_id TEXT REFERENCES ministry (ministry_id),
    -- The main portfolio of the ministry asked; further ones are in ministry_portfolio.
    asked_portfolio_id TEXT REFERENCES portfolio (portfolio_id),
    -- The ministry that answers, as the source names it.
    answering_ministry_label TEXT,
    -- The tenure that answers, on closed_on, or where that is empty on the day the question was read.
    answering_ministry_id TEXT REFERENCES ministry (ministry_id),
    -- The main portfolio of the ministry that answers; further ones are in ministry_portfolio.
    answering_portfolio_id TEXT REFERENCES portfolio (portfolio_id),
    -- The Assembly's rubrique.
    rubric TEXT,
    -- The Assembly's tête d'analyse and analyse.
    heading TEXT,
    -- pending, announced (an answer is due on closed_on), answered or withdrawn.
    state TEXT NOT NULL CHECK (state IN ('pending', 'announced', 'answered', 'withdrawn')),
    -- The source's closing date: of the answer, of the withdrawal, or the day an answer is announced for.
    closed_on DATE,
    -- Day of the answer; empty where the source has none.
    answered_on DATE,
    -- Day of the withdrawal; empty where the source has none.
    withdrawn_on DATE,
    -- Why it was withdrawn, in the source's words.
    withdrawal_reason TEXT,
    -- author, end_of_mandate or unexplained; only of a withdrawn question.
    closure_kind TEXT CHECK (closure_kind IN ('author', 'end_of_mandate', 'unexplained')),
    -- Days from asking to answer; empty unless both dates are known.
    response_days INTEGER,
    -- Public comments under it when last counted; not part of the hash.
    comment_count INTEGER CHECK (comment_count >= 0),
    -- Address at the Assembly.
    official_url TEXT,
    -- document when the question's own data was read, export when an older form of it was, page when only pages were.
    detail TEXT NOT NULL CHECK (detail IN ('document', 'export', 'page')),
    -- Day since which no source that ever showed it does: its page was found to be gone (404 or 410) though no list named it,
    -- and was not read or listed since. Empty while one source shows it.
    vanished_on DATE,
    -- Earliest time a source was read that shows it.
    first_seen_at TIMESTAMP NOT NULL,
    -- When the record was read that made it what it is.
    last_changed_at TIMESTAMP NOT NULL,
    -- Hash of the source row it rests on; two joined by + where a page adds to a document.
    content_hash TEXT NOT NULL,
    -- The author's mandate by the Assembly's id, e.g. PM645363; empty where no source tells it.
    mandate_id TEXT,
    -- The Assembly's code of the closure, e.g. REP_PUB; empty where no source tells it.
    closure_code TEXT,
    -- Whether its author ever flagged it (signalement); empty where no source records that.
    flagged BOOLEAN,
    -- The source whose statement tells how it stands: state, closing date and what goes with them.
    closure_source TEXT,
    -- Which of that source's statements: document, export or page.
    closure_detail TEXT CHECK (closure_detail IN ('document', 'export', 'page')),
    UNIQUE (legislature, type, number),
    CHECK (state = 'answered' OR (answered_on IS NULL AND response_days IS NULL)),
    CHECK (state = 'withdrawn' OR (withdrawn_on IS NULL AND closure_kind IS NULL)),
    CHECK (state <> 'withdrawn' OR closure_kind IS NOT NULL),
    CHECK (state <> 'announced' OR closed_on IS NOT NULL),
    CHECK (asked_ministry_id IS NULL OR asked_portfolio_id IS NOT NULL),
    CHECK (answering_ministry_id IS NULL OR answering_portfolio_id IS NOT NULL)
);
CREATE INDEX question_by_deputy ON question (deputy_id, legislature, asked_on, state, type, group_id);
-- Also what the views that answer read: it covers all they count, so that none of them reads the table.
CREATE INDEX question_by_state ON question (legislature, state, asked_on, rubric, response_days, deputy_id, type,
                                           closure_kind, closed_on, group_id, asked_portfolio_id, answering_ministry_id,
                                           answering_portfolio_id);
-- The next two cover what answers_by_government and backlog_by_month count, in the order in which they count: SQLite reads sooner
-- than it sorts.
CREATE INDEX question_by_asked_ministry ON question (asked_ministry_id, legislature, response_days, type, state, asked_on,
                                                     closure_kind);
CREATE INDEX question_by_closing ON question (legislature, closed_on, state, type);
CREATE INDEX question_by_date ON question (asked_on);
CREATE INDEX question_by_asked_label ON question (asked_ministry_label, asked_on);
CREATE INDEX question_by_answering_label ON question (answering_ministry_label, closed_on);
CREATE INDEX question_by_asked_portfolio ON question (asked_portfolio_id, asked_on);
CREATE INDEX question_by_answering_ministry ON question (answering_ministry_id, asked_on);
CREATE INDEX question_by_answering_portfolio ON question (answering_portfolio_id, asked_on);

-- The texts of a question, apart so that scans do not drag them along. A text that a later reading lacks is kept.
CREATE TABLE question_text (
    -- The question.
    question_id TEXT NOT NULL PRIMARY KEY REFERENCES question (question_id),
    -- Text of the question, clean: no markup, paragraphs and lines kept, table cells separated by tabs.
    question_text TEXT,
    -- Text of the answer, clean in the same way; empty while there is none.
    answer_text TEXT
);

-- The themes of a question, in the source's order.
CREATE TABLE question_theme (
    -- The question.
    question_id TEXT NOT NULL REFERENCES question (question_id),
    -- Place, from 1.
    position INTEGER NOT NULL CHECK (position > 0),
    -- The theme.
    theme TEXT NOT NULL,
    PRIMARY KEY (question_id, position)
);
CREATE INDEX question_theme_by_theme ON question_theme (theme);

-- What happened to a question, with real dates.
CREATE TABLE question_event (
    -- The question.
    question_id TEXT NOT NULL REFERENCES question (question_id),
    -- What happened; announced is an answer that is due, attributed the first ministry in charge, reattributed another portfolio,
    -- succeeded the next tenure of the same one.
    kind TEXT NOT NULL CHECK (kind IN ('asked', 'attributed', 'reattributed', 'succeeded', 'renewed', 'flagged', 'announced',
                                       'answered', 'corrected', 'withdrawn')),
    -- Number among the events of its kind, from 1.
    position INTEGER NOT NULL CHECK (position > 0),
    -- The day; for an announced answer, the day it is due. Empty where the source has none.
    happened_on DATE,
    -- What the source says of it, e.g. the reason of a withdrawal or the new ministry.
    detail TEXT,
    -- The ministry of an attribution, by the Assembly's organe; empty where the source gives its name alone.
    ministry_id TEXT,
    -- The part of the Journal officiel that tells it, e.g. JO_QUESTION; empty where the source does not say, as the next four.
    jo_type TEXT,
    -- Its page, as printed.
    jo_page TEXT,
    -- Its number within the year, as printed.
    jo_number TEXT,
    -- Its address at Légifrance.
    jo_url TEXT,
    -- Its reference (NOR).
    jo_reference TEXT,
    PRIMARY KEY (question_id, kind, position)
);
CREATE INDEX question_event_by_date ON question_event (kind, happened_on);

-- Earlier versions of a question: what the sources said of it before one of them changed it. The present one stands in question;
-- question_history has both. What a better reading of ours corrects makes no version.
CREATE TABLE question_version (
    -- The question.
    question_id TEXT NOT NULL REFERENCES question (question_id),
    -- When it was first known so: the end of the version before, or the first time the question was read.
    known_from TIMESTAMP NOT NULL,
    -- When it was first known otherwise (half-open).
    known_to TIMESTAMP NOT NULL,
    -- Names of the fields that the next version has otherwise, texts and themes among them, as a JSON list.
    changed TEXT NOT NULL,
    -- The author.
    deputy_id TEXT NOT NULL REFERENCES deputy (deputy_id),
    -- Day on which it was asked.
    asked_on DATE NOT NULL,
    -- The ministry asked, as named; what the label means is not kept, for a better resolution holds for the past, too.
    asked_ministry_label TEXT,
    -- The ministry that answers, as named.
    answering_ministry_label TEXT,
    -- The Assembly's rubrique.
    rubric TEXT,
    -- The Assembly's tête d'analyse and analyse.
    heading TEXT,
    -- The themes, as a JSON list.
    themes TEXT NOT NULL,
    -- pending, announced, answered or withdrawn.
    state TEXT NOT NULL CHECK (state IN ('pending', 'announced', 'answered', 'withdrawn')),
    -- The closing date.
    closed_on DATE,
    -- Day of the answer.
    answered_on DATE,
    -- Day of the withdrawal.
    withdrawn_on DATE,
    -- Why it was withdrawn, in the source's words.
    withdrawal_reason TEXT,
    -- author, end_of_mandate or unexplained.
    closure_kind TEXT CHECK (closure_kind IN ('author', 'end_of_mandate', 'unexplained')),
    -- Days from asking to answer.
    response_days INTEGER,
    -- Address at the Assembly.
    official_url TEXT,
    -- Hash of the source row it rested on, as in question.
    content_hash TEXT NOT NULL,
    PRIMARY KEY (question_id, known_from),
    CHECK (known_to > known_from)
);
CREATE INDEX question_version_by_time ON question_version (known_to, known_from);

-- Earlier texts of a question: what they were before a source changed them. question_text_history has the present ones, too.
CREATE TABLE question_text_version (
    -- The question.
    question_id TEXT NOT NULL REFERENCES question (question_id),
    -- When they were first known so.
    known_from TIMESTAMP NOT NULL,
    -- When they were first known otherwise (half-open).
    known_to TIMESTAMP NOT NULL,
    -- Text of the question.
    question_text TEXT,
    -- Text of the answer; empty while there was none.
    answer_text TEXT,
    PRIMARY KEY (question_id, known_from),
    CHECK (known_to > known_from)
);

-- What one source says of a question, without the texts: the newest of its document, of its export and of its page.
CREATE TABLE question_source (
    -- The source, e.g. nosdeputes.
    source TEXT NOT NULL,
    -- The question.
    question_id TEXT NOT NULL REFERENCES question (question_id) DEFERRABLE INITIALLY DEFERRED,
    -- document (the question's own data), export (an older form of it) or page (its page and list entry).
    detail TEXT NOT NULL CHECK (detail IN ('document', 'export', 'page')),
    -- The legislature.
    legislature INTEGER NOT NULL REFERENCES legislature (legislature),
    -- QE for a written question.
    type TEXT NOT NULL CHECK (type IN ('QE', 'QG', 'QOSD')),
    -- Number within the legislature.
    number INTEGER NOT NULL CHECK (number > 0),
    -- The source's own number for the question.
    site_id INTEGER,
    -- The author.
    deputy_id TEXT NOT NULL REFERENCES deputy (deputy_id),
    -- The author's name as printed with the question.
    author_name TEXT NOT NULL,
    -- The author's short name in the source's addresses.
    author_slug TEXT,
    -- The author's group as the source spells it.
    group_label TEXT,
    -- Day on which it was asked.
    asked_on DATE NOT NULL,
    -- The ministry asked, as named.
    asked_ministry_label TEXT,
    -- The ministry that answers, as named.
    answering_ministry_label TEXT,
    -- The Assembly's rubrique.
    rubric TEXT,
    -- The Assembly's tête d'analyse and analyse.
    heading TEXT,
    -- The themes, as a JSON list.
    themes TEXT NOT NULL,
    -- State on the day it was read; an announced answer whose day passed with nothing changed stays announced.
    state TEXT NOT NULL CHECK (state IN ('pending', 'announced', 'answered', 'withdrawn')),
    -- The closing date.
    closed_on DATE,
    -- Day of the answer.
    answered_on DATE,
    -- Day of the withdrawal.
    withdrawn_on DATE,
    -- Why it was withdrawn, in the source's words.
    withdrawal_reason TEXT,
    -- author, end_of_mandate or unexplained.
    closure_kind TEXT CHECK (closure_kind IN ('author', 'end_of_mandate', 'unexplained')),
    -- Days from asking to answer.
    response_days INTEGER,
    -- Address at the Assembly.
    official_url TEXT,
    -- Hash of the content, as the crawl made it.
    content_hash TEXT NOT NULL,
    -- The author's group when asking, by its organe.
    group_id TEXT,
    -- The ministry asked, by its organe.
    asked_ministry_id TEXT,
    -- The ministry that answers, by its organe.
    answering_ministry_id TEXT,
    -- The author's mandate.
    mandate_id TEXT,
    -- The Assembly's code of the closure.
    closure_code TEXT,
    -- Whether it was ever flagged; empty where the source does not record that.
    flagged BOOLEAN,
    -- Its events with their places in the Journal officiel, as a JSON list of objects.
    events TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (question_id, detail, source)
);

-- What sources said of a question before: contents that another one of the same source and detail has replaced. question_reading
-- tells when each was read; question_version is worked out from both.
CREATE TABLE question_source_version (
    -- The source, e.g. nosdeputes.
    source TEXT NOT NULL,
    -- The question.
    question_id TEXT NOT NULL REFERENCES question (question_id) DEFERRABLE INITIALLY DEFERRED,
    -- document (the question's own data), export (an older form of it) or page (its page and list entry).
    detail TEXT NOT NULL CHECK (detail IN ('document', 'export', 'page')),
    -- The legislature.
    legislature INTEGER NOT NULL REFERENCES legislature (legislature),
    -- QE for a written question.
    type TEXT NOT NULL CHECK (type IN ('QE', 'QG', 'QOSD')),
    -- Number within the legislature.
    number INTEGER NOT NULL CHECK (number > 0),
    -- The source's own number for the question.
    site_id INTEGER,
    -- The author.
    deputy_id TEXT NOT NULL REFERENCES deputy (deputy_id),
    -- The author's name as printed with the question.
    author_name TEXT NOT NULL,
    -- The author's short name in the source's addresses.
    author_slug TEXT,
    -- The author's group as the source spells it.
    group_label TEXT,
    -- Day on which it was asked.
    asked_on DATE NOT NULL,
    -- The ministry asked, as named.
    asked_ministry_label TEXT,
    -- The ministry that answers, as named.
    answering_ministry_label TEXT,
    -- The Assembly's rubrique.
    rubric TEXT,
    -- The Assembly's tête d'analyse and analyse.
    heading TEXT,
    -- The themes, as a JSON list.
    themes TEXT NOT NULL,
    -- State on the day it was read; an announced answer whose day passed with nothing changed stays announced.
    state TEXT NOT NULL CHECK (state IN ('pending', 'announced', 'answered', 'withdrawn')),
    -- The closing date.
    closed_on DATE,
    -- Day of the answer.
    answered_on DATE,
    -- Day of the withdrawal.
    withdrawn_on DATE,
    -- Why it was withdrawn, in the source's words.
    withdrawal_reason TEXT,
    -- author, end_of_mandate or unexplained.
    closure_kind TEXT CHECK (closure_kind IN ('author', 'end_of_mandate', 'unexplained')),
    -- Days from asking to answer.
    response_days INTEGER,
    -- Address at the Assembly.
    official_url TEXT,
    -- Hash of the content, as the crawl made it.
    content_hash TEXT NOT NULL,
    -- The author's group when asking, by its organe.
    group_id TEXT,
    -- The ministry asked, by its organe.
    asked_ministry_id TEXT,
    -- The ministry that answers, by its organe.
    answering_ministry_id TEXT,
    -- The author's mandate.
    mandate_id TEXT,
    -- The Assembly's code of the closure.
    closure_code TEXT,
    -- Whether it was ever flagged; empty where the source does not record that.
    flagged BOOLEAN,
    -- Its events with their places in the Journal officiel, as a JSON list of objects.
    events TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (question_id, detail, source, content_hash)
);

-- Texts of contents, present and former, where they are not those of question_text: an empty text here is the same as there.
CREATE TABLE question_source_text (
    -- The source.
    source TEXT NOT NULL,
    -- The question.
    question_id TEXT NOT NULL REFERENCES question (question_id) DEFERRABLE INITIALLY DEFERRED,
    -- document, export or page.
    detail TEXT NOT NULL CHECK (detail IN ('document', 'export', 'page')),
    -- Hash of the content.
    content_hash TEXT NOT NULL,
    -- Text of the question.
    question_text TEXT,
    -- Text of the answer.
    answer_text TEXT,
    PRIMARY KEY (question_id, detail, source, content_hash),
    CHECK (question_text IS NOT NULL OR answer_text IS NOT NULL)
);

-- What the ministries that a source names stand for, each source for itself: only of questions that several sources tell of, so
-- that they can be compared (source_difference). Both are resolved on the question's own days.
CREATE TABLE source_portfolio (
    -- The question.
    question_id TEXT NOT NULL REFERENCES question (question_id) DEFERRABLE INITIALLY DEFERRED,
    -- The source.
    source TEXT NOT NULL,
    -- The main portfolio of the ministry asked; empty where the source names none, or none that can be told.
    asked_portfolio_id TEXT REFERENCES portfolio (portfolio_id),
    -- The main portfolio of the ministry that answers.
    answering_portfolio_id TEXT REFERENCES portfolio (portfolio_id),
    PRIMARY KEY (question_id, source)
);

-- Which content of a question was read when: one row per content (by its hash), the only one that a reading with nothing new touches.
-- The content read last is the one that stands in question_source.
CREATE TABLE question_reading (
    -- The source.
    source TEXT NOT NULL,
    -- The question.
    question_id TEXT NOT NULL REFERENCES question (question_id) DEFERRABLE INITIALLY DEFERRED,
    -- document, export or page.
    detail TEXT NOT NULL CHECK (detail IN ('document', 'export', 'page')),
    -- Hash of the content.
    content_hash TEXT NOT NULL,
    -- First time this content was read.
    first_read_at TIMESTAMP NOT NULL,
    -- Last time this content was read.
    last_read_at TIMESTAMP NOT NULL,
    -- Start of the newest run that read this content: of two read at the same time, the newer run's parsers stand.
    parsed_at TIMESTAMP NOT NULL,
    -- Whether a reading of this content found its answer announced.
    announced INTEGER NOT NULL CHECK (announced IN (0, 1)),
    -- Whether this content holds the question's text.
    has_question INTEGER NOT NULL CHECK (has_question IN (0, 1)),
    -- Whether this content holds an answer.
    has_answer INTEGER NOT NULL CHECK (has_answer IN (0, 1)),
    -- When the source says it last changed the record, at the last reading; empty where it does not say.
    site_updated_at TIMESTAMP,
    -- Address of the last reading.
    page_url TEXT NOT NULL,
    PRIMARY KEY (question_id, detail, source, content_hash),
    CHECK (last_read_at >= first_read_at)
);

-- How many public comments stand under a question, by the newest reading that counted them.
CREATE TABLE comment_count (
    -- The source.
    source TEXT NOT NULL,
    -- The question.
    question_id TEXT NOT NULL REFERENCES question (question_id) DEFERRABLE INITIALLY DEFERRED,
    -- The count.
    comment_count INTEGER NOT NULL CHECK (comment_count >= 0),
    -- When it was counted last.
    counted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (question_id, source)
);

-- Public comments under questions; filled only when asked for.
CREATE TABLE comment (
    -- The source.
    source TEXT NOT NULL,
    -- The source's own number of the comment.
    comment_id INTEGER NOT NULL,
    -- The question.
    question_id TEXT NOT NULL REFERENCES question (question_id),
    -- Name its writer signs with.
    author TEXT NOT NULL,
    -- When it was written, in the source's local time.
    written_at TIMESTAMP NOT NULL,
    -- Its text, clean.
    comment_text TEXT NOT NULL,
    -- When it was read.
    fetched_at TIMESTAMP NOT NULL,
    PRIMARY KEY (source, comment_id)
);
CREATE INDEX comment_by_question ON comment (question_id);

-- What the checks on the data found, run by run.
CREATE TABLE check_result (
    -- The run that was checked.
    run_id TEXT NOT NULL REFERENCES crawl_run (run_id),
    -- Name of the check.
    check_name TEXT NOT NULL,
    -- passed, failed, or accepted (failed, and a person let it pass).
    outcome TEXT NOT NULL CHECK (outcome IN ('passed', 'failed', 'accepted')),
    -- The figure that was measured; empty where the check measures none.
    measured DOUBLE PRECISION,
    -- The bound it was held against.
    bound DOUBLE PRECISION,
    -- What a failure means: fatal keeps the run's data out of the tables, a warning shows in the status.
    severity TEXT NOT NULL CHECK (severity IN ('fatal', 'warning')),
    -- What was found, in one sentence.
    note TEXT NOT NULL,
    -- Keys of a few rows to look at, as a JSON list.
    found_in TEXT NOT NULL,
    PRIMARY KEY (run_id, check_name)
);

-- Every version of every question, the present one with an empty known_to: what the database knew at a time is
-- WHERE known_from <= time AND (known_to IS NULL OR time < known_to).
--   known_from: When it was first known so.
--   known_to: When it was first known otherwise; empty of what stands.
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

-- Every text of every question, the present ones with an empty known_to.
--   known_from: When it was first known so.
--   known_to: When it was first known otherwise; empty of what stands.
CREATE VIEW question_text_history AS
SELECT question_id, known_from, known_to, question_text, answer_text FROM question_text_version
UNION ALL
SELECT t.question_id,
       COALESCE((SELECT max(v.known_to) FROM question_text_version AS v WHERE v.question_id = t.question_id),
                q.first_seen_at),
       NULL, t.question_text, t.answer_text
FROM question_text AS t JOIN question AS q ON q.question_id = t.question_id;

-- The questions that waited for an answer on a day, by the sources' dates: join on asked_on <= day and
-- (closed_on IS NULL OR day < closed_on). An announced answer's day counts as waiting until it comes.
CREATE VIEW question_open AS
SELECT question_id, legislature, deputy_id, group_id, asked_ministry_label, asked_portfolio_id, asked_on,
       CASE WHEN state IN ('answered', 'withdrawn') THEN closed_on END AS closed_on
FROM question
WHERE state IN ('pending', 'announced') OR closed_on IS NOT NULL;

-- The groups of deputies through time: the dates that sources give, and the first and last day on which a deputy asked a question
-- as a member. Where a source shows the present group alone, the questions still tell the earlier ones.
--   deputy_id: The deputy.
--   group_id: The group.
--   starts_on: First day in the group, as a source gives it.
--   ends_on: Last day in the group, as a source gives it; empty where none does.
--   first_met_on: First day on which the deputy asked a question as a member.
--   last_met_on: Last day on which the deputy asked a question as a member.
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

-- Which witness each field of a question is taken from: the first, in the order of the table witness, that fills it; 'closure' is
-- the state with its dates and reason. A group or ministry may be told by its organe (group_id) and by its name (group_label).
--   field: The field, as its column in question, question_text or question_source is named; closure is the state and what
--     goes with it.
--   source: The source that it is taken from.
--   detail: The statement of that source: document, export or page.
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

-- What one source says of a question, all its statements together: each field from its document, else its export, else its page;
-- the closure from the first of them that has the answer, else the first that is closed.
--   source: The source whose statements these are.
--   group_label: The author's group, as the source names it.
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

-- The texts of the statements that stand, question_text and answer_text, as each statement has them.
--   source: The source whose statement it is.
--   field: question_text or answer_text.
--   place: Place of the statement in the table witness.
--   text: The text as this statement has it.
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

-- Where both sources speak of a field of a question, and say different things. Wording is no difference: case, typographic
-- apostrophes and a last full stop, in texts white space, of a ministry anything but its portfolio, of a group its spelling, of a
-- withdrawal the words for the same kind. An announced answer counts as pending. Of texts the first 200 characters are shown.
--   field: The field, as its column is named.
--   assemblee: What the Assemblée nationale says.
--   nosdeputes: What NosDéputés.fr says.
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

-- How many written questions each source tells of, by legislature, and within it by month asked, ministry asked (portfolio) and
-- author. All are taken as the question has them: what differs is which questions a source has.
--   part: By what is counted: legislature, month, ministry or author.
--   value: The month (YYYY-MM), the portfolio, the author's official id; empty of a whole legislature.
--   assemblee: Questions that the Assemblée nationale tells of.
--   nosdeputes: Questions that NosDéputés.fr tells of.
--   shared: Questions that both tell of.
--   questions: Questions that either tells of.
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

-- The numbers up to the highest of a legislature under which no source has a written question, as ranges.
--   first_number: First number of the range.
--   last_number: Last number of the range.
--   numbers: How many numbers it has.
CREATE VIEW number_gap AS
SELECT legislature, before + 1 AS first_number, number - 1 AS last_number, number - before - 1 AS numbers
FROM (SELECT legislature, number, lag(number, 1, 0) OVER (PARTITION BY legislature ORDER BY number) AS before
      FROM question WHERE type = 'QE') AS numbered
WHERE number > before + 1;

-- One row per question with names in place of keys, for spreadsheets and first looks. The deputy's name is the one that the
-- question's legislature has; the government is that of the ministry asked, where that is not known the one in office on the day of
-- asking, between two the outgoing one. A look that does not select the texts does not read them.
--   deputy: The author's name, as the question's legislature has it.
--   group_acronym: The author's group on the day of asking.
--   asked_ministry: The ministry asked, as named.
--   asked_portfolio: The main portfolio of the ministry asked.
--   answering_ministry: The ministry that answers or has the question, as named.
--   answering_portfolio: The main portfolio of the ministry that answers.
--   government: The government asked.
CREATE VIEW question_flat AS
SELECT q.question_id, q.legislature, q.type, q.number, q.asked_on, q.deputy_id,
       COALESCE((SELECT min(n.name) FROM deputy_name AS n WHERE n.deputy_id = q.deputy_id AND n.legislature = q.legislature),
                (SELECT d.name FROM deputy AS d WHERE d.deputy_id = q.deputy_id)) AS deputy,
       g.acronym AS group_acronym, q.asked_ministry_label AS asked_ministry, a.name AS asked_portfolio,
       q.answering_ministry_label AS answering_ministry, b.name AS answering_portfolio,
       COALESCE(o.name, (SELECT i.name FROM government AS i WHERE i.starts_on <= q.asked_on
                         ORDER BY i.starts_on DESC LIMIT 1)) AS government,
       q.rubric, q.heading, q.state, q.closed_on, q.answered_on, q.response_days, q.withdrawn_on, q.closure_kind, q.flagged,
       q.comment_count, q.official_url, t.question_text, t.answer_text
FROM question AS q
LEFT JOIN political_group AS g ON g.group_id = q.group_id
LEFT JOIN portfolio AS a ON a.portfolio_id = q.asked_portfolio_id
LEFT JOIN portfolio AS b ON b.portfolio_id = q.answering_portfolio_id
LEFT JOIN ministry AS m ON m.ministry_id = q.asked_ministry_id
LEFT JOIN government AS o ON o.government_id = m.government_id
LEFT JOIN question_text AS t ON t.question_id = q.question_id;

-- Up to which day of asking is an unanswered question late by article 135 of the Règlement (two months)? due_by is two months before
-- newest_on, the day on which the legislature's newest question was asked: so far the legislature is known to have been read. Of a
-- question asked later nobody can say. The views that follow are about written questions; where the type is tested by NOT IN, = 'QE'
-- would make SQLite take the index of numbers, which covers nothing else.
--   newest_on: Day on which the legislature's newest question was asked.
--   due_by: Questions asked up to this day are late where they are unanswered; the last of its month, where that is shorter.
CREATE VIEW answer_due AS
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

-- How often and how fast did each ministry answer written questions? By the tenure that answers; of an open question the one that has
-- it. answer_rate is answered / questions: open and withdrawn questions are unanswered ones. median_days and p90_days: within so
-- many days came half, and nine tenths, of the dated answers. on_time is the share answered within the two months of article 135
-- (61 days), of the dated answers and the unanswered questions asked by answer_due.due_by: whose two months had passed when they
-- were last read for certain. Withdrawn ones among these are late, too, but not those that their author withdrew.
--   ministry_id: The tenure that answers, or has the question.
--   ministry: Short name of the ministry's tenure that answers.
--   government: Its government.
--   questions: Questions asked.
--   answered: Of them, those answered.
--   withdrawn: Of them, those withdrawn.
--   open: Of them, those that wait for an answer, or whose answer is announced.
--   answer_rate: Share of the questions that were answered, 0 to 1.
--   median_days: Days from question to answer within which half of the dated answers came.
--   p90_days: Days within which nine tenths of the dated answers came.
--   on_time: Share of the answers and late questions that were answered within two months, 0 to 1.
CREATE VIEW answers_by_ministry AS
SELECT a.legislature, a.ministry_id, m.name AS ministry, g.name AS government, a.questions, a.answered, a.withdrawn,
       a.questions - a.answered - a.withdrawn AS open,
       CAST(ROUND(1.0 * a.answered / a.questions, 4) AS DOUBLE PRECISION) AS answer_rate, a.median_days, a.p90_days,
       CAST(ROUND(1.0 * a.early / NULLIF(a.of_all + a.late, 0), 4) AS DOUBLE PRECISION) AS on_time
FROM (SELECT s.*, min(CASE WHEN upto * 2 >= of_all THEN response_days END) OVER each AS median_days,
             min(CASE WHEN upto * 10 >= of_all * 9 THEN response_days END) OVER each AS p90_days, row_number() OVER each AS place
      FROM (SELECT legislature, ministry_id, response_days, sum(dated) OVER (each ORDER BY response_days) AS upto,
                   CAST(sum(asked) OVER each AS BIGINT) AS questions, CAST(sum(replied) OVER each AS BIGINT) AS answered,
                   CAST(sum(dropped) OVER each AS BIGINT) AS withdrawn, sum(dated) OVER each AS of_all,
                   sum(overdue) OVER each AS late,
                   sum(CASE WHEN response_days <= 61 THEN dated ELSE 0 END) OVER each AS early
            FROM (WITH due AS MATERIALIZED (SELECT legislature, due_by FROM answer_due)
                  SELECT q.legislature, q.answering_ministry_id AS ministry_id, q.response_days,
                         count(*) AS asked, count(q.response_days) AS dated,
                         count(*) FILTER (WHERE q.state = 'answered') AS replied,
                         count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                         count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                            AND CAST(q.asked_on AS TEXT) <= due.due_by) AS overdue
                  FROM due CROSS JOIN question AS q WHERE q.legislature = due.legislature AND q.type NOT IN ('QG', 'QOSD')
                  GROUP BY q.legislature, q.response_days, q.answering_ministry_id) AS c
            WINDOW each AS (PARTITION BY legislature, ministry_id)) AS s
      WINDOW each AS (PARTITION BY legislature, ministry_id)) AS a
LEFT JOIN ministry AS m ON m.ministry_id = a.ministry_id
LEFT JOIN government AS g ON g.government_id = m.government_id
WHERE a.place = 1;

-- How often and how fast were questions on a subject answered, whatever its ministry was called? By the main portfolio of the ministry
-- that answers; the figures are those of answers_by_ministry.
--   portfolio_id: The main portfolio of the ministry that answers.
--   portfolio: Its name.
--   questions: Questions asked.
CREATE VIEW answers_by_portfolio AS
SELECT a.legislature, a.portfolio_id, p.name AS portfolio, a.questions, a.answered, a.withdrawn,
       a.questions - a.answered - a.withdrawn AS open,
       CAST(ROUND(1.0 * a.answered / a.questions, 4) AS DOUBLE PRECISION) AS answer_rate, a.median_days, a.p90_days,
       CAST(ROUND(1.0 * a.early / NULLIF(a.of_all + a.late, 0), 4) AS DOUBLE PRECISION) AS on_time
FROM (SELECT s.*, min(CASE WHEN upto * 2 >= of_all THEN response_days END) OVER each AS median_days,
             min(CASE WHEN upto * 10 >= of_all * 9 THEN response_days END) OVER each AS p90_days, row_number() OVER each AS place
      FROM (SELECT legislature, portfolio_id, response_days, sum(dated) OVER (each ORDER BY response_days) AS upto,
                   CAST(sum(asked) OVER each AS BIGINT) AS questions, CAST(sum(replied) OVER each AS BIGINT) AS answered,
                   CAST(sum(dropped) OVER each AS BIGINT) AS withdrawn, sum(dated) OVER each AS of_all,
                   sum(overdue) OVER each AS late,
                   sum(CASE WHEN response_days <= 61 THEN dated ELSE 0 END) OVER each AS early
            FROM (WITH due AS MATERIALIZED (SELECT legislature, due_by FROM answer_due)
                  SELECT q.legislature, q.answering_portfolio_id AS portfolio_id, q.response_days,
                         count(*) AS asked, count(q.response_days) AS dated,
                         count(*) FILTER (WHERE q.state = 'answered') AS replied,
                         count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                         count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                            AND CAST(q.asked_on AS TEXT) <= due.due_by) AS overdue
                  FROM due CROSS JOIN question AS q WHERE q.legislature = due.legislature AND q.type NOT IN ('QG', 'QOSD')
                  GROUP BY q.legislature, q.response_days, q.answering_portfolio_id) AS c
            WINDOW each AS (PARTITION BY legislature, portfolio_id)) AS s
      WINDOW each AS (PARTITION BY legislature, portfolio_id)) AS a
LEFT JOIN portfolio AS p ON p.portfolio_id = a.portfolio_id
WHERE a.place = 1;

-- How often and how fast were the questions answered that were put to each government? By that of the ministry asked; where that is
-- not known by the one in office on the day of asking, between two the outgoing one. Who answered may be a later one. The figures are
-- those of answers_by_ministry.
--   government_id: The government asked.
--   government: Its name.
--   questions: Questions asked.
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
            FROM (WITH due AS MATERIALIZED (SELECT legislature, due_by FROM answer_due)
                  SELECT legislature, government_id, response_days, sum(asked) AS asked, sum(dated) AS dated, sum(replied) AS replied,
                         sum(dropped) AS dropped, sum(overdue) AS overdue
                  FROM (-- In the order of question_by_asked_ministry, so that nothing is sorted but what is counted.
                        SELECT m.government_id, known.legislature, known.response_days, known.asked, known.dated, known.replied,
                               known.dropped, known.overdue
                        FROM (SELECT q.legislature, q.asked_ministry_id, q.response_days,
                                     count(*) AS asked, count(q.response_days) AS dated,
                                     count(*) FILTER (WHERE q.state = 'answered') AS replied,
                                     count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                                     count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                                        AND CAST(q.asked_on AS TEXT) <= (SELECT due.due_by FROM due
                                                                                         WHERE due.legislature = q.legislature)) AS overdue
                              FROM question AS q WHERE q.asked_ministry_id IS NOT NULL AND q.type NOT IN ('QG', 'QOSD')
                              GROUP BY q.asked_ministry_id, q.legislature, q.response_days) AS known
                        LEFT JOIN ministry AS m ON m.ministry_id = known.asked_ministry_id
                        UNION ALL
                        SELECT (SELECT i.government_id FROM government AS i WHERE i.starts_on <= unknown.asked_on
                                ORDER BY i.starts_on DESC LIMIT 1),
                               unknown.legislature, unknown.response_days, unknown.asked, unknown.dated, unknown.replied,
                               unknown.dropped, unknown.overdue
                        FROM (SELECT q.legislature, q.asked_on, q.response_days,
                                     count(*) AS asked, count(q.response_days) AS dated,
                                     count(*) FILTER (WHERE q.state = 'answered') AS replied,
                                     count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                                     count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                                        AND CAST(q.asked_on AS TEXT) <= due.due_by) AS overdue
                              FROM due CROSS JOIN question AS q
                              WHERE q.legislature = due.legislature AND q.asked_ministry_id IS NULL AND q.type NOT IN ('QG', 'QOSD')
                              GROUP BY q.legislature, q.asked_on, q.response_days) AS unknown) AS told
                  GROUP BY legislature, government_id, response_days) AS c
            WINDOW each AS (PARTITION BY legislature, government_id)) AS s
      WINDOW each AS (PARTITION BY legislature, government_id)) AS a
LEFT JOIN government AS g ON g.government_id = a.government_id
WHERE a.place = 1;

-- Of the questions asked in a month, how many were answered, and how fast? month is YYYY-MM, of the day of asking; the figures are
-- those of answers_by_ministry.
--   month: Month of asking, YYYY-MM.
--   questions: Questions asked.
CREATE VIEW answers_by_month AS
SELECT a.legislature, a.month, a.questions, a.answered, a.withdrawn,
       a.questions - a.answered - a.withdrawn AS open,
       CAST(ROUND(1.0 * a.answered / a.questions, 4) AS DOUBLE PRECISION) AS answer_rate, a.median_days, a.p90_days,
       CAST(ROUND(1.0 * a.early / NULLIF(a.of_all + a.late, 0), 4) AS DOUBLE PRECISION) AS on_time
FROM (SELECT s.*, min(CASE WHEN upto * 2 >= of_all THEN response_days END) OVER each AS median_days,
             min(CASE WHEN upto * 10 >= of_all * 9 THEN response_days END) OVER each AS p90_days, row_number() OVER each AS place
      FROM (SELECT legislature, month, response_days, sum(dated) OVER (each ORDER BY response_days) AS upto,
                   CAST(sum(asked) OVER each AS BIGINT) AS questions, CAST(sum(replied) OVER each AS BIGINT) AS answered,
                   CAST(sum(dropped) OVER each AS BIGINT) AS withdrawn, sum(dated) OVER each AS of_all,
                   sum(overdue) OVER each AS late,
                   sum(CASE WHEN response_days <= 61 THEN dated ELSE 0 END) OVER each AS early
            FROM (SELECT told.*, substr(CAST(told.asked_on AS TEXT), 1, 7) AS month
                  FROM (WITH due AS MATERIALIZED (SELECT legislature, due_by FROM answer_due)
                        SELECT q.legislature, q.asked_on, q.response_days,
                               count(*) AS asked, count(q.response_days) AS dated,
                               count(*) FILTER (WHERE q.state = 'answered') AS replied,
                               count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                               count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                                  AND CAST(q.asked_on AS TEXT) <= due.due_by) AS overdue
                        FROM due CROSS JOIN question AS q WHERE q.legislature = due.legislature AND q.type NOT IN ('QG', 'QOSD')
                        GROUP BY q.legislature, q.response_days, q.state, q.asked_on) AS told) AS c
            WINDOW each AS (PARTITION BY legislature, month)) AS s
      WINDOW each AS (PARTITION BY legislature, month)) AS a
WHERE a.place = 1;

-- Are questions of some groups answered more often or faster than those of others? By the author's group on the day of asking; the
-- figures are those of answers_by_ministry.
--   group_id: The authors' group.
--   group_acronym: Its acronym.
--   questions: Questions asked.
CREATE VIEW answers_by_group AS
SELECT a.legislature, a.group_id, g.acronym AS group_acronym, a.questions, a.answered, a.withdrawn,
       a.questions - a.answered - a.withdrawn AS open,
       CAST(ROUND(1.0 * a.answered / a.questions, 4) AS DOUBLE PRECISION) AS answer_rate, a.median_days, a.p90_days,
       CAST(ROUND(1.0 * a.early / NULLIF(a.of_all + a.late, 0), 4) AS DOUBLE PRECISION) AS on_time
FROM (SELECT s.*, min(CASE WHEN upto * 2 >= of_all THEN response_days END) OVER each AS median_days,
             min(CASE WHEN upto * 10 >= of_all * 9 THEN response_days END) OVER each AS p90_days, row_number() OVER each AS place
      FROM (SELECT legislature, group_id, response_days, sum(dated) OVER (each ORDER BY response_days) AS upto,
                   CAST(sum(asked) OVER each AS BIGINT) AS questions, CAST(sum(replied) OVER each AS BIGINT) AS answered,
                   CAST(sum(dropped) OVER each AS BIGINT) AS withdrawn, sum(dated) OVER each AS of_all,
                   sum(overdue) OVER each AS late,
                   sum(CASE WHEN response_days <= 61 THEN dated ELSE 0 END) OVER each AS early
            FROM (WITH due AS MATERIALIZED (SELECT legislature, due_by FROM answer_due)
                  SELECT q.legislature, q.group_id, q.response_days,
                         count(*) AS asked, count(q.response_days) AS dated,
                         count(*) FILTER (WHERE q.state = 'answered') AS replied,
                         count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                         count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                            AND CAST(q.asked_on AS TEXT) <= due.due_by) AS overdue
                  FROM due CROSS JOIN question AS q WHERE q.legislature = due.legislature AND q.type NOT IN ('QG', 'QOSD')
                  GROUP BY q.legislature, q.response_days, q.group_id) AS c
            WINDOW each AS (PARTITION BY legislature, group_id)) AS s
      WINDOW each AS (PARTITION BY legislature, group_id)) AS a
LEFT JOIN political_group AS g ON g.group_id = a.group_id
WHERE a.place = 1;

-- How often and how fast is each deputy answered? By author, under the name that the legislature has them by; the figures are those
-- of answers_by_ministry.
--   questions: Questions asked.
CREATE VIEW answers_by_deputy AS
SELECT a.legislature, a.deputy_id,
       COALESCE((SELECT min(n.name) FROM deputy_name AS n WHERE n.deputy_id = a.deputy_id AND n.legislature = a.legislature),
                (SELECT d.name FROM deputy AS d WHERE d.deputy_id = a.deputy_id)) AS deputy, a.questions, a.answered, a.withdrawn,
       a.questions - a.answered - a.withdrawn AS open,
       CAST(ROUND(1.0 * a.answered / a.questions, 4) AS DOUBLE PRECISION) AS answer_rate, a.median_days, a.p90_days,
       CAST(ROUND(1.0 * a.early / NULLIF(a.of_all + a.late, 0), 4) AS DOUBLE PRECISION) AS on_time
FROM (SELECT s.*, min(CASE WHEN upto * 2 >= of_all THEN response_days END) OVER each AS median_days,
             min(CASE WHEN upto * 10 >= of_all * 9 THEN response_days END) OVER each AS p90_days, row_number() OVER each AS place
      FROM (SELECT legislature, deputy_id, response_days, sum(dated) OVER (each ORDER BY response_days) AS upto,
                   CAST(sum(asked) OVER each AS BIGINT) AS questions, CAST(sum(replied) OVER each AS BIGINT) AS answered,
                   CAST(sum(dropped) OVER each AS BIGINT) AS withdrawn, sum(dated) OVER each AS of_all,
                   sum(overdue) OVER each AS late,
                   sum(CASE WHEN response_days <= 61 THEN dated ELSE 0 END) OVER each AS early
            FROM (WITH due AS MATERIALIZED (SELECT legislature, due_by FROM answer_due)
                  SELECT q.legislature, q.deputy_id, q.response_days,
                         count(*) AS asked, count(q.response_days) AS dated,
                         count(*) FILTER (WHERE q.state = 'answered') AS replied,
                         count(*) FILTER (WHERE q.state = 'withdrawn') AS dropped,
                         count(*) FILTER (WHERE q.state <> 'answered' AND COALESCE(q.closure_kind, '') <> 'author'
                                            AND CAST(q.asked_on AS TEXT) <= due.due_by) AS overdue
                  FROM due CROSS JOIN question AS q WHERE q.legislature = due.legislature AND q.type NOT IN ('QG', 'QOSD')
                  GROUP BY q.legislature, q.response_days, q.deputy_id) AS c
            WINDOW each AS (PARTITION BY legislature, deputy_id)) AS s
      WINDOW each AS (PARTITION BY legislature, deputy_id)) AS a
WHERE a.place = 1;

-- How many written questions were waiting at the end of each month? asked and closed count what came and went in it, by the sources'
-- dates: answered, withdrawn, or lapsed at the end of a legislature; open is what was left. month is YYYY-MM; months in which nothing
-- came or went have no row. As in question_open, a closed question without a date is left out, and an announced answer still waits.
--   month: The month, YYYY-MM.
--   asked: Questions asked in the month.
--   closed: Questions answered, withdrawn or lapsed in the month.
--   open: Questions left waiting at its end.
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
      GROUP BY legislature, closed_on) AS days
WINDOW by_month AS (PARTITION BY legislature ORDER BY month);

-- How active is each deputy, legislature by legislature? Those who sat and asked nothing have a row of zeros.
--   deputy_id: The deputy.
--   deputy: Their name, as the legislature has it.
--   group_acronym: The group of their last question that tells one.
--   first_asked_on: Day of the first question.
--   last_asked_on: Day of the last question.
--   questions: Questions asked.
CREATE VIEW deputy_activity AS
SELECT w.legislature, w.deputy_id,
       COALESCE((SELECT min(n.name) FROM deputy_name AS n WHERE n.deputy_id = w.deputy_id AND n.legislature = w.legislature),
                (SELECT d.name FROM deputy AS d WHERE d.deputy_id = w.deputy_id)) AS deputy,
       (SELECT g.acronym FROM question AS q JOIN political_group AS g ON g.group_id = q.group_id
        WHERE q.deputy_id = w.deputy_id AND q.legislature = w.legislature AND q.type NOT IN ('QG', 'QOSD')
        ORDER BY q.asked_on DESC, q.group_id DESC LIMIT 1) AS group_acronym,
       w.questions, w.answered, w.withdrawn, w.questions - w.answered - w.withdrawn AS open, w.first_asked_on, w.last_asked_on
FROM (-- Not by the index of a legislature, which one that is asked for would find: SQLite would have to sort it by deputies.
      SELECT CAST(legislature AS INTEGER) AS legislature, deputy_id, count(*) AS questions,
             count(*) FILTER (WHERE state = 'answered') AS answered, count(*) FILTER (WHERE state = 'withdrawn') AS withdrawn,
             min(asked_on) AS first_asked_on, max(asked_on) AS last_asked_on
      FROM question WHERE type NOT IN ('QG', 'QOSD') GROUP BY deputy_id, legislature
      UNION ALL
      SELECT DISTINCT m.legislature, m.deputy_id, 0, 0, 0, CAST(NULL AS DATE), CAST(NULL AS DATE)
      FROM mandate AS m
      WHERE NOT EXISTS (SELECT 1 FROM question AS q WHERE q.deputy_id = m.deputy_id AND q.legislature = m.legislature
                                                          AND q.type NOT IN ('QG', 'QOSD'))) AS w;

-- Which rubriques of the Assembly were asked about in which year, and how many of these questions were answered? year is that of
-- asking.
--   year: Year of asking.
--   questions: Questions asked.
CREATE VIEW rubric_by_year AS
SELECT legislature, year, rubric, CAST(sum(questions) AS BIGINT) AS questions, CAST(sum(answered) AS BIGINT) AS answered
FROM (SELECT legislature, CAST(substr(CAST(asked_on AS TEXT), 1, 4) AS INTEGER) AS year, rubric, questions, answered
      FROM (SELECT legislature, asked_on, rubric, count(*) AS questions, count(*) FILTER (WHERE state = 'answered') AS answered
            FROM question
            WHERE type NOT IN ('QG', 'QOSD') AND rubric IS NOT NULL
            GROUP BY legislature, state, asked_on, rubric) AS days) AS years
GROUP BY legislature, year, rubric;

-- Which ministries pass questions on, and to whom? By portfolio: how many questions were put to one and are answered, or held, by
-- another; share is that of all questions put to the first whose two portfolios are known. A ministry's new name or successor is the
-- same portfolio. question_event has the steps between with their days.
--   from_portfolio_id: The portfolio asked.
--   from_portfolio: Its name.
--   to_portfolio_id: The portfolio that answers, or has the question.
--   to_portfolio: Its name.
--   questions: Questions that went from one to the other.
--   share: Share of all questions put to the first, 0 to 1.
CREATE VIEW reattribution AS
SELECT r.legislature, r.from_portfolio_id, a.name AS from_portfolio, r.to_portfolio_id, b.name AS to_portfolio, r.questions,
       r.answered, CAST(ROUND(1.0 * r.questions / r.of_all, 4) AS DOUBLE PRECISION) AS share
FROM (SELECT legislature, asked_portfolio_id AS from_portfolio_id, answering_portfolio_id AS to_portfolio_id, count(*) AS questions,
             count(*) FILTER (WHERE state = 'answered') AS answered,
             sum(count(*)) OVER (PARTITION BY legislature, asked_portfolio_id) AS of_all
      FROM question
      WHERE type NOT IN ('QG', 'QOSD') AND asked_portfolio_id IS NOT NULL AND answering_portfolio_id IS NOT NULL
      GROUP BY legislature, asked_portfolio_id, answering_portfolio_id) AS r
JOIN portfolio AS a ON a.portfolio_id = r.from_portfolio_id
JOIN portfolio AS b ON b.portfolio_id = r.to_portfolio_id
WHERE r.from_portfolio_id <> r.to_portfolio_id;

-- All questions on one subject, across governments and names of ministries: those put to its ministry, and those that it took over.
-- part is asked where the portfolio was asked, answering where it only answers. government is as in question_flat.
--   portfolio_id: The subject.
--   portfolio: Its name.
--   part: asked where its ministry was asked, answering where it only answers.
CREATE VIEW portfolio_question AS
SELECT q.portfolio_id, p.name AS portfolio, q.part, q.question_id, q.legislature, q.number, q.asked_on, q.deputy_id,
       COALESCE(o.name, (SELECT i.name FROM government AS i WHERE i.starts_on <= q.asked_on
                         ORDER BY i.starts_on DESC LIMIT 1)) AS government,
       q.asked_ministry_label AS asked_ministry, q.answering_ministry_label AS answering_ministry, q.rubric, q.heading, q.state,
       q.closed_on, q.response_days
FROM (SELECT asked_portfolio_id AS portfolio_id, 'asked' AS part, question_id, legislature, number, asked_on, deputy_id,
             asked_ministry_id, asked_ministry_label, answering_ministry_label, rubric, heading, state, closed_on, response_days
      FROM question
      WHERE type NOT IN ('QG', 'QOSD') AND asked_portfolio_id IS NOT NULL
      UNION ALL
      SELECT answering_portfolio_id, 'answering', question_id, legislature, number, asked_on, deputy_id,
             asked_ministry_id, asked_ministry_label, answering_ministry_label, rubric, heading, state, closed_on, response_days
      FROM question
      WHERE type NOT IN ('QG', 'QOSD') AND answering_portfolio_id IS NOT NULL
        AND (asked_portfolio_id IS NULL OR asked_portfolio_id <> answering_portfolio_id)) AS q
JOIN portfolio AS p ON p.portfolio_id = q.portfolio_id
LEFT JOIN ministry AS m ON m.ministry_id = q.asked_ministry_id
LEFT JOIN government AS o ON o.government_id = m.government_id;

-- The questions that the search index holds, by the number under which it holds them.
CREATE TABLE search_document (
    -- Number of the question in the index: the rowid of question_search on SQLite, its key on PostgreSQL.
    document_id INTEGER NOT NULL PRIMARY KEY,
    -- The question.
    question_id TEXT NOT NULL UNIQUE REFERENCES question (question_id)
);

-- Indexed questions whose texts or headings changed since; triggers note them here until 'questions index' has caught up. A
-- question that the index does not hold at all has no row here and none in search_document. The columns beside the number are
-- filled on SQLite alone, whose index forgets a text only if told what it was.
CREATE TABLE search_stale (
    -- The question in the index.
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES search_document (document_id),
    -- Its rubric, as indexed.
    rubric TEXT,
    -- Its heading, as indexed.
    heading TEXT,
    -- Its text, as indexed.
    question_text TEXT,
    -- The text of its answer, as indexed.
    answer_text TEXT
);

-- The words of all indexed texts by their stems: a word is looked for in all forms of its stem. No row is ever too many.
CREATE TABLE search_term (
    -- French stem of the word with its accents, œ as oe: "hôpital" of hôpitaux.
    stem TEXT NOT NULL,
    -- The word as the index spells it, without accents: "hopitaux".
    term TEXT NOT NULL,
    PRIMARY KEY (stem, term)
);
CREATE INDEX search_term_by_term ON search_term (term, stem);

-- What the search index is made of, by the number in the index.
--   document_id: Number of the question in the index.
CREATE VIEW search_content AS
SELECT d.document_id, d.question_id, q.rubric, q.heading, t.question_text, t.answer_text
FROM search_document AS d
JOIN question AS q ON q.question_id = d.question_id
JOIN question_text AS t ON t.question_id = d.question_id;

-- What was made of the texts of each question to find copies with: worked out by etl/signing.py, and again where a text changed.
CREATE TABLE question_signature (
    -- The question.
    question_id TEXT NOT NULL PRIMARY KEY REFERENCES question (question_id),
    -- The rules it was made by, and the contents that the texts were taken from: another value says that it is to be made anew.
    signed TEXT NOT NULL,
    -- The different words that tell what the question's text is about, as ascending 32-bit numbers; empty where they are too few.
    words BLOB,
    -- MinHash of these words: what pairs of like texts are looked for by. Empty where words is.
    sketch BLOB,
    -- Hash of the answer's text without white space; empty while there is none, and where it is too short.
    answer_hash TEXT
);

-- Questions that say the same: each is like the first, the earliest, of its cluster. A question that is alone has no row.
CREATE TABLE question_cluster (
    -- The question.
    question_id TEXT NOT NULL PRIMARY KEY REFERENCES question (question_id),
    -- The first question of its cluster; its own id where it is the first.
    cluster_id TEXT NOT NULL REFERENCES question (question_id),
    -- How like the first text it is: the share of content words that both have of those that either has; 1 of the first itself.
    similarity DOUBLE PRECISION NOT NULL CHECK (similarity BETWEEN 0 AND 1)
);
CREATE INDEX question_cluster_by_cluster ON question_cluster (cluster_id);

-- Joint answers: questions that got the same text on the same day. A question whose answer is its own has no row.
CREATE TABLE answer_group (
    -- The question.
    question_id TEXT NOT NULL PRIMARY KEY REFERENCES question (question_id),
    -- The earliest of the questions that this answer was given to; its own id where it is the earliest.
    answer_group_id TEXT NOT NULL REFERENCES question (question_id)
);
CREATE INDEX answer_group_by_group ON answer_group (answer_group_id);

-- What the questions of each cluster come to, counted when 'questions index' has worked out the clusters: copied_question shows it.
CREATE TABLE cluster_summary (
    -- The first question, which names the cluster.
    cluster_id TEXT NOT NULL PRIMARY KEY REFERENCES question (question_id),
    -- How many questions the cluster has.
    questions INTEGER NOT NULL CHECK (questions > 1),
    -- How many deputies asked them.
    deputies INTEGER NOT NULL CHECK (deputies > 0),
    -- How many groups these belonged to.
    groups INTEGER NOT NULL CHECK (groups >= 0),
    -- Day on which the first was asked.
    first_asked_on DATE NOT NULL,
    -- Day on which the last was asked.
    last_asked_on DATE NOT NULL,
    -- How many of them are answered.
    answered INTEGER NOT NULL CHECK (answered >= 0),
    -- How like the first text the least like one is, 0 to 1.
    lowest_similarity DOUBLE PRECISION NOT NULL CHECK (lowest_similarity BETWEEN 0 AND 1)
);

-- The most copied questions: one row per cluster, with its first question, who asked that, and how many asked it again. Where one
-- deputy alone asks the same again and again, deputies is 1. The figures are those of the last 'questions index', which a load ends with.
--   cluster_id: The first question, which names the cluster.
--   legislature: Legislature of the first question.
--   heading: Heading of the first question.
--   rubric: Rubrique of the first question.
--   questions: How many questions the cluster has.
--   deputies: How many deputies asked them.
--   groups: How many groups these belonged to.
--   first_deputy_id: Author of the first question.
--   first_deputy: That author's name.
--   first_group: That author's group.
--   lowest_similarity: How like the first text the least like one is, 0 to 1.
CREATE VIEW copied_question AS
SELECT s.cluster_id, f.legislature, f.heading, f.rubric, f.deputy_id AS first_deputy_id, d.name AS first_deputy,
       g.acronym AS first_group, s.questions, s.deputies, s.groups, s.first_asked_on, s.last_asked_on, s.answered,
       s.lowest_similarity
FROM cluster_summary AS s
JOIN question AS f ON f.question_id = s.cluster_id
JOIN deputy AS d ON d.deputy_id = f.deputy_id
LEFT JOIN political_group AS g ON g.group_id = f.group_id;

-- Who asked a copied question: each question of each cluster, from the first on (place 1).
--   cluster_id: The first question, which names the cluster.
--   place: Number of the question in the cluster by day of asking, from 1.
CREATE VIEW copied_question_asker AS
SELECT c.cluster_id, row_number() OVER (PARTITION BY c.cluster_id ORDER BY q.asked_on, q.legislature, q.number, q.question_id) AS place,
       c.question_id, q.legislature, q.number, q.asked_on, q.deputy_id, d.name AS deputy, g.acronym AS group_acronym, q.heading,
       q.asked_ministry_label, q.state, q.answered_on, c.similarity
FROM question_cluster AS c
JOIN question AS q ON q.question_id = c.question_id
JOIN deputy AS d ON d.deputy_id = q.deputy_id
LEFT JOIN political_group AS g ON g.group_id = q.group_id;

-- Joint answers: one row per answer that several questions got on the same day.
--   answer_group_id: The earliest of the questions.
--   legislature: Its legislature.
--   heading: Its heading.
--   questions: How many questions got this answer.
--   deputies: How many deputies asked them.
--   groups: How many groups these belonged to.
--   clusters: How many different texts they have, copies taken together.
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
