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

CREATE TABLE question_search (
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES search_document (document_id),
    document TSVECTOR NOT NULL
);
CREATE INDEX question_search_by_word ON question_search USING gin (document);
