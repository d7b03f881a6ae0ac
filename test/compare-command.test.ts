import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expand, world } from './mappings/fixture';
import { openTwoSides, type TwoSides } from './mappings/two-sides';
import { createMysqlReader, type Reader } from './support/mysql-reader';
import { engines } from './support/servers';

const ROOT = join(__dirname, '..');

const urlOf = (source: TwoSides['legacy']): string => String((source.options as { url?: string }).url);

/** The command on a legacy side with a login that only reads, which PostgreSQL's test server cannot have. */
const group = engines.includes('mysql') ? describe : describe.skip;

group('counterpart compare', () => {
  let sides: TwoSides;
  let reader: Reader;

  beforeAll(async () => {
    sides = await openTwoSides('mysql');
    reader = await createMysqlReader(urlOf(sides.legacy));
  });

  afterAll(async () => {
    await reader.drop();
    await sides.close();
  });

  function compare(...names: string[]): { status: number | null; answer: string; notes: string } {
    const environment = { ...process.env, LEGACY_DATABASE_URL: reader.url, NEW_DATABASE_URL: urlOf(sides.new) };
    const command = ['src/counterpart.cjs', 'compare', ...names];
    const { status, stdout, stderr } = spawnSync('node', command, { cwd: ROOT, env: environment, encoding: 'utf8' });
    return { status, answer: stdout, notes: stderr };
  }

  test('78 for a column that is gone, with its side and what to run', async () => {
    await sides.replaceRows({ dispatch_office: expand(world.legacy, {}).dispatch_office ?? [] }, {});
    await sides.new.query('ALTER TABLE offices DROP COLUMN phone');
    const { status, answer, notes } = compare('offices');
    expect({ status, answer }).toEqual({ status: 78, answer: '' });
    expect(notes).toContain('- offices: the new table offices has no column phone');
    expect(notes).toContain('Run "counterpart check offices"');
    expect(notes).not.toMatch(/SELECT|QueryFailedError|should not have happened/);
  });

  test('78 for a table that is gone, with all that does not fit', async () => {
    await sides.legacy.query('DROP TABLE dispatch_course');
    const { status, notes } = compare('offices', 'courses');
    expect(status).toBe(78);
    expect(notes).toContain('- courses: the legacy database has no table dispatch_course');
    expect(notes).toContain('Run "counterpart check offices courses"');
  });
});
