#!/bin/sh
# The login of LEGACY_DATABASE_URL, with a password from the environment. It may not hold a quote or a backslash.
set -eu
export MYSQL_PWD="$MARIADB_ROOT_PASSWORD"
mariadb --host=127.0.0.1 --user=root lab < "$(dirname "$0")/../sql/legacy-reader.mysql.sql"
echo "ALTER USER 'counterpart_reader'@'%' IDENTIFIED BY '$READER_PASSWORD' ACCOUNT UNLOCK;
GRANT REPLICA MONITOR ON *.* TO 'counterpart_reader'@'%'" | mariadb --host=127.0.0.1 --user=root
