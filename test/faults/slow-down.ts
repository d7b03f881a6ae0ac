import type { DataSource } from 'typeorm';

/** Where a run writes, in the order of a batch. */
const TABLES = [
  'public.system_messages',
  'counterpart.settled_block',
  'counterpart.pair_state',
  'counterpart.discrepancy',
  'counterpart.bulk_change',
  'counterpart.run_segment',
  'counterpart.run_failure',
  'counterpart.audit_entry',
];

/**
 * Makes every statement that writes take a while, up to so many milliseconds, so that a moment chosen at random lies
 * within a transaction, between any two of its steps. The rows stay what they are.
 */
export async function slowDown(source: DataSource, milliseconds: number): Promise<void> {
  await source.query(
    `CREATE FUNCTION public.dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN PERFORM pg_sleep(random() * ${milliseconds / 1000}); RETURN NULL; END $$`,
  );
  for (const table of TABLES)
    await source.query(
      `CREATE TRIGGER dawdle AFTER INSERT OR UPDATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION public.dawdle()`,
    );
}
