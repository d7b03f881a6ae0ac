-- Made by `npm run logins`: change what it is made from, not this file.
-- The login of LEGACY_DATABASE_URL: it reads the tables of the mappings, and nothing else.
-- Run it in the legacy database as a superuser or as the owner of the tables; again after an upgrade.
-- The login has no password. Give it one in psql: \password counterpart_reader

DO $$ BEGIN
  IF to_regrole('counterpart_reader') IS NULL THEN
    CREATE ROLE counterpart_reader LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT;
  END IF;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO counterpart_reader', current_database());
END $$;

GRANT USAGE ON SCHEMA public TO counterpart_reader;
GRANT SELECT ON
  "auth_group",
  "auth_permission",
  "auth_user",
  "dispatch_category",
  "dispatch_comment",
  "dispatch_course",
  "dispatch_discount",
  "dispatch_doctorsetting",
  "dispatch_file",
  "dispatch_instruction",
  "dispatch_jaw",
  "dispatch_note",
  "dispatch_notification",
  "dispatch_offer",
  "dispatch_office",
  "dispatch_office_doctors",
  "dispatch_operation",
  "dispatch_patient",
  "dispatch_payment",
  "dispatch_plan",
  "dispatch_product",
  "dispatch_project",
  "dispatch_record",
  "dispatch_role",
  "dispatch_role_permissions",
  "dispatch_state",
  "dispatch_storage",
  "dispatch_task",
  "dispatch_template",
  "dispatch_template_edit_roles",
  "dispatch_template_predecessors",
  "dispatch_template_products",
  "dispatch_template_view_groups",
  "dispatch_template_view_roles",
  "dispatch_ware",
  "django_content_type"
  TO counterpart_reader;

-- Up to PostgreSQL 14 every login may create tables here. From 15 on this changes nothing.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
