import type { MigrationInterface, QueryRunner } from 'typeorm';
import { AddAccess1700000000004 } from './access-migration';
import { AddApprovals1700000000005 } from './approval-migration';
import { AddComparisonDays1700000000009 } from './comparison-day-migration';
import { AddDiscrepancyLists1700000000003 } from './discrepancy-index-migration';
import { AddOutbox1700000000007 } from './outbox-migration';
import { AddRuns1700000000002 } from './runs-migration';
import { AddSavedViews1700000000008 } from './saved-view-migration';
import { AddWaiverScopes1700000000006 } from './waiver-scope-migration';

/** Refuses to alter what was written: a correction is a new entry, never an edit. */
const APPEND_ONLY = `
CREATE FUNCTION counterpart.refuse_alteration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'counterpart.% is append-only', TG_TABLE_NAME;
END $$`;

const appendOnly = (table: string): string => `
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON counterpart.${table}
FOR EACH STATEMENT EXECUTE FUNCTION counterpart.refuse_alteration()`;

const STATEMENTS = [
  'CREATE SCHEMA IF NOT EXISTS counterpart',
  // How every compared pair stood when it was last looked at, and both sides' digests from when it last matched.
  `CREATE TABLE counterpart.pair_state (
    mapping text NOT NULL,
    record_key text NOT NULL,
    legacy_id text,
    new_id uuid,
    on_legacy boolean NOT NULL,
    verdict text NOT NULL,
    compared_at timestamptz NOT NULL,
    matched_legacy text,
    matched_new text,
    PRIMARY KEY (mapping, record_key))`,
  'CREATE INDEX pair_state_verdict ON counterpart.pair_state (mapping, verdict, on_legacy)',
  'CREATE TABLE counterpart.comparison (mapping text PRIMARY KEY, compared_at timestamptz NOT NULL, moving integer NOT NULL)',
  `CREATE TABLE counterpart.discrepancy (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    mapping text NOT NULL,
    record_key text NOT NULL,
    legacy_id text,
    new_id uuid,
    verdict text NOT NULL,
    state text NOT NULL CHECK (state IN ('OPEN', 'WAIVED', 'CLOSED')),
    fields text[] NOT NULL,
    moved_side text,
    fingerprint text NOT NULL,
    opened_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    closed_at timestamptz,
    reopened integer NOT NULL DEFAULT 0,
    UNIQUE (mapping, record_key))`,
  'CREATE INDEX discrepancy_page ON counterpart.discrepancy (opened_at, id)',
  'CREATE INDEX discrepancy_mapping_page ON counterpart.discrepancy (mapping, state, opened_at, id)',
  `CREATE TABLE counterpart.root_cause (
    mapping text NOT NULL,
    id text NOT NULL,
    code text NOT NULL,
    message text NOT NULL,
    field text,
    record jsonb,
    PRIMARY KEY (mapping, id))`,
  `CREATE TABLE counterpart.discrepancy_cause (
    discrepancy_id uuid NOT NULL REFERENCES counterpart.discrepancy ON DELETE CASCADE,
    ordinal integer NOT NULL,
    mapping text NOT NULL,
    code text NOT NULL,
    field text,
    root_id text NOT NULL,
    PRIMARY KEY (discrepancy_id, ordinal),
    FOREIGN KEY (mapping, root_id) REFERENCES counterpart.root_cause)`,
  'CREATE INDEX discrepancy_cause_root ON counterpart.discrepancy_cause (mapping, root_id)',
  `CREATE TABLE counterpart.waiver (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    mapping text NOT NULL,
    record_key text NOT NULL,
    legacy_id text,
    new_id uuid,
    verdict text NOT NULL,
    fingerprint text NOT NULL,
    reason text NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz,
    withdrawn_at timestamptz,
    withdrawn_by text,
    withdrawn_because text)`,
  'CREATE UNIQUE INDEX waiver_standing ON counterpart.waiver (mapping, record_key) WHERE withdrawn_at IS NULL',
  'CREATE INDEX waiver_page ON counterpart.waiver (at, id)',
  `CREATE TABLE counterpart.change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mapping text NOT NULL,
    table_name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('INSERT', 'UPDATE', 'DELETE')),
    legacy_id text,
    new_id uuid NOT NULL,
    before json,
    after json,
    mutation text NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    reverts bigint UNIQUE REFERENCES counterpart.change)`,
  'CREATE INDEX change_record ON counterpart.change (mapping, legacy_id)',
  'CREATE INDEX change_row ON counterpart.change (table_name, new_id)',
  `CREATE TABLE counterpart.field_decision (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    mapping text NOT NULL,
    legacy_id text NOT NULL,
    property text NOT NULL,
    value text,
    legacy_digest text NOT NULL,
    change_id bigint NOT NULL REFERENCES counterpart.change,
    withdrawn_by_change bigint REFERENCES counterpart.change)`,
  `CREATE UNIQUE INDEX field_decision_standing ON counterpart.field_decision (mapping, legacy_id, property)
    WHERE withdrawn_by_change IS NULL`,
  // What the new database said when it refused a record, with the fingerprint of the record that it refused.
  `CREATE TABLE counterpart.rejection (
    mapping text NOT NULL,
    legacy_id text NOT NULL,
    message text NOT NULL,
    fingerprint text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (mapping, legacy_id))`,
  `CREATE TABLE counterpart.audit_entry (
    sequence bigint PRIMARY KEY,
    payload text NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL)`,
  // The head is kept apart, so that cutting off the last entries is noticed as well.
  'CREATE TABLE counterpart.audit_head (is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only), sequence bigint NOT NULL, hash text NOT NULL)',
  "INSERT INTO counterpart.audit_head (sequence, hash) VALUES (0, '')",
  // json, not jsonb: a replayed answer keeps the order of its columns.
  `CREATE TABLE counterpart.idempotency_key (
    actor text NOT NULL,
    mutation text NOT NULL,
    key text NOT NULL,
    request_hash text NOT NULL,
    response json,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (actor, mutation, key))`,
  APPEND_ONLY,
  appendOnly('change'),
  appendOnly('audit_entry'),
];

/** The ledger as of version 0.1. A later version adds a migration; this one is never edited once released. */
export class CreateLedger1700000000001 implements MigrationInterface {
  name = 'CreateLedger1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA counterpart CASCADE');
  }
}

export const ledgerMigrations: (new () => MigrationInterface)[] = [
  CreateLedger1700000000001,
  AddRuns1700000000002,
  AddDiscrepancyLists1700000000003,
  AddAccess1700000000004,
  AddApprovals1700000000005,
  AddWaiverScopes1700000000006,
  AddOutbox1700000000007,
  AddSavedViews1700000000008,
  AddComparisonDays1700000000009,
];
