import type { MigrationInterface, QueryRunner } from 'typeorm';

/** All that a run counted of legacy records. What was moving has no verdict of that run, and is a record all the same. */
const BASE = ['matched', 'different', 'missing', 'blocked', 'excluded', 'ambiguous', 'unreadable', 'moving']
  .map((count) => `s.${count}`)
  .join(' + ');

const STATEMENTS = [
  // How a mapping stood at the end of its last comparison of each UTC day.
  `CREATE TABLE counterpart.comparison_day (
    mapping text NOT NULL,
    day date NOT NULL,
    base integer NOT NULL,
    matched integer NOT NULL,
    PRIMARY KEY (mapping, day))`,
  // From before days were kept: runs that compared a whole mapping, as they counted it.
  `INSERT INTO counterpart.comparison_day (mapping, day, base, matched)
   SELECT DISTINCT ON (mapping, day) mapping, day, base, matched FROM (
     SELECT r.mapping, (r.finished_at AT TIME ZONE 'UTC')::date AS day, r.finished_at,
       sum(${BASE})::integer AS base, sum(s.matched)::integer AS matched
     FROM counterpart.run r JOIN counterpart.run_segment s ON s.run_id = r.id
     WHERE r.kind = 'COMPARE' AND r.state = 'SUCCEEDED' AND r.legacy_ids IS NULL AND r.root_cause IS NULL
     GROUP BY r.id HAVING bool_or(s.kind = 'RANGE')) AS whole
   ORDER BY mapping, day, finished_at DESC`,
];

/** How mappings stood from day to day. */
export class AddComparisonDays1700000000009 implements MigrationInterface {
  name = 'AddComparisonDays1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE counterpart.comparison_day');
  }
}
