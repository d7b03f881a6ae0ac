import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a waiver of each scope names, so that no reader has to guess. */
const SUBJECT = `CASE scope
    WHEN 'RECORD' THEN record_key IS NOT NULL AND verdict IS NOT NULL AND field IS NULL AND root_cause IS NULL
    WHEN 'FIELD' THEN record_key IS NOT NULL AND verdict IS NOT NULL AND field IS NOT NULL AND root_cause IS NULL
    WHEN 'ROOT_CAUSE' THEN record_key IS NULL AND verdict IS NULL AND field IS NULL AND root_cause IS NOT NULL AND expires_at IS NOT NULL
    ELSE false END`;

const STATEMENTS = [
  `ALTER TABLE counterpart.waiver ADD COLUMN scope text NOT NULL DEFAULT 'RECORD', ADD COLUMN field text,
     ADD COLUMN root_cause text, ALTER COLUMN record_key DROP NOT NULL, ALTER COLUMN verdict DROP NOT NULL`,
  `ALTER TABLE counterpart.waiver ADD CONSTRAINT waiver_subject CHECK (${SUBJECT})`,
  // One standing waiver of each subject: a newer one takes the place of the older.
  'DROP INDEX counterpart.waiver_standing',
  `CREATE UNIQUE INDEX waiver_of_record ON counterpart.waiver (mapping, record_key)
    WHERE withdrawn_at IS NULL AND scope = 'RECORD'`,
  `CREATE UNIQUE INDEX waiver_of_field ON counterpart.waiver (mapping, record_key, field)
    WHERE withdrawn_at IS NULL AND scope = 'FIELD'`,
  `CREATE UNIQUE INDEX waiver_of_root_cause ON counterpart.waiver (mapping, root_cause)
    WHERE withdrawn_at IS NULL AND scope = 'ROOT_CAUSE'`,
  'CREATE INDEX waiver_standing ON counterpart.waiver (mapping) WHERE withdrawn_at IS NULL',
  // Until when the waivers that cover it stand, infinity where they do not expire. Whoever gives or withdraws a waiver
  // brings it up to date; that time passes needs no writer.
  `ALTER TABLE counterpart.discrepancy ADD COLUMN waived_until timestamptz,
     ADD COLUMN field_digests text[]`,
  `UPDATE counterpart.discrepancy d SET waived_until = (
     SELECT coalesce(w.expires_at, 'infinity') FROM counterpart.waiver w
     WHERE w.mapping = d.mapping AND w.record_key = d.record_key AND w.withdrawn_at IS NULL) WHERE d.state = 'WAIVED'`,
  "UPDATE counterpart.discrepancy SET state = 'OPEN' WHERE state = 'WAIVED' AND waived_until IS NULL",
  `ALTER TABLE counterpart.discrepancy ADD CONSTRAINT discrepancy_waived
    CHECK (state = 'CLOSED' OR (state = 'WAIVED') = (waived_until IS NOT NULL))`,
  // Those that are open again because time has passed are few, and found by it.
  `CREATE INDEX discrepancy_waived_until ON counterpart.discrepancy (waived_until) WHERE state = 'WAIVED'`,
  'DROP INDEX counterpart.waiver_expiry, counterpart.waiver_withdrawn',
];

/** Waivers of a field and of a root cause. */
export class AddWaiverScopes1700000000006 implements MigrationInterface {
  name = 'AddWaiverScopes1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Waivers that the earlier ledger has no words for are lost, and what they covered is open. */
  async down(runner: QueryRunner): Promise<void> {
    for (const statement of [
      "DELETE FROM counterpart.waiver WHERE scope <> 'RECORD'",
      `UPDATE counterpart.discrepancy d SET state = 'OPEN' WHERE d.state = 'WAIVED' AND NOT EXISTS (SELECT 1 FROM counterpart.waiver w
       WHERE w.mapping = d.mapping AND w.record_key = d.record_key AND w.fingerprint = d.fingerprint AND w.withdrawn_at IS NULL)`,
      'ALTER TABLE counterpart.discrepancy DROP COLUMN waived_until, DROP COLUMN field_digests',
      'DROP INDEX counterpart.waiver_standing',
      `ALTER TABLE counterpart.waiver DROP COLUMN scope, DROP COLUMN field, DROP COLUMN root_cause,
         ALTER COLUMN record_key SET NOT NULL, ALTER COLUMN verdict SET NOT NULL`,
      'CREATE UNIQUE INDEX waiver_standing ON counterpart.waiver (mapping, record_key) WHERE withdrawn_at IS NULL',
      'CREATE INDEX waiver_expiry ON counterpart.waiver (expires_at) WHERE withdrawn_at IS NULL',
      'CREATE INDEX waiver_withdrawn ON counterpart.waiver (mapping, record_key) WHERE withdrawn_at IS NOT NULL',
    ])
      await runner.query(statement);
  }
}
