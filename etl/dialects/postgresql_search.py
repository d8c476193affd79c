"""What PostgreSQL needs for the search beside tables: triggers that note changes, functions for those who stay in SQL.

Each statement can be repeated. The functions need no extension, so that every role may make them that makes tables.
"""

from parliament.words import IRREGULAR, STOP_WORDS

STOPS = "|".join(sorted(STOP_WORDS))
SINGULAR = " ".join(f"WHEN '{plural}' THEN '{singular}'" for plural, singular in IRREGULAR.items())
# So many documents, by their numbers, have a word of their own, by which the latest are found soon.
BLOCK = 2_500

NOTE_CHANGES = """
CREATE OR REPLACE FUNCTION note_search_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_stale (document_id) SELECT document_id FROM search_document WHERE question_id = OLD.question_id
    ON CONFLICT DO NOTHING;
    RETURN COALESCE(NEW, OLD);
END $$
"""
# Version 13 has no CREATE OR REPLACE TRIGGER.
TRIGGERS = (
    "DROP TRIGGER IF EXISTS search_text_changes ON question_text",
    """
    CREATE TRIGGER search_text_changes BEFORE UPDATE OF question_text, answer_text ON question_text FOR EACH ROW
    WHEN (OLD.question_text IS DISTINCT FROM NEW.question_text OR OLD.answer_text IS DISTINCT FROM NEW.answer_text)
    EXECUTE FUNCTION note_search_change()
    """,
    "DROP TRIGGER IF EXISTS search_text_goes ON question_text",
    """
    CREATE TRIGGER search_text_goes BEFORE DELETE ON question_text FOR EACH ROW EXECUTE FUNCTION note_search_change()
    """,
    "DROP TRIGGER IF EXISTS search_heading_changes ON question",
    """
    CREATE TRIGGER search_heading_changes BEFORE UPDATE OF rubric, heading ON question FOR EACH ROW
    WHEN (OLD.rubric IS DISTINCT FROM NEW.rubric OR OLD.heading IS DISTINCT FROM NEW.heading)
    EXECUTE FUNCTION note_search_change()
    """,
)

