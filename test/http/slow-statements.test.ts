import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { describeEachEngine, type Engine } from '../support/servers';
import { useOwnWorld } from '../support/world';

const TIMEOUT_MS = 1_500;

/** Puts a view that sleeps in a table's place, so that any look at it takes a minute. */
async function fallAsleep(source: DataSource, table: string): Promise<void> {
  const isPostgres = source.options.type === 'postgres';
  await source.query(isPostgres ? `ALTER TABLE ${table} RENAME TO awake` : `RENAME TABLE ${table} TO awake`);
  const nap = isPostgres ? "pg_sleep(60)::text = ''" : 'SLEEP(60) = 0';
  await source.query(`CREATE VIEW ${table} AS SELECT * FROM awake WHERE ${nap}`);
}

/** Statements of anybody that sleep in the database of this connection. */
async function countSleepers(source: DataSource): Promise<number> {
  const sql =
    source.options.type === 'postgres'
      ? `SELECT 1 FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active' AND wait_event = 'PgSleep'`
      : `SELECT 1 FROM information_schema.processlist
         WHERE db = database() AND id <> connection_id() AND command IN ('Query', 'Execute')`;
  return (await source.query<object[]>(sql)).length;
}

describeEachEngine('G34: a statement takes too long', (engine: Engine) => {
  const world = useOwnWorld(engine, { statementTimeout: TIMEOUT_MS });

  test.each([
    ['legacy', 'dispatch_office'],
    ['new', 'offices'],
  ] as const)('on the %s side: it is told so, and the server has let go of it', async (side, table) => {
    const source = world()[side];
    await fallAsleep(source, table);
    const began = performance.now();
    const asked = world().api.request('{ office(legacyId: "201") { verdict } viewer { name } }');
    await sleep(TIMEOUT_MS / 2);
    expect(await countSleepers(source)).toBeGreaterThan(0);
    const { errors, body } = await asked;
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['TIMEOUT']);
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(body).not.toMatch(/sleep|awake|SELECT/i);
    expect(await countSleepers(source)).toBe(0);
    expect(world().api.faults).toEqual([]);
  });
});
