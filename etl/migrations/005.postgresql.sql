-- Version 5, PostgreSQL's own part: the search index.

CREATE TABLE question_search (
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES search_document (document_id),
    document TSVECTOR NOT NULL
);
CREATE INDEX question_search_by_word ON question_search USING gin (document);
