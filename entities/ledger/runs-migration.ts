import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  // Pairs that need nothing, a thousand to a row: `block` is the legacy id divided by 1024 and `offsets` what remains.
  `CREATE TABLE counterpart.settled_block (
    mapping text NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('MATCHED', 'EXCLUDED')),
    block bigint NOT NULL,
    offsets smallint[] NOT NULL,
    records integer GENERATED ALWAYS AS (cardinality(offsets)) STORED,
    legacy_digests integer[],
    new_digests integer[],
    basis text,
    compared_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (mapping, verdict, block))`,
  ...['offsets', 'legacy_digests', 'new_digests'].map(
    // Compressing numbers that look random costs more than it saves.
    (column) => `ALTER TABLE counterpart.settled_block ALTER COLUMN ${column} SET STORAGE EXTERNAL`,
  ),
  // Key ranges are of numbers; what does not fit into one is in no range.
  ...['pair_state', 'discrepancy'].flatMap((table) => [
    `ALTER TABLE counterpart.${table} ADD COLUMN key_number bigint
       GENERATED ALWAYS AS (CASE WHEN legacy_id ~ '^-?[0-9]{1,18}$' OR (legacy_id ~ '^-?[0-9]{19}$'
         AND legacy_id::numeric BETWEEN -9223372036854775808 AND 9223372036854775807) THEN legacy_id::bigint END) STORED`,
    `CREATE INDEX ${table}_key_number ON counterpart.${table} (mapping, key_number)`,
  ]),
  `CREATE TABLE counterpart.run (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind text NOT NULL CHECK (kind IN ('COMPARE', 'MIGRATE', 'RECONCILE', 'REVERT')),
    mapping text NOT NULL,
    state text NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'PAUSED', 'SUCCEEDED', 'INCOMPLETE', 'FAILED', 'CANCELLED')),
    legacy_ids text[],
    root_cause text,
    incremental boolean NOT NULL,
    with_parents boolean NOT NULL,
    dry_run boolean NOT NULL,
    reverts uuid REFERENCES counterpart.run,
    on_failure text NOT NULL CHECK (on_failure IN ('STOP', 'CONTINUE')),
    max_failures integer NOT NULL,
    rows_per_second integer,
    requested_by text NOT NULL,
    reason text NOT NULL,
    planned_writes bigint,
    needs_approval boolean NOT NULL DEFAULT false,
    approved_by text,
    approved_at timestamptz,
    pause_reason text,
    message text,
    note text,
    resume_at timestamptz,
    interruptions integer NOT NULL DEFAULT 0,
    throttled_by text,
    rows_total bigint,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    started_at timestamptz,
    finished_at timestamptz,
    active_since timestamptz,
    active_seconds double precision NOT NULL DEFAULT 0,
    next_batch_at timestamptz,
    legacy_horizon text,
    new_horizon text,
    rules text)`,
  // Up to which transaction of either side everything had been written that the comparison saw, and by which rules.
  'ALTER TABLE counterpart.comparison ADD COLUMN legacy_horizon text, ADD COLUMN new_horizon text, ADD COLUMN rules text',
  `CREATE UNIQUE INDEX run_active ON counterpart.run (mapping) WHERE state IN ('QUEUED', 'RUNNING', 'PAUSED')`,
  'CREATE INDEX run_page ON counterpart.run (created_at, id)',
  `CREATE TABLE counterpart.run_segment (
    run_id uuid NOT NULL REFERENCES counterpart.run,
    ordinal integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('PLAN', 'RANGE', 'EXTRA', 'KEYS', 'CHANGES')),
    first_key text,
    before_key text,
    keys text[],
    state text NOT NULL CHECK (state IN ('PENDING', 'RUNNING', 'DONE', 'FAILED')),
    fence bigint NOT NULL DEFAULT 0,
    worker text,
    lease_until timestamptz,
    retry_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    crashes integer NOT NULL DEFAULT 0,
    done_up_to text,
    error text,
    rows bigint NOT NULL DEFAULT 0,
    matched bigint NOT NULL DEFAULT 0,
    different bigint NOT NULL DEFAULT 0,
    missing bigint NOT NULL DEFAULT 0,
    blocked bigint NOT NULL DEFAULT 0,
    excluded bigint NOT NULL DEFAULT 0,
    extra bigint NOT NULL DEFAULT 0,
    ambiguous bigint NOT NULL DEFAULT 0,
    unreadable bigint NOT NULL DEFAULT 0,
    moving bigint NOT NULL DEFAULT 0,
    written bigint NOT NULL DEFAULT 0,
    failed bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (run_id, ordinal))`,
  `CREATE INDEX run_segment_open ON counterpart.run_segment (run_id) WHERE state IN ('PENDING', 'RUNNING')`,
  `CREATE TABLE counterpart.run_failure (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id uuid NOT NULL REFERENCES counterpart.run,
    legacy_id text,
    code text NOT NULL,
    message text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  'CREATE INDEX run_failure_run ON counterpart.run_failure (run_id, id)',
  // What a batch of a run inserted or took back: one entry for many rows, each with a digest by which it is known again.
  `CREATE TABLE counterpart.bulk_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id uuid NOT NULL REFERENCES counterpart.run,
    mapping text NOT NULL,
    table_name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('INSERT', 'DELETE')),
    first_id bigint NOT NULL,
    last_id bigint NOT NULL,
    legacy_ids bigint[] NOT NULL,
    columns text[] NOT NULL,
    row_digests bigint[] NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    reverts bigint REFERENCES counterpart.bulk_change)`,
  'CREATE INDEX bulk_change_record ON counterpart.bulk_change (mapping, last_id, first_id)',
  'CREATE INDEX bulk_change_run ON counterpart.bulk_change (run_id)',
  'CREATE INDEX bulk_change_reverts ON counterpart.bulk_change (reverts)',
  // Which run made a change of a single record.
  'ALTER TABLE counterpart.change ADD COLUMN run_id uuid REFERENCES counterpart.run',
  'CREATE INDEX change_run ON counterpart.change (run_id) WHERE run_id IS NOT NULL',
  `CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON counterpart.bulk_change
    FOR EACH STATEMENT EXECUTE FUNCTION counterpart.refuse_alteration()`,
  // Which row of a bulk change a change took back.
  'ALTER TABLE counterpart.change ADD COLUMN reverts_bulk bigint REFERENCES counterpart.bulk_change',
  'CREATE INDEX change_reverts_bulk ON counterpart.change (reverts_bulk, legacy_id) WHERE reverts_bulk IS NOT NULL',
  // Switches that stop work everywhere, whoever does it: READ_ONLY and STOP.
  `CREATE TABLE counterpart.switch (
    name text PRIMARY KEY CHECK (name IN ('READ_ONLY', 'STOP')),
    is_on boolean NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp())`,
];

/** Bulk work: runs and their segments, what they settled and wrote, and the switches that stop them. */
export class AddRuns1700000000002 implements MigrationInterface {
  name = 'AddRuns1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE counterpart.change DROP COLUMN reverts_bulk');
    for (const table of ['switch', 'bulk_change', 'run_failure', 'run_segment', 'settled_block'])
      await runner.query(`DROP TABLE counterpart.${table}`);
    await runner.query('ALTER TABLE counterpart.change DROP COLUMN run_id');
    await runner.query('DROP TABLE counterpart.run');
    await runner.query(
      'ALTER TABLE counterpart.comparison DROP COLUMN legacy_horizon, DROP COLUMN new_horizon, DROP COLUMN rules',
    );
    for (const table of ['pair_state', 'discrepancy'])
      await runner.query(`ALTER TABLE counterpart.${table} DROP COLUMN key_number`);
  }
}
