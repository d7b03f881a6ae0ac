import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { newDataSource } from '../../ormconfig';
import { listMissingSteps, migrateLedger } from '../../src/migrate-ledger';
import { createMysqlReader } from '../support/mysql-reader';
import { Program } from '../support/program';
import { createMysqlDatabase, createPostgresDatabase, dropDatabase, engines } from '../support/servers';
import { until } from '../support/until';

const LIMITS = { poolSize: 2, statementTimeout: 15_000 };

let url: string;
let source: DataSource;

beforeEach(async () => {
  url = await createPostgresDatabase();
  source = await newDataSource({ url, ...LIMITS }).initialize();
});

afterEach(async () => {
  await source.destroy();
  await dropDatabase(url);
});

const stepsOf = (): string[] => source.migrations.map((migration) => migration.name ?? '');

/** Makes every step wait that writes its name, as a large table would; outside of the ledger, so that no step meets it. */
async function slowSteps(seconds: number): Promise<void> {
  await source.query(`CREATE FUNCTION public.dawdle() RETURNS event_trigger LANGUAGE plpgsql AS $$
    BEGIN IF current_query() LIKE '%counterpart.run\\_segment %' THEN PERFORM pg_sleep(${seconds}); END IF; END $$`);
  await source.query('CREATE EVENT TRIGGER dawdle ON ddl_command_end EXECUTE FUNCTION public.dawdle()');
}

test('all steps are taken at once, and nothing is done the second time', async () => {
  expect(await listMissingSteps(source)).toEqual(stepsOf());
  expect(await migrateLedger(source)).toEqual(stepsOf());
  expect(await listMissingSteps(source)).toEqual([]);
  expect(await migrateLedger(source)).toEqual([]);
});

test('of several that start at once one migrates, and the others wait', async () => {
  const taken = await Promise.all([1, 2, 3].map(() => migrateLedger(source)));
  expect(taken.filter((steps) => steps.length > 0)).toEqual([stepsOf()]);
});

test('a step may take longer than any other statement', async () => {
  const hasty = await newDataSource({ url, poolSize: 1, statementTimeout: 400 }).initialize();
  await slowSteps(1);
  try {
    await expect(hasty.query('SELECT pg_sleep(1)')).rejects.toThrow('statement timeout');
    expect(await migrateLedger(hasty)).toEqual(stepsOf());
  } finally {
    await hasty.destroy();
  }
});

describe('a login without the rights is told which one is missing', () => {
  const role = `ledger_${randomBytes(4).toString('hex')}`;

  beforeEach(() => source.query(`CREATE ROLE ${role}`));

  afterEach(async () => {
    await source.query(`DROP OWNED BY ${role}`);
    await source.query(`DROP ROLE ${role}`);
  });

  /** What is said to a session that has no rights but those of the role. */
  async function said(work: (as: DataSource) => Promise<unknown>): Promise<string> {
    await source.query(`ALTER DATABASE "${new URL(url).pathname.slice(1)}" SET role = '${role}'`);
    const limited = await newDataSource({ url, ...LIMITS }).initialize();
    try {
      return await work(limited).then(String, (error: unknown) => (error as Error).message);
    } finally {
      await limited.destroy();
    }
  }

  test('to make the schema', async () => {
    expect(await said(migrateLedger)).toContain('may not make the schema "counterpart"');
  });

  test('to use the schema', async () => {
    await migrateLedger(source);
    for (const work of [migrateLedger, listMissingSteps])
      expect(await said(work)).toContain('may not use the schema "counterpart"');
  });

  test('to read what version the ledger is of', async () => {
    await migrateLedger(source);
    await source.query(`GRANT USAGE ON SCHEMA counterpart TO ${role}`);
    expect(await said(migrateLedger)).toContain('may not read the table counterpart.migration');
  });

  test('to take a step', async () => {
    await migrateLedger(source);
    await source.query(`GRANT USAGE ON SCHEMA counterpart TO ${role}`);
    await source.query(`GRANT SELECT ON counterpart.migration TO ${role}`);
    expect(await said(migrateLedger)).toBe('');
    await source.query('DELETE FROM counterpart.migration WHERE name = $1', [stepsOf().at(-1)]);
    expect(await said(migrateLedger)).toContain('with the login that owns them');
  });
});

/** A program needs a legacy login that may not write, which the PostgreSQL of the tests does not have. */
const group = engines.includes('mysql') ? describe : describe.skip;

group('the command', () => {
  let legacyUrl: string;
  let reader: Awaited<ReturnType<typeof createMysqlReader>>;

  beforeAll(async () => {
    legacyUrl = await createMysqlDatabase();
    reader = await createMysqlReader(legacyUrl);
  });

  afterAll(async () => {
    await reader.drop();
    await dropDatabase(legacyUrl);
  });

  const run = (...words: readonly string[]): Program =>
    Program.start(['ledger', 'migrate', ...words], { LEGACY_DATABASE_URL: reader.url, NEW_DATABASE_URL: url });

  async function checked(): Promise<{ exitCode: number | null; output: string }> {
    const program = run('--check');
    const { exitCode } = await program.ended();
    return { exitCode, output: program.output };
  }

  test('--check changes nothing, names what is missing, and tells by its exit code', async () => {
    const before = await checked();
    expect(before.exitCode).toBe(1);
    for (const step of stepsOf()) expect(before.output).toContain(step);
    expect(await source.query("SELECT to_regnamespace('counterpart') AS schema")).toEqual([{ schema: null }]);
    await migrateLedger(source);
    expect(await checked()).toEqual({ exitCode: 0, output: 'The ledger is up to date.\n' });
    await source.query("INSERT INTO counterpart.migration (timestamp, name) VALUES (1, 'OfTomorrow1')");
    const after = await checked();
    expect(after.exitCode).toBe(78);
    expect(after.output).toContain('OfTomorrow1');
  });

  test('F34: a kill in the middle leaves the old state, and the next one takes all steps', async () => {
    await slowSteps(3);
    const program = run();
    await until('it is at its work', async () => {
      const busy = await source.query<object[]>("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
      return busy.length > 0;
    });
    await program.kill();
    await source.query('DROP EVENT TRIGGER dawdle');
    await until('its session is gone', async () => {
      const held = await source.query<object[]>(
        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 533437",
      );
      return held.length === 0;
    });
    await sleep(100);
    expect(await source.query("SELECT to_regclass('counterpart.run') AS run")).toEqual([{ run: null }]);
    expect(await migrateLedger(source)).toEqual(stepsOf());
  }, 60_000);
});
