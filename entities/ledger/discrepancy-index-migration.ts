import type { MigrationInterface, QueryRunner } from 'typeorm';

const ENTER = 'INSERT INTO counterpart.discrepancy_field (mapping, field, state, verdict, opened_at, discrepancy_id)';

/** The fields of discrepancies, as rows of the list by field. */
const fieldsOf = (discrepancies: string): string => `
SELECT d.mapping, f.field, d.state, d.verdict, d.opened_at, d.id
FROM ${discrepancies} d CROSS JOIN LATERAL unnest(d.fields) AS f(field) ON CONFLICT DO NOTHING`;

const listed = (row: string): string =>
  ['mapping', 'state', 'verdict', 'opened_at', 'fields'].map((column) => `${row}.${column}`).join(', ');

/**
 * Triggers, because no index of PostgreSQL holds an array's elements in another column's order, and whoever writes a
 * discrepancy would have to remember the lists. New ones are listed by the statement. Altered ones are listed row by row,
 * so that the many that only were seen again cost nothing, and that no join of a batch with a list can be planned badly.
 */
const TRIGGERS = [
  `CREATE FUNCTION counterpart.list_new_discrepancies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  ${ENTER} ${fieldsOf('added')};
  RETURN NULL;
END $$`,
  `CREATE TRIGGER list_new AFTER INSERT ON counterpart.discrepancy REFERENCING NEW TABLE AS added
   FOR EACH STATEMENT EXECUTE FUNCTION counterpart.list_new_discrepancies()`,
  // One field after the other: for a search by an array, a plan would be made for every row.
  `CREATE FUNCTION counterpart.list_altered_discrepancy() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY OLD.fields LOOP
    DELETE FROM counterpart.discrepancy_field l WHERE l.mapping = OLD.mapping AND l.field = name
      AND l.state = OLD.state AND l.verdict = OLD.verdict AND l.opened_at = OLD.opened_at AND l.discrepancy_id = OLD.id;
  END LOOP;
  IF TG_OP = 'DELETE' THEN RETURN NULL; END IF;
  FOREACH name IN ARRAY NEW.fields LOOP
    ${ENTER} VALUES (NEW.mapping, name, NEW.state, NEW.verdict, NEW.opened_at, NEW.id) ON CONFLICT DO NOTHING;
  END LOOP;
  IF (OLD.state, OLD.verdict, OLD.opened_at) IS DISTINCT FROM (NEW.state, NEW.verdict, NEW.opened_at) THEN
    UPDATE counterpart.discrepancy_cause SET state = NEW.state, verdict = NEW.verdict, opened_at = NEW.opened_at
    WHERE discrepancy_id = NEW.id;
  END IF;
  RETURN NULL;
END $$`,
  `CREATE TRIGGER list_altered AFTER UPDATE ON counterpart.discrepancy FOR EACH ROW
   WHEN ((${listed('OLD')}) IS DISTINCT FROM (${listed('NEW')}))
   EXECUTE FUNCTION counterpart.list_altered_discrepancy()`,
  `CREATE TRIGGER list_removed AFTER DELETE ON counterpart.discrepancy FOR EACH ROW
   EXECUTE FUNCTION counterpart.list_altered_discrepancy()`,
];

const STATEMENTS = [
  // A page of any list starts in the middle of an index: all that may be asked for comes first, then the list's order.
  'CREATE INDEX discrepancy_list ON counterpart.discrepancy (mapping, state, verdict, opened_at, id)',
  'DROP INDEX counterpart.discrepancy_mapping_page',
  'DROP INDEX counterpart.discrepancy_page',
  'CREATE INDEX discrepancy_legacy_id ON counterpart.discrepancy (legacy_id, opened_at, id) WHERE legacy_id IS NOT NULL',
  `CREATE TABLE counterpart.discrepancy_field (
    mapping text NOT NULL,
    field text NOT NULL,
    state text NOT NULL,
    verdict text NOT NULL,
    opened_at timestamptz NOT NULL,
    discrepancy_id uuid NOT NULL,
    PRIMARY KEY (mapping, field, state, verdict, opened_at, discrepancy_id))`,
  `${ENTER} ${fieldsOf('counterpart.discrepancy')}`,
  // How the discrepancy of a cause stands, for the list by root cause.
  'ALTER TABLE counterpart.discrepancy_cause ADD COLUMN state text, ADD COLUMN verdict text, ADD COLUMN opened_at timestamptz',
  `UPDATE counterpart.discrepancy_cause c SET state = d.state, verdict = d.verdict, opened_at = d.opened_at
   FROM counterpart.discrepancy d WHERE d.id = c.discrepancy_id`,
  `ALTER TABLE counterpart.discrepancy_cause ALTER COLUMN state SET NOT NULL, ALTER COLUMN verdict SET NOT NULL,
   ALTER COLUMN opened_at SET NOT NULL`,
  `CREATE INDEX discrepancy_cause_list ON counterpart.discrepancy_cause
   (mapping, state, root_id, verdict, opened_at, discrepancy_id)`,
  'DROP INDEX counterpart.discrepancy_cause_root',
  ...TRIGGERS,
  // Waivers that cover nothing any more, of which few are still remembered as covering something.
  'CREATE INDEX waiver_expiry ON counterpart.waiver (expires_at) WHERE withdrawn_at IS NULL',
  'CREATE INDEX waiver_withdrawn ON counterpart.waiver (mapping, record_key) WHERE withdrawn_at IS NOT NULL',
];

/** Lists of discrepancies that stay fast however many there are. */
export class AddDiscrepancyLists1700000000003 implements MigrationInterface {
  name = 'AddDiscrepancyLists1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of [
      'CREATE INDEX discrepancy_page ON counterpart.discrepancy (opened_at, id)',
      'CREATE INDEX discrepancy_mapping_page ON counterpart.discrepancy (mapping, state, opened_at, id)',
      'CREATE INDEX discrepancy_cause_root ON counterpart.discrepancy_cause (mapping, root_id)',
      'DROP INDEX counterpart.waiver_expiry, counterpart.waiver_withdrawn, counterpart.discrepancy_legacy_id, counterpart.discrepancy_list',
      'DROP FUNCTION counterpart.list_new_discrepancies, counterpart.list_altered_discrepancy CASCADE',
      'ALTER TABLE counterpart.discrepancy_cause DROP COLUMN state, DROP COLUMN verdict, DROP COLUMN opened_at',
      'DROP TABLE counterpart.discrepancy_field',
    ])
      await runner.query(statement);
  }
}
