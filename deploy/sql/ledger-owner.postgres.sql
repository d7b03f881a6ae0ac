-- Made by `npm run logins`: change what it is made from, not this file.
-- The login that makes and upgrades the schemas "counterpart" and "counterpart_queue", and owns what is in them.
-- Run it in the new database as a superuser or as its owner, once. Then, with this login in NEW_DATABASE_URL:
--   counterpart ledger migrate
-- The service itself has a login with fewer rights (new-writer.postgres.sql): not even a fault of it can alter what
-- is in the audit trail, or drop it.
-- The login has no password. Give it one in psql: \password counterpart_owner

DO $$ BEGIN
  IF to_regrole('counterpart_owner') IS NULL THEN
    CREATE ROLE counterpart_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT;
  END IF;
  EXECUTE format('GRANT CONNECT, CREATE ON DATABASE %I TO counterpart_owner', current_database());
END $$;
