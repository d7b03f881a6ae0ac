import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The columns of a request that say what was asked for. */
const ASKED = [
  'id',
  'mutation',
  'mapping',
  'mappings',
  'legacy_id',
  'new_id',
  'plan_hash',
  'planned::text',
  'requested_by',
  'reason',
  'asked_at',
];
const DECIDED = ['decision', 'decided_by', 'decided_at', 'decided_because'];

const differ = (columns: readonly string[]): string =>
  `(${columns.map((column) => `NEW.${column}`).join(', ')}) IS DISTINCT FROM (${columns.map((column) => `OLD.${column}`).join(', ')})`;

/** A request may be decided about once and used once, and its time may be cut short: nothing else becomes of it. */
const KEEP = `
CREATE FUNCTION counterpart.keep_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ${differ(ASKED)} OR NEW.expires_at > OLD.expires_at
    OR OLD.decision IS NOT NULL AND ${differ(DECIDED)}
    OR OLD.used_at IS NOT NULL AND ${differ(['used_at'])}
  THEN RAISE EXCEPTION 'what was asked for and what was decided about it stays as it is'; END IF;
  RETURN NEW;
END $$`;

const STATEMENTS = [
  // A request for a write that one person may not decide on alone, and what became of it. json, not jsonb: a planned row
  // keeps the order of its columns.
  `CREATE TABLE counterpart.approval (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    mutation text NOT NULL,
    mapping text NOT NULL,
    mappings text[] NOT NULL,
    legacy_id text,
    new_id uuid,
    plan_hash text NOT NULL,
    planned json NOT NULL,
    requested_by text NOT NULL,
    reason text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    decision text CHECK (decision IN ('APPROVED', 'REJECTED')),
    decided_by text,
    decided_at timestamptz,
    decided_because text,
    used_at timestamptz,
    CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)),
    CHECK (decided_by <> requested_by),
    CHECK (used_at IS NULL OR decision = 'APPROVED'))`,
  KEEP,
  `CREATE TRIGGER keep BEFORE UPDATE ON counterpart.approval
    FOR EACH ROW EXECUTE FUNCTION counterpart.keep_approval()`,
  `CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON counterpart.approval
    FOR EACH STATEMENT EXECUTE FUNCTION counterpart.refuse_alteration()`,
  'CREATE INDEX approval_page ON counterpart.approval (asked_at, id)',
  'CREATE INDEX approval_plan ON counterpart.approval (plan_hash)',
  // What a run was planned to do, what of it was approved, and until when somebody can agree or has agreed.
  `ALTER TABLE counterpart.run ADD COLUMN plan_hash text, ADD COLUMN approved_plan text,
    ADD COLUMN approval_expires_at timestamptz`,
];

/** What waits for a second person. */
export class AddApprovals1700000000005 implements MigrationInterface {
  name = 'AddApprovals1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE counterpart.run DROP COLUMN plan_hash, DROP COLUMN approved_plan, DROP COLUMN approval_expires_at',
    );
    await runner.query('DROP TABLE counterpart.approval');
    await runner.query('DROP FUNCTION counterpart.keep_approval');
  }
}
