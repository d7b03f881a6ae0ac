import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createMysqlReader, type Reader } from './support/mysql-reader';
import { createMysqlDatabase, createPostgresDatabase, dropDatabase, engines } from './support/servers';

/**
 * A newcomer adds a mapping for two tables that exist nowhere, in a copy of the project, by doing what the page says
 * and nothing else; then it is in the API, in the commands and in the report.
 */

const ROOT = join(__dirname, '..');
const NOT_COPIED = ['node_modules', '.git', '.counterpart', 'docs'];
const PAGE = readFileSync(join(ROOT, 'docs/adding-a-mapping.md'), 'utf8');

/** The files of the page, by path: a path in backticks and a colon, and then its contents. */
const files = new Map(
  [...PAGE.matchAll(/^`([\w./-]+)`:\n\n```\w+\n([\s\S]*?)^```$/gm)].map(([, path = '', text = '']) => [path, text]),
);
const LINE = /^## 3[\s\S]*?```ts\n(.*\n)```/m.exec(PAGE)?.[1] ?? '';

const LIST = 'reconciliation/mappings/all.ts';

let copy = '';
let databases = { legacy: '', new: '' };

function run(command: string, ...parameters: string[]): { status: number | null; output: string; errors: string } {
  const environment = { ...process.env, LEGACY_DATABASE_URL: databases.legacy, NEW_DATABASE_URL: databases.new };
  const done = spawnSync(command, parameters, { cwd: copy, env: environment, encoding: 'utf8', timeout: 180_000 });
  return { status: done.status, output: done.stdout, errors: done.stderr };
}

const counterpart = (...parameters: string[]) => run('node', 'src/counterpart.cjs', ...parameters);

/** The commands ask for a legacy login that only reads, which PostgreSQL's test server cannot have. */
const onMysql = engines.includes('mysql') ? test : test.skip;

/** What a person with an editor does: the files, and the line with its import. */
function follow(): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
  const list = readFileSync(join(copy, LIST), 'utf8');
  const withImport = list.replace(
    "from './cases';\n",
    "from './cases';\nimport { closingDays } from './closing-days';\n",
  );
  writeFileSync(join(copy, LIST), withImport.replace('  offices,\n', `  offices,\n${LINE}`));
}

/** Creates the tables of every entity, the two new ones included, and leaves a holiday without its closing day. */
const CREATE = `
  import './reconciliation/mappings/all';
  import { newDataSource, writableLegacyDataSource } from './ormconfig';
  import { createTables } from './sample/create-tables';
  async function create() {
    const limits = { poolSize: 1, statementTimeout: 60000 };
    const legacy = await writableLegacyDataSource({ url: process.env.LEGACY_DATABASE_URL ?? '', ...limits }).initialize();
    const current = await newDataSource({ url: process.env.NEW_DATABASE_URL ?? '', ...limits }).initialize();
    for (const source of [legacy, current]) {
      const runner = source.createQueryRunner();
      await createTables(source, runner);
      await runner.release();
    }
    await legacy.query("INSERT INTO dispatch_holiday (id, office_id, name, day) VALUES (1, 99, 'Founders'' Day', '2024-02-29')");
    await Promise.all([legacy.destroy(), current.destroy()]);
  }
  void create();
`;

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'counterpart-newcomer-'));
  for (const entry of readdirSync(ROOT)) {
    if (!NOT_COPIED.includes(entry)) cpSync(join(ROOT, entry), join(copy, entry), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const isMysql = engines.includes('mysql');
  databases = {
    legacy: isMysql ? await createMysqlDatabase() : await createPostgresDatabase(),
    new: await createPostgresDatabase(),
  };
  follow();
  writeFileSync(join(copy, 'create.ts'), CREATE);
  expect(run('node', '--import', 'tsx', 'create.ts')).toMatchObject({ status: 0, errors: '' });
}, 120_000);

afterAll(async () => {
  rmSync(copy, { recursive: true, force: true });
  await dropDatabase(databases.legacy);
  await dropDatabase(databases.new);
});

test('it takes two entities, one mapping file, one line and one fixture', () => {
  expect([...files.keys()]).toEqual([
    'entities/legacy/dispatch-holiday.ts',
    'entities/new/closing-day.ts',
    'reconciliation/mappings/closing-days.ts',
    'test/mappings/closing-days/legacy.json',
    'test/mappings/closing-days/new.json',
    'test/mappings/closing-days/expected.json',
  ]);
  expect(LINE).toBe('  closingDays,\n');
});

test('the compiler takes it', () => {
  expect(run('npm', 'run', 'types')).toMatchObject({ status: 0 });
}, 240_000);

test('it is in the API', () => {
  expect(run('node', '--import', 'tsx', 'src/emit/schema.ts').status).toBe(0);
  const schema = readFileSync(join(copy, 'schema.graphql'), 'utf8');
  expect(schema).toMatch(/^type ClosingDayPair implements RecordPair/m);
  expect(schema).toMatch(/^ {2}closingDay\(/m);
  expect(schema).toMatch(/^enum MappingName \{[^}]*\n {2}closingDays\n/m);
});

test('its fixture holds, and each of its rules is broken once', () => {
  const jest = run('node_modules/.bin/jest', 'test/mappings', '-t', 'closingDays', '--testTimeout', '60000');
  expect(jest.errors).toMatch(/^Tests: .*\b[1-9]\d* passed/m);
  expect(jest.errors).not.toMatch(/^Tests: .*failed/m);
  expect(jest.status).toBe(0);
}, 240_000);

onMysql(
  'it is in the commands and in the report',
  async () => {
    const reader: Reader = await createMysqlReader(databases.legacy);
    const owner = databases.legacy;
    databases.legacy = reader.url;
    expect(counterpart('describe', 'closingDays')).toMatchObject({
      status: 0,
      output: expect.stringContaining('Closing days') as string,
    });
    expect(counterpart('check', 'closingDays', '--format', 'json').status).toBe(0);
    const compared = counterpart('compare', 'closingDays', '--format', 'json');
    expect(compared.status).toBe(1);
    expect(JSON.parse(compared.output)).toMatchObject({
      runs: [{ mapping: 'closingDays', state: 'SUCCEEDED', counts: { rows: 1, blocked: 1, moving: 0 } }],
    });
    const report = counterpart('report', '--format', 'json');
    expect(report.status).toBe(0);
    expect(report.output).toContain('"closingDays"');
    databases.legacy = owner;
    await reader.drop();
  },
  240_000,
);
