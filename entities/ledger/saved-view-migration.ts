import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  // A list that somebody keeps to come back to. It names no record, so that it says nothing of a person.
  `CREATE TABLE counterpart.saved_view (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    owner text NOT NULL,
    name text NOT NULL,
    is_shared boolean NOT NULL,
    mapping text,
    verdicts text[],
    states text[],
    field text,
    root_cause text,
    order_by text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (owner, name))`,
  'CREATE INDEX saved_view_shared ON counterpart.saved_view (name) WHERE is_shared',
];

/** Views of the list of discrepancies that people keep, for themselves or for everybody. */
export class AddSavedViews1700000000008 implements MigrationInterface {
  name = 'AddSavedViews1700000000008';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE counterpart.saved_view');
  }
}
