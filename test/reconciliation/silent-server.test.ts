import { newDataSource } from '../../ormconfig';
import type { Database } from '../../reconciliation/reading/database';
import { isConnectionLost, isOutOfReach } from '../../reconciliation/writing/database-error';
import { type Databases, openDatabases } from '../../src/databases';
import { openRowSources } from '../../src/streams/row-sources';
import { createMysqlDatabase, createPostgresDatabase, describeEachEngine, dropDatabase } from '../support/servers';
import { TcpProxy } from '../support/tcp-proxy';

const LIMITS = { poolSize: 2, statementTimeout: 1_000 };
/** The server's own limit, and the grace. */
const LONGEST = 6_000;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function lost(work: () => Promise<unknown>): Promise<number> {
  const start = Date.now();
  const error: unknown = await work().then(
    () => new Error('it was answered'),
    (thrown: unknown) => thrown,
  );
  expect([String(error), isConnectionLost(error), isOutOfReach(error)]).toEqual([String(error), true, true]);
  return Date.now() - start;
}

describeEachEngine('a server that falls silent with the connection open (F11)', (engine) => {
  // The new side is PostgreSQL in either case.
  const sides = engine === 'mysql' ? (['legacy'] as const) : (['legacy', 'new'] as const);
  let urls: string[];
  let ways: { legacy: TcpProxy; new: TcpProxy };
  let databases: Databases;

  beforeAll(async () => {
    const legacy = engine === 'mysql' ? await createMysqlDatabase() : await createPostgresDatabase();
    urls = [legacy, await createPostgresDatabase()];
  });
  afterAll(() => Promise.all(urls.map((url) => dropDatabase(url))));

  beforeEach(async () => {
    const [legacy = '', current = ''] = urls;
    ways = { legacy: await TcpProxy.open(legacy), new: await TcpProxy.open(current) };
    databases = await openDatabases({
      legacy: { ...LIMITS, url: ways.legacy.url },
      new: { ...LIMITS, url: ways.new.url },
    });
  });
  afterEach(async () => {
    await databases.close();
    await Promise.all([ways.legacy.close(), ways.new.close()]);
  });

  const side = (name: 'legacy' | 'new'): { database: Database; way: TcpProxy } => ({
    database: databases.sides[name],
    way: ways[name],
  });

  test.each(sides)('a statement on the %s side ends soon, as a lost connection', async (name) => {
    const { database, way } = side(name);
    await database.query('SELECT 1');
    way.swallow();
    const elapsed = await lost(() => database.query('SELECT 1'));
    expect(elapsed).toBeGreaterThan(LIMITS.statementTimeout);
    expect(elapsed).toBeLessThan(LONGEST + 1_000);
    way.restore();
    // The connections that were given up are not used again.
    await Promise.all([database.query('SELECT 1'), database.query('SELECT 1'), database.query('SELECT 1')]);
  });

  test.each(sides)('and so does a new connection to the %s side', async (name) => {
    const { database, way } = side(name);
    way.cutAll();
    while (way.openConnections > 0) await pause(10);
    await pause(100);
    way.swallow();
    expect(await lost(() => database.query('SELECT 1'))).toBeLessThan(12_000);
    way.restore();
    await database.query('SELECT 1');
  });

  test.each(sides)('an answer of the %s side that trickles in is given up', async (name) => {
    const { database, way } = side(name);
    way.limit({ bytesPerSecond: 10_000 });
    expect(await lost(() => database.query("SELECT repeat('x', 1000000) AS x"))).toBeLessThan(LONGEST + 1_000);
  });

  test('a statement over its time is ended by the server, and its connection goes on', async () => {
    const { database } = side('legacy');
    const slow = database.dialect === 'mysql' ? 'SELECT sleep(5)' : 'SELECT pg_sleep(5)';
    const connections = ways.legacy.seenConnections;
    const error: unknown = await database.query(`${slow} FROM (SELECT 1) x`).catch((thrown: unknown) => thrown);
    expect([isConnectionLost(error), isOutOfReach(error)]).toEqual([false, true]);
    await database.query('SELECT 1');
    expect(ways.legacy.seenConnections).toBe(connections);
  });

  test('connections that nobody uses stay open and quiet', async () => {
    const { database, way } = side('legacy');
    await database.query('SELECT 1');
    const before = way.openConnections;
    await pause(LONGEST + 1_000);
    expect(way.openConnections).toBe(before);
  });

  test('a long answer has no limit as long as it comes', async () => {
    const [legacy = '', current = ''] = urls;
    const sources = await openRowSources({ legacy: { ...LIMITS, url: legacy }, new: { ...LIMITS, url: current } }, 1);
    // Rows larger than the server's own buffer, or it would be silent until it had gathered them.
    const sleep = engine === 'mysql' ? 'sleep(0.5)' : 'pg_sleep(0.5)::text';
    const slow = `SELECT concat(${sleep}, repeat('x', 40000)) AS x FROM`;
    const count = LONGEST / 500 + 4;
    const many = Array.from({ length: count }, (_, index) => `SELECT ${index} AS n`).join(' UNION ALL ');
    let rows = 0;
    for await (const batch of sources.legacy.stream(`${slow} (${many}) d`)) rows += batch.length;
    expect(rows).toBe(count);
    await sources.close();
  });
});

test('statements that wait for their turn on one connection have their time later', async () => {
  const url = await createPostgresDatabase();
  const source = await newDataSource({ ...LIMITS, url }).initialize();
  const runner = source.createQueryRunner();
  try {
    const turns = Array.from({ length: 8 }, () => runner.query('SELECT pg_sleep(0.9)'));
    expect(await Promise.all(turns)).toHaveLength(8);
  } finally {
    await runner.release();
    await source.destroy();
    await dropDatabase(url);
  }
});
