#!/bin/sh
# The login of NEW_DATABASE_URL, with a password from the environment.
set -eu
export PGPASSWORD="$POSTGRES_PASSWORD" PGHOST=127.0.0.1 PGUSER=postgres PGDATABASE=lab_new PGOPTIONS='-c client_min_messages=warning'
psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --file="$(dirname "$0")/../sql/new-writer.postgres.sql"
echo "ALTER ROLE counterpart_writer PASSWORD :'secret'" |
  psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --set=secret="$WRITER_PASSWORD"
