-- What a PostgreSQL database has beside schema.sql; its functions and triggers are in etl/dialects/postgresql_search.py.

-- The search index: SELECT question_id, snippet FROM search_questions('fin de vie') asks it; only 'questions index' writes it.
CREATE TABLE question_search (
    -- Number of the question, as in search_document.
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES search_document (document_id),
    -- Its words without accents and without the most frequent ones, by weight: A of rubric and heading, B of the question, C of
    -- the answer; and, by which the latest are found soon, that of its legislature, @13, and of its block of 2,500 documents, #47.
    document TSVECTOR NOT NULL
);
CREATE INDEX question_search_by_word ON question_search USING gin (document);