# As parliament.words.fold; normalised first, for lower() of the locale C knows no accents.
FOLD = """
CREATE OR REPLACE FUNCTION search_fold(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT lower(replace(replace(replace(replace(
        regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g'),
        'Œ', 'oe'), 'Æ', 'ae'), 'œ', 'oe'), 'æ', 'ae'))
$$
"""
# All forms of a word: those that share a stem with it, and itself; where no text has its stem, those of the stems that
# are the same but for accents.
FORMS = rf"""
CREATE OR REPLACE FUNCTION search_forms(word text, written text) RETURNS text LANGUAGE sql STABLE STRICT AS $$
    SELECT string_agg(quote_literal(term), ' | ' ORDER BY term)
    FROM (WITH masculine AS (SELECT regexp_replace(regexp_replace(
                                 CASE spelt {SINGULAR} ELSE spelt END, 'trices?$', 'teur'), 'ieres?$', 'ier') AS word
                             FROM (VALUES (word), (replace(replace(written, 'œ', 'oe'), 'æ', 'ae'))) AS one (spelt)),
               stemmed AS (SELECT DISTINCT (ts_lexize('french_stem', masculine.word))[1] AS stem FROM masculine)
          SELECT word AS term
          UNION (SELECT other.term FROM search_term AS own JOIN search_term AS other ON other.stem = own.stem
                 WHERE own.term = word ORDER BY other.term LIMIT 60)
          UNION (SELECT t.term FROM search_term AS t JOIN stemmed USING (stem) ORDER BY t.term LIMIT 60)
          UNION (SELECT t.term FROM search_term AS t
                 JOIN stemmed ON t.term LIKE left(stemmed.stem, greatest(2, length(stemmed.stem) - 2)) || '%'
                 WHERE search_fold(t.stem) = stemmed.stem
                   AND NOT EXISTS (SELECT 1 FROM search_term AS own WHERE own.term = word OR own.stem = stemmed.stem)
                 ORDER BY t.term LIMIT 60)) AS form
$$
"""  # noqa: S608
# Apostrophes and hyphens part words, but a hyphen before a word excludes it. No word ends with what stands for the
# asterisk of a prefix, of which websearch_to_tsquery knows nothing. An accent that is written tells the stem of a word.
BEGINS = "zqzqz"
QUERY = rf"""
CREATE OR REPLACE FUNCTION search_query(words text) RETURNS tsquery LANGUAGE plpgsql STABLE STRICT AS $$
DECLARE
    plain text := search_fold(words);
    spoken text[] := regexp_split_to_array(normalize(lower(normalize(words, NFD)), NFC), '[^[:alnum:]\u00c0-\u024f]+');
    asked tsquery;
    word text;
    written text;
BEGIN
    plain := regexp_replace(plain, '([[:alnum:]]{{100}})[[:alnum:]]+', '\1', 'g');
    plain := regexp_replace(plain, '"[*]', '*"', 'g');
    plain := regexp_replace(plain, '([[:alnum:]]{{2,}})[*]', '\1{BEGINS}', 'g');
    plain := regexp_replace(plain, '[^[:alnum:]" -]', ' ', 'g');
    plain := regexp_replace(plain, '([[:alnum:]])-+', '\1 ', 'g');
    plain := regexp_replace(plain, '-+(?![[:alnum:]"])', ' ', 'g');
    plain := regexp_replace(plain, '(^|[^[:alnum:]-])-?(?:{STOPS})(?![[:alnum:]])', '\1', 'g');
    asked := websearch_to_tsquery('simple', plain);
    FOR word IN SELECT lexeme FROM unnest(to_tsvector('simple', plain)) LOOP
        SELECT one INTO written FROM unnest(spoken) AS one WHERE search_fold(one) = word ORDER BY one DESC LIMIT 1;
        asked := ts_rewrite(asked, quote_literal(word)::tsquery,
            CASE WHEN word LIKE '__%{BEGINS}' THEN (quote_literal(left(word, -{len(BEGINS)})) || ':*')::tsquery
                 ELSE search_forms(word, COALESCE(written, word))::tsquery END);
    END LOOP;
    RETURN asked;
END $$
"""  # noqa: S608
# Before version 9 it was told no accents.
OUTLIVED = "DROP FUNCTION IF EXISTS search_forms(text)"
SNIPPET = """
CREATE OR REPLACE FUNCTION search_snippet(shown text, query tsquery) RETURNS text LANGUAGE sql STABLE STRICT AS $$
    SELECT ts_headline('french', shown, COALESCE((
        SELECT string_agg(DISTINCT quote_literal(stem), ' | ')
        FROM (SELECT t.stem FROM regexp_matches(query::text, '''([^'']+)''', 'g') AS word (found)
              JOIN search_term AS t ON t.term = word.found[1]) AS stems), '')::tsquery,
        'MaxFragments=1, MaxWords=24, MinWords=12, StartSel=«, StopSel=»')
$$
"""
# The latest questions first, as the command does; the planner takes the index for dearer than reading all documents.
SEARCH = rf"""
CREATE OR REPLACE FUNCTION search_questions(words text, most integer DEFAULT 20)
RETURNS TABLE (question_id text, rank real, snippet text) LANGUAGE sql STABLE STRICT SET enable_seqscan = off AS $$
    WITH asked AS MATERIALIZED (SELECT search_query(words) AS query),
    near AS MATERIALIZED (
        SELECT CAST(string_agg(quote_literal('#' || block), ' | ') AS tsquery) AS blocks
        FROM (SELECT max(document_id) AS newest FROM search_document) AS found,
             generate_series(greatest(0, newest - 20000) / {BLOCK}, newest / {BLOCK}) AS block),
    recent AS MATERIALIZED (
        SELECT s.document_id
        FROM asked CROSS JOIN near JOIN question_search AS s ON s.document @@ (asked.query && near.blocks)
        ORDER BY s.document_id DESC LIMIT 2000),
    latest AS MATERIALIZED (
        SELECT document_id FROM recent WHERE (SELECT count(*) FROM recent) = 2000
        UNION ALL
        (SELECT s.document_id FROM asked JOIN question_search AS s ON s.document @@ asked.query
         WHERE (SELECT count(*) FROM recent) < 2000 ORDER BY s.document_id DESC LIMIT 2000)),
    hit AS (SELECT s.document_id, ts_rank(s.document, asked.query, 1) AS rank
            FROM latest JOIN question_search AS s ON s.document_id = latest.document_id CROSS JOIN asked
            ORDER BY rank DESC, s.document_id DESC LIMIT most)
    SELECT c.question_id, hit.rank,
           search_snippet(concat_ws(E'\n', c.rubric, c.heading, c.question_text, c.answer_text), asked.query)
    FROM asked CROSS JOIN hit JOIN search_content AS c ON c.document_id = hit.document_id
    ORDER BY hit.rank DESC, hit.document_id DESC
$$
"""  # noqa: S608
COMMENTS = (
    "COMMENT ON FUNCTION search_questions(text, integer) IS 'The questions that words are found in, best first: words, "
    """"a phrase", begin*, -without, one or another. Accents, plural and feminine do not matter.'""",
)
STATEMENTS = (NOTE_CHANGES, *TRIGGERS, FOLD, FORMS, QUERY, OUTLIVED, SNIPPET, SEARCH, *COMMENTS)
