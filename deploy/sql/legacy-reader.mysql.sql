-- Made by `npm run logins`: change what it is made from, not this file.
-- The login of LEGACY_DATABASE_URL: it reads the tables of the mappings, and nothing else.
-- Run it with the legacy database as the current one: mysql <database> < legacy-reader.mysql.sql; again after an upgrade.
-- The login is locked. Give it a password:
--   ALTER USER 'counterpart_reader'@'%' IDENTIFIED BY '…' REQUIRE SSL ACCOUNT UNLOCK;
-- On a replica, let it ask how far that is behind, or set LEGACY_LAG_QUERY:
--   GRANT REPLICATION CLIENT ON *.* TO 'counterpart_reader'@'%';  -- MySQL
--   GRANT REPLICA MONITOR ON *.* TO 'counterpart_reader'@'%';     -- MariaDB

CREATE USER IF NOT EXISTS 'counterpart_reader'@'%' ACCOUNT LOCK;
GRANT SELECT ON `auth_group` TO 'counterpart_reader'@'%';
GRANT SELECT ON `auth_permission` TO 'counterpart_reader'@'%';
GRANT SELECT ON `auth_user` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_category` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_comment` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_course` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_discount` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_doctorsetting` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_file` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_instruction` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_jaw` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_note` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_notification` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_offer` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_office` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_office_doctors` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_operation` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_patient` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_payment` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_plan` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_product` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_project` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_record` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_role` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_role_permissions` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_state` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_storage` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_task` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_template` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_template_edit_roles` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_template_predecessors` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_template_products` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_template_view_groups` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_template_view_roles` TO 'counterpart_reader'@'%';
GRANT SELECT ON `dispatch_ware` TO 'counterpart_reader'@'%';
GRANT SELECT ON `django_content_type` TO 'counterpart_reader'@'%';
