import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ids in one event at most: a receiver asks for what it wants to know, and a body stays small. */
const MOST_IDS = 100;

/** Writes events of this type, one for each mapping among the rows, and none where there are no rows. */
const enter = (type: string, rows: string): string => `
INSERT INTO counterpart.outbox (type, mapping, at, body)
SELECT '${type}', mapping, moment, json_build_object('type', '${type}', 'timestamp', counterpart.instant_text(moment), 'data',
  json_build_object('mapping', mapping, 'count', count(*), 'discrepancies', (array_agg(id))[1:${MOST_IDS}]))::text
FROM ${rows} GROUP BY mapping`;

/** Nobody listens: the event is not written, so that a ledger without a webhook does not fill with what nobody fetches. */
const UNLESS_NOBODY_LISTENS =
  'IF NOT EXISTS (SELECT 1 FROM counterpart.webhook WHERE is_configured AND gone_at IS NULL) THEN RETURN NULL; END IF;';

/**
 * Triggers, because an event must be in the transaction of what it tells of, whichever program writes that, and whoever
 * writes a discrepancy would have to remember it. By the statement, because a comparison writes a thousand at a time.
 */
const TRIGGERS = [
  `CREATE FUNCTION counterpart.instant_text(moment timestamptz) RETURNS text LANGUAGE sql STABLE AS
   $$ SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$`,
  `CREATE FUNCTION counterpart.tell_new_discrepancies() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moment timestamptz := clock_timestamp();
BEGIN
  ${UNLESS_NOBODY_LISTENS}
  ${enter('discrepancy.opened', "added WHERE state = 'OPEN'")};
  RETURN NULL;
END $$`,
  `CREATE TRIGGER tell_new AFTER INSERT ON counterpart.discrepancy REFERENCING NEW TABLE AS added
   FOR EACH STATEMENT EXECUTE FUNCTION counterpart.tell_new_discrepancies()`,
  // Grouped, not joined: a join of two batches would be planned once, for the first that came, however small that was.
  `CREATE FUNCTION counterpart.tell_altered_discrepancies() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moment timestamptz := clock_timestamp(); opened uuid[]; closed uuid[];
BEGIN
  ${UNLESS_NOBODY_LISTENS}
  SELECT array_agg(id) FILTER (WHERE after = 'OPEN'), array_agg(id) FILTER (WHERE after = 'CLOSED') INTO opened, closed
  FROM (SELECT id, max(was) AS before, max(becomes) AS after FROM (
      SELECT id, state AS was, NULL AS becomes FROM before UNION ALL SELECT id, NULL, state FROM after) AS both_states
    GROUP BY id) AS states WHERE before <> after;
  IF opened IS NOT NULL THEN ${enter('discrepancy.opened', 'after WHERE id = ANY(opened)')}; END IF;
  IF closed IS NOT NULL THEN ${enter('discrepancy.fixed', 'after WHERE id = ANY(closed)')}; END IF;
  RETURN NULL;
END $$`,
  `CREATE TRIGGER tell_altered AFTER UPDATE ON counterpart.discrepancy REFERENCING OLD TABLE AS before NEW TABLE AS after
   FOR EACH STATEMENT EXECUTE FUNCTION counterpart.tell_altered_discrepancies()`,
  `CREATE FUNCTION counterpart.tell_finished_run() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moment timestamptz := clock_timestamp();
BEGIN
  ${UNLESS_NOBODY_LISTENS}
  INSERT INTO counterpart.outbox (type, mapping, at, body) VALUES ('run.finished', NEW.mapping, moment, json_build_object(
    'type', 'run.finished', 'timestamp', counterpart.instant_text(moment), 'data',
    json_build_object('mapping', NEW.mapping, 'run', NEW.id, 'kind', NEW.kind, 'state', NEW.state))::text);
  RETURN NULL;
END $$`,
  `CREATE TRIGGER tell_finished AFTER UPDATE OF state ON counterpart.run FOR EACH ROW
   WHEN (OLD.state <> NEW.state AND NEW.state IN ('SUCCEEDED', 'INCOMPLETE', 'FAILED', 'CANCELLED'))
   EXECUTE FUNCTION counterpart.tell_finished_run()`,
];

const STATEMENTS = [
  // Whether somebody listens. Of the address only a digest is kept: many carry a secret.
  `CREATE TABLE counterpart.webhook (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    is_configured boolean NOT NULL,
    address_digest text NOT NULL,
    gone_at timestamptz)`,
  // The body is kept as it is sent, so that every attempt sends the same bytes under the same event_id.
  `CREATE TABLE counterpart.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    type text NOT NULL,
    mapping text NOT NULL,
    at timestamptz NOT NULL,
    body text NOT NULL,
    state text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'DELIVERED', 'DEAD')),
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_problem text,
    ended_at timestamptz)`,
  "CREATE INDEX outbox_pending ON counterpart.outbox (mapping, id) WHERE state = 'PENDING'",
  'CREATE INDEX outbox_at ON counterpart.outbox (at)',
  ...TRIGGERS,
];

/** What webhooks are to be told, written with what they tell of. */
export class AddOutbox1700000000007 implements MigrationInterface {
  name = 'AddOutbox1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const functions = ['tell_new_discrepancies', 'tell_altered_discrepancies', 'tell_finished_run', 'instant_text'];
    for (const name of functions) await runner.query(`DROP FUNCTION counterpart.${name} CASCADE`);
    for (const table of ['outbox', 'webhook']) await runner.query(`DROP TABLE counterpart.${table}`);
  }
}
