import type { DataSource } from 'typeorm';
import { fillWithDiscrepancies } from '../../bench/many-discrepancies';
import { AddComparisonDays1700000000009 } from '../../entities/ledger/comparison-day-migration';
import { newDataSource } from '../../ormconfig';
import { listTrend, type TrendDay } from '../../reconciliation/ledger/trend';
import { mappings } from '../../reconciliation/mappings/all';
import { asDatabase } from '../../src/databases';
import { migrateLedger } from '../../src/migrate-ledger';
import { createPostgresDatabase, dropDatabase } from '../support/servers';
import { costOf } from './plan';

let source: DataSource | undefined;
let url = '';

beforeEach(async () => {
  url = await createPostgresDatabase();
  source = await newDataSource({ url, poolSize: 1, statementTimeout: 60_000 }).initialize();
  await migrateLedger(source);
});

afterEach(async () => {
  await source?.destroy();
  await dropDatabase(url);
});

function opened(): DataSource {
  if (source === undefined) throw new Error('the ledger is open during tests only');
  return source;
}

const ask = <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> => opened().query<Row[]>(sql, parameters);
const trend = (names: readonly string[], days = 30): Promise<TrendDay[]> =>
  listTrend(asDatabase(opened()), names, days);

/** The UTC day so many days ago, by the clock of the server, which the trend goes by. */
async function dayAgo(days: number): Promise<string> {
  const [row] = await ask<{ day: string }>(
    "SELECT ((clock_timestamp() AT TIME ZONE 'UTC')::date - $1::integer)::text AS day",
    [days],
  );
  return row?.day ?? '';
}

const compared = async (mapping: string, daysAgo: number, base: number, matched: number): Promise<void> => {
  const day = await dayAgo(daysAgo);
  await ask('INSERT INTO counterpart.comparison_day VALUES ($1, $2, $3, $4)', [mapping, day, base, matched]);
};

/** A discrepancy as the ledger has it, by the times of its days; null: it is not closed. */
async function discrepancy(key: string, from: [number, string], to: [number, string] | null, state = 'OPEN') {
  const instant = async ([days, time]: [number, string]): Promise<string> => `${await dayAgo(days)} ${time}+00`;
  await ask(
    `INSERT INTO counterpart.discrepancy (mapping, record_key, legacy_id, verdict, state, waived_until, fields, fingerprint, opened_at, seen_at, closed_at)
     VALUES ('teams', $1, $1, 'MISSING', $2, CASE WHEN $2 = 'WAIVED' THEN timestamptz 'infinity' END, '{}', 'f', $3, $3, $4)`,
    [key, to === null ? state : 'CLOSED', await instant(from), to === null ? null : await instant(to)],
  );
}

test('nothing was ever compared: no points', async () => {
  await discrepancy('1', [0, '00:00:00'], null);
  expect(await trend(['teams', 'offices'])).toEqual([]);
});

test('figures are carried forward from the last comparison of each mapping, and days without one are left out', async () => {
  await compared('teams', 50, 10, 1);
  await compared('teams', 40, 10, 2);
  await compared('offices', 5, 100, 90);
  await compared('teams', 2, 12, 12);
  await compared('cases', 1, 999, 999);
  const days = { base: 0, matched: 0, open: 0, opened: 0, closed: 0 };
  expect(await trend(['teams', 'offices'])).toEqual([
    { ...days, day: await dayAgo(5), base: 110, matched: 92 },
    { ...days, day: await dayAgo(2), base: 112, matched: 102 },
    { ...days, day: await dayAgo(0), base: 112, matched: 102 },
  ]);
  const told = async (names: string[], count: number): Promise<string[]> =>
    (await trend(names, count)).map(({ day, base }) => `${day} ${base}`);
  expect(await told(['offices'], 5)).toEqual([`${await dayAgo(0)} 100`]);
  expect(await told(['offices'], 6)).toEqual([`${await dayAgo(5)} 100`, `${await dayAgo(0)} 100`]);
  expect(await told(['teams'], 1)).toEqual([`${await dayAgo(0)} 12`]);
  expect(await told(['teams'], 366)).toHaveLength(4);
});

test('a comparison of today is one point, not two', async () => {
  await compared('teams', 0, 3, 2);
  expect(await trend(['teams'])).toMatchObject([{ day: await dayAgo(0), base: 3, matched: 2 }]);
});

