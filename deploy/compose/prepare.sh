#!/bin/sh
# Where the ledger is up to date, the sample is there. Where there are tables already (6), only the ledger may be old.
set -eu
counterpart="${COUNTERPART:-node src/counterpart.cjs}"
$counterpart ledger migrate --check || $counterpart sample load || [ $? -eq 6 ]
exec $counterpart ledger migrate
