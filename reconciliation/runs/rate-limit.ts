import { ask } from '../ledger/ledger';
import type { Database } from '../reading/database';

/**
 * Takes a place for a batch in the line of all workers of a run, and answers after how many milliseconds its turn comes.
 * The line is kept in the ledger, by its clock: together the workers never exceed the limit. Less than no records: a
 * place is given back.
 */
export async function takePlace(
  database: Database,
  runId: string,
  records: number,
  rowsPerSecond: number,
): Promise<number> {
  const [row] = await ask<{ wait: number }>(
    database,
    `WITH taken AS (UPDATE counterpart.run
       SET next_batch_at = greatest(next_batch_at, clock_timestamp()) + $2::double precision * interval '1 second'
       WHERE id = $1 RETURNING next_batch_at)
     SELECT (extract(epoch FROM next_batch_at - clock_timestamp())::double precision - $2) * 1000 AS wait FROM taken`,
    [runId, records / rowsPerSecond],
  );
  return Math.max(0, row?.wait ?? 0);
}
