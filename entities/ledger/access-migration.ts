import type { MigrationInterface, QueryRunner } from 'typeorm';

const AUDIT_PARTS = ['actor', 'action', 'mapping', 'legacyId', 'outcome'];

const STATEMENTS = [
  // Of a token only its digest is kept, and four characters by which its owner knows it.
  `CREATE TABLE counterpart.api_token (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    owner text NOT NULL,
    name text NOT NULL,
    digest text NOT NULL UNIQUE,
    last_four text NOT NULL,
    roles text[] NOT NULL,
    systems text[],
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL,
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz,
    revoked_by text)`,
  // Who saw whose personal or medical values, and when; never the values.
  `CREATE TABLE counterpart.access_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    actor text NOT NULL,
    request_id text NOT NULL,
    mapping text,
    table_name text NOT NULL,
    record_id text NOT NULL,
    data_class text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  'CREATE INDEX access_entry_record ON counterpart.access_entry (record_id, id)',
  'CREATE INDEX access_entry_actor ON counterpart.access_entry (actor, id)',
  `CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON counterpart.access_entry
    FOR EACH STATEMENT EXECUTE FUNCTION counterpart.refuse_alteration()`,
  // Keys that every process of one ledger shares and that never leave it.
  'CREATE TABLE counterpart.secret_key (name text PRIMARY KEY, key bytea NOT NULL)',
  // Of two random UUIDs, because the server makes no other strong random without an extension: 244 bits of it.
  `INSERT INTO counterpart.secret_key (name, key)
   VALUES ('fingerprint', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')))`,
  // Entries count from 1: whatever came before the first would stand outside of the chain.
  'ALTER TABLE counterpart.audit_entry ADD CONSTRAINT audit_entry_counts CHECK (sequence > 0)',
  // The parts that the audit trail is searched by. An entry that is no JSON must not keep anybody from writing one.
  `CREATE FUNCTION counterpart.audit_part(payload text, part text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $$
    BEGIN
      RETURN payload::json ->> part;
    EXCEPTION WHEN others THEN
      RETURN NULL;
    END $$`,
  ...AUDIT_PARTS.map(
    (part) => `CREATE INDEX audit_entry_${part.toLowerCase()} ON counterpart.audit_entry
      (counterpart.audit_part(payload, '${part}'), sequence) WHERE counterpart.audit_part(payload, '${part}') IS NOT NULL`,
  ),
];

/** Who may sign in by token, who saw personal values, and the keys that keep values from being guessed. */
export class AddAccess1700000000004 implements MigrationInterface {
  name = 'AddAccess1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const part of AUDIT_PARTS) await runner.query(`DROP INDEX counterpart.audit_entry_${part.toLowerCase()}`);
    await runner.query('DROP FUNCTION counterpart.audit_part');
    await runner.query('ALTER TABLE counterpart.audit_entry DROP CONSTRAINT audit_entry_counts');
    for (const table of ['secret_key', 'access_entry', 'api_token'])
      await runner.query(`DROP TABLE counterpart.${table}`);
  }
}