test('days are of UTC, from midnight to midnight, whatever the time zone of the session', async () => {
  await ask("SELECT set_config('TimeZone', 'Pacific/Auckland', false)");
  for (const daysAgo of [4, 3, 2]) await compared('teams', daysAgo, 9, 4);
  await discrepancy('1', [3, '00:00:00'], null);
  await discrepancy('2', [3, '23:59:59.999999'], [2, '00:00:00']);
  await discrepancy('3', [60, '12:00:00'], [3, '23:59:59.999999']);
  await discrepancy('4', [3, '10:00:00'], [3, '11:00:00']);
  await discrepancy('5', [60, '12:00:00'], null, 'WAIVED');
  const told = (await trend(['teams'])).map(({ open, opened: came, closed }) => [open, came, closed]);
  expect(told).toEqual([
    [2, 0, 0],
    [3, 3, 2],
    [2, 0, 1],
    [2, 0, 0],
  ]);
});

test('discrepancies of other mappings do not count', async () => {
  await compared('offices', 1, 5, 5);
  await discrepancy('1', [1, '10:00:00'], null);
  for (const point of await trend(['offices'])) expect(point).toMatchObject({ open: 0, opened: 0 });
  expect(await trend([])).toEqual([]);
});

test('a year of all mappings with 100,000 discrepancies is one statement, which reads each of these twice', async () => {
  const names = mappings.map(({ name }) => name);
  await fillWithDiscrepancies(asDatabase(opened()), 100_000);
  await ask(
    `INSERT INTO counterpart.comparison_day SELECT m, (clock_timestamp() AT TIME ZONE 'UTC')::date - g, 1000, g
     FROM unnest($1::text[]) AS m, generate_series(0, 400) AS g`,
    [names],
  );
  let statements = 0;
  const cost = await costOf(asDatabase(opened()), async (database) => {
    await listTrend(
      {
        dialect: database.dialect,
        query: (sql, parameters) => {
          statements += 1;
          return database.query(sql, parameters);
        },
      },
      names,
      366,
    );
  });
  expect(statements).toBe(1);
  expect(cost.rows).toBeLessThanOrEqual(100_000);
  // A few pages for each mapping and day, and twice the table.
  expect(cost.pages).toBeLessThan(names.length * 366 * 5 + 10_000);
  expect(await trend(names, 366)).toHaveLength(366);
}, 120_000);

describe('runs from before days were kept', () => {
  const run = async (mapping: string, daysAgo: number, time: string, more: Record<string, unknown>, kind = 'RANGE') => {
    const row = { state: 'SUCCEEDED', kind: 'COMPARE', legacy_ids: null, root_cause: null, ...more };
    const [inserted] = await ask<{ id: string }>(
      `INSERT INTO counterpart.run (kind, mapping, state, legacy_ids, root_cause, incremental, with_parents, dry_run, on_failure, max_failures, requested_by, reason, finished_at)
       VALUES ($1, $2, $3, $4, $5, false, false, false, 'STOP', 0, 'robot', 'nightly', $6) RETURNING id::text`,
      [row.kind, mapping, row.state, row.legacy_ids, row.root_cause, `${await dayAgo(daysAgo)} ${time}+00`],
    );
    await ask(
      `INSERT INTO counterpart.run_segment (run_id, ordinal, kind, state, rows, matched, missing, extra, moving)
       VALUES ($1::uuid, 0, 'PLAN', 'DONE', 0, 0, 0, 0, 0), ($1::uuid, 1, $2, 'DONE', 10, 6, 2, 1, 1), ($1::uuid, 2, $2, 'DONE', 5, $3, 0, 0, 0)`,
      [inserted?.id, kind, daysAgo],
    );
  };

  test('whole comparisons that succeeded have their days, the last one of each', async () => {
    await run('teams', 3, '23:00:00', {});
    await run('teams', 2, '01:00:00', { state: 'INCOMPLETE' });
    await run('teams', 4, '01:00:00', { kind: 'MIGRATE' });
    await run('teams', 5, '01:00:00', { legacy_ids: ['1'] }, 'KEYS');
    await run('teams', 1, '01:00:00', {}, 'KEYS');
    await run('offices', 1, '01:00:00', {});
    await run('offices', 1, '00:30:00', { root_cause: 'x' });
    const runner = opened().createQueryRunner();
    const migration = new AddComparisonDays1700000000009();
    await migration.down(runner);
    await migration.up(runner);
    await runner.release();
    const kept = await ask(
      'SELECT mapping, day::text AS day, base, matched FROM counterpart.comparison_day ORDER BY 1',
    );
    expect(kept).toEqual([
      { mapping: 'offices', day: await dayAgo(1), base: 10, matched: 7 },
      { mapping: 'teams', day: await dayAgo(3), base: 12, matched: 9 },
    ]);
  });
});
