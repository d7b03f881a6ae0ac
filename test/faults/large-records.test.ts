import 'reflect-metadata';
import { RunKind, RunState } from '../../entities/ledger/run';
import { useRunWorld } from './run-world';

/** F38: records of a size that nobody thought of. */

const MEGABYTE = 1024 * 1024;
const SIZES = { text: 60, document: 30 };
/** Megabytes that the process may grow by: some copies of the largest record, and nothing like all of them together. */
const MOST_GROWTH_MB = 900;

describe('F38: records of many megabytes', () => {
  const world = useRunWorld('postgres', { count: 600 });

  async function withLarge(work: () => Promise<void>): Promise<void> {
    const { legacy } = world();
    await legacy.query(
      'CREATE TABLE kept AS SELECT id, template_context FROM dispatch_notification WHERE id IN (2, 3, 4)',
    );
    await legacy.query(
      `UPDATE dispatch_notification SET template_context = CASE id
         WHEN 2 THEN '{"text": "' || repeat('x', ${SIZES.text * MEGABYTE}) || '"}'
         WHEN 3 THEN '[' || repeat('{"n": 1},', ${Math.floor((SIZES.document * MEGABYTE) / 9)}) || '0]'
         ELSE repeat('no JSON ', ${(SIZES.document * MEGABYTE) / 8}) END WHERE id IN (2, 3, 4)`,
    );
    try {
      await work();
    } finally {
      await legacy.query(
        'UPDATE dispatch_notification n SET template_context = k.template_context FROM kept k WHERE k.id = n.id',
      );
      await legacy.query('DROP TABLE kept');
    }
  }

  test.each([RunKind.COMPARE, RunKind.MIGRATE])(
    'a %s gets through with all of them, and within its memory',
    (kind) =>
      withLarge(async () => {
        const before = process.memoryUsage().rss;
        let most = before;
        const watch = setInterval(() => {
          most = Math.max(most, process.memoryUsage().rss);
        }, 20);
        await world().startWorker({ statementTimeout: 60_000 });
        const run = await world().untilState(await world().startRun(kind), RunState.SUCCEEDED, RunState.INCOMPLETE);
        clearInterval(watch);
        expect(run.counts.rows).toBeGreaterThanOrEqual(600);
        const verdicts = await world().rows(
          `SELECT record_key AS key, verdict FROM counterpart.discrepancy
           WHERE record_key IN ('2', '3', '4') AND state = 'OPEN' ORDER BY 1`,
        );
        expect(verdicts).toContainEqual({ key: '4', verdict: 'UNREADABLE' });
        expect((most - before) / MEGABYTE).toBeLessThan(MOST_GROWTH_MB);
      }),
    120_000,
  );
});
