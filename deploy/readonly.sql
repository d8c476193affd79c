-- A role that may read everything and change nothing, for analysts. As the role that loads the database:
--   psql --dbname=questions --file=deploy/readonly.sql
--   psql --dbname=questions --command='\password questions_reader'
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'questions_reader') THEN
        CREATE ROLE questions_reader LOGIN;
    END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO questions_reader', current_database());
END
$$;

GRANT USAGE ON SCHEMA public TO questions_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO questions_reader;
-- Tables that the loading role makes later, too.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO questions_reader;

-- A query that was forgotten must not hold the nightly up for long, and a typing error not write.
ALTER ROLE questions_reader SET default_transaction_read_only = on;
-- The queries of one transaction see one state, also while a load ends between them.
ALTER ROLE questions_reader SET default_transaction_isolation = 'repeatable read';
ALTER ROLE questions_reader SET statement_timeout = '10min';
-- To compile the plan of a view costs more than it saves.
ALTER ROLE questions_reader SET jit = off;
