-- Made by `npm run logins`: change what it is made from, not this file.
-- The login of NEW_DATABASE_URL: it reads and writes rows of the tables of the mappings, and keeps the ledger.
-- Run it in the new database as a superuser, after "counterpart ledger migrate"; again after each upgrade.
-- The login has no password. Give it one in psql: \password counterpart_writer

DO $$ BEGIN
  IF to_regrole('counterpart_writer') IS NULL THEN
    CREATE ROLE counterpart_writer LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT;
  END IF;
  EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO counterpart_writer', current_database());
END $$;

GRANT USAGE ON SCHEMA public, counterpart, counterpart_queue TO counterpart_writer;

-- Single records and runs insert rows, settle fields, and take both back. No TRUNCATE, no DDL.
GRANT SELECT, INSERT, UPDATE, DELETE ON
  "case_messages",
  "case_states",
  "cases",
  "categories",
  "comments",
  "courses",
  "discounts",
  "doctor_notes",
  "doctor_offices",
  "doctors",
  "files",
  "jaws",
  "message_attachments",
  "messages",
  "offers",
  "offices",
  "order_cases",
  "order_files",
  "order_states",
  "orders",
  "patients",
  "payment_operations",
  "payments",
  "products",
  "profiles",
  "projects",
  "role_permissions",
  "roles",
  "shipments",
  "storages",
  "system_messages",
  "tasks",
  "team_communications",
  "teams",
  "technician_roles",
  "technicians",
  "template_edit_roles",
  "template_predecessors",
  "template_products",
  "template_view_groups",
  "template_view_roles",
  "templates",
  "treatment_discussions",
  "treatment_plans",
  "ware"
  TO counterpart_writer;

-- What was written stays written: the audit trail, what it is about, and who saw what.
REVOKE ALL ON
  counterpart.access_entry,
  counterpart.audit_entry,
  counterpart.bulk_change,
  counterpart.change
  FROM counterpart_writer;
GRANT SELECT, INSERT ON
  counterpart.access_entry,
  counterpart.audit_entry,
  counterpart.bulk_change,
  counterpart.change
  TO counterpart_writer;

-- Made once by "counterpart ledger migrate", and read from then on.
REVOKE ALL ON
  counterpart.migration,
  counterpart.secret_key
  FROM counterpart_writer;
GRANT SELECT ON
  counterpart.migration,
  counterpart.secret_key
  TO counterpart_writer;

-- One row from the beginning, which moves on with the audit trail.
REVOKE ALL ON
  counterpart.audit_head
  FROM counterpart_writer;
GRANT SELECT, UPDATE ON
  counterpart.audit_head
  TO counterpart_writer;

-- A list of what went wrong.
REVOKE ALL ON
  counterpart.run_failure
  FROM counterpart_writer;
GRANT SELECT, INSERT ON
  counterpart.run_failure
  TO counterpart_writer;

-- States that change and stay.
REVOKE ALL ON
  counterpart.api_token,
  counterpart.approval,
  counterpart.comparison,
  counterpart.comparison_day,
  counterpart.discrepancy,
  counterpart.field_decision,
  counterpart.idempotency_key,
  counterpart.rejection,
  counterpart.root_cause,
  counterpart.run,
  counterpart.run_segment,
  counterpart.switch,
  counterpart.waiver,
  counterpart.webhook
  FROM counterpart_writer;
GRANT SELECT, INSERT, UPDATE ON
  counterpart.api_token,
  counterpart.approval,
  counterpart.comparison,
  counterpart.comparison_day,
  counterpart.discrepancy,
  counterpart.field_decision,
  counterpart.idempotency_key,
  counterpart.rejection,
  counterpart.root_cause,
  counterpart.run,
  counterpart.run_segment,
  counterpart.switch,
  counterpart.waiver,
  counterpart.webhook
  TO counterpart_writer;

-- What is remembered as long as it is so.
REVOKE ALL ON
  counterpart.discrepancy_cause,
  counterpart.discrepancy_field,
  counterpart.outbox,
  counterpart.pair_state,
  counterpart.settled_block
  FROM counterpart_writer;
GRANT SELECT, INSERT, UPDATE, DELETE ON
  counterpart.discrepancy_cause,
  counterpart.discrepancy_field,
  counterpart.outbox,
  counterpart.pair_state,
  counterpart.settled_block
  TO counterpart_writer;

-- What people keep for themselves, and throw away.
REVOKE ALL ON
  counterpart.saved_view
  FROM counterpart_writer;
GRANT SELECT, INSERT, UPDATE, DELETE ON
  counterpart.saved_view
  TO counterpart_writer;

-- The queue invites workers to work on runs. It holds nothing that could be lost.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA counterpart_queue TO counterpart_writer;
