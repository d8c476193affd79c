-- Each document has the word of its block, and that of its legislature (etl/search_rows.py).
DROP INDEX IF EXISTS question_search_by_word;
UPDATE question_search AS s
SET document = document || CAST('''#' || s.document_id / 2500 || ''' ''@' || split_part(substr(d.question_id, 7), 'Q', 1)
                                || '''' AS tsvector)
FROM search_document AS d WHERE d.document_id = s.document_id;
CREATE INDEX question_search_by_word ON question_search USING gin (document);
