-- What a SQLite database has beside schema.sql.

-- The search index (FTS5): SELECT question_id FROM question_search WHERE question_search MATCH 'hopital' ORDER BY rank. It keeps
-- no texts of its own but reads them from search_content, so only 'questions index' writes it.
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
