-- Version 5: views that answer, the search index, copied questions and joint answers.

CREATE TABLE search_document (
    document_id INTEGER NOT NULL PRIMARY KEY,
    question_id TEXT NOT NULL UNIQUE REFERENCES question (question_id)
);

CREATE TABLE search_stale (
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES search_document (document_id),
    rubric TEXT,
    heading TEXT,
    question_text TEXT,
    answer_text TEXT
);

CREATE TABLE search_term (
    stem TEXT NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (stem, term)
);
CREATE INDEX search_term_by_term ON search_term (term, stem);

CREATE VIEW search_content AS
SELECT d.document_id, d.question_id, q.rubric, q.heading, t.question_text, t.answer_text
FROM search_document AS d
JOIN question AS q ON q.question_id = d.question_id
JOIN question_text AS t ON t.question_id = d.question_id;

CREATE VIRTUAL TABLE question_search USING fts5(
    question_id UNINDEXED, rubric, heading, question_text, answer_text,
    content="search_content", content_rowid="document_id", tokenize="unicode61 remove_diacritics 2"
);

INSERT INTO question_search (question_search, rank) VALUES ('rank', 'bm25(0, 4, 8, 2, 1)');

CREATE TRIGGER search_text_changes BEFORE UPDATE OF question_text, answer_text ON question_text
WHEN OLD.question_text IS NOT NEW.question_text OR OLD.answer_text IS NOT NEW.answer_text
BEGIN
    INSERT OR IGNORE INTO search_stale (document_id, rubric, heading, question_text, answer_text)
    SELECT document_id, rubric, heading, question_text, answer_text FROM search_content WHERE question_id = OLD.question_id; END;

CREATE TRIGGER search_text_goes BEFORE DELETE ON question_text
BEGIN
    INSERT OR IGNORE INTO search_stale (document_id, rubric, heading, question_text, answer_text)
    SELECT document_id, rubric, heading, question_text, answer_text FROM search_content WHERE question_id = OLD.question_id; END;

CREATE TRIGGER search_heading_changes BEFORE UPDATE OF rubric, heading ON question
WHEN OLD.rubric IS NOT NEW.rubric OR OLD.heading IS NOT NEW.heading
BEGIN
    INSERT OR IGNORE INTO search_stale (document_id, rubric, heading, question_text, answer_text)
    SELECT document_id, rubric, heading, question_text, answer_text FROM search_content WHERE question_id = OLD.question_id; END;
