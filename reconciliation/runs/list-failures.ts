import { RunFailure } from '../../entities/ledger/run';
import type { Cursor } from '../ledger/filter';
import { ask, instantText, type Page, pageOf } from '../ledger/ledger';
import type { Database } from '../reading/database';

/** Where a page of the failures of one run begins. */
export interface FailuresAfter {
  readonly runId: string;
  /** The id of the last failure of the page before; null: from the first on. */
  readonly after: string | null;
}

/** Samples of what each of these runs could not do, in the order in which it was met, at most `first` for one. */
export async function listFailures(
  database: Database,
  wanted: readonly FailuresAfter[],
  first: number,
): Promise<Page<RunFailure>[]> {
  const rows = await ask<{ place: number }>(
    database,
    `SELECT u.place::integer AS place, l.*
     FROM unnest($1::uuid[], $2::bigint[]) WITH ORDINALITY AS u(run_id, after, place)
     CROSS JOIN LATERAL (SELECT f.id::text, f.legacy_id AS "legacyId", f.code, f.message, ${instantText('f.at')} AS at
       FROM counterpart.run_failure f WHERE f.run_id = u.run_id AND f.id > u.after ORDER BY f.id LIMIT $3) l
     ORDER BY u.place, l.id::bigint`,
    [wanted.map(({ runId }) => runId), wanted.map(({ after }) => after ?? '0'), first + 1],
  );
  const failures: RunFailure[][] = wanted.map(() => []);
  for (const { place, ...row } of rows) failures[place - 1]?.push(Object.assign(new RunFailure(), row));
  return failures.map((found) => pageOf(found, first));
}

/** The same of one run. The cursor is the id of the last failure of the page before. */
export async function listRunFailures(
  database: Database,
  runId: string,
  first: number,
  after: Cursor | null,
): Promise<Page<RunFailure>> {
  const [page] = await listFailures(database, [{ runId, after: after?.[0] ?? null }], first);
  return page ?? { items: [], hasNextPage: false };
}
