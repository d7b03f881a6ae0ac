import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openTwoSides, type TwoSides } from './mappings/two-sides';
import { createMysqlReader, type Reader } from './support/mysql-reader';
import { engines } from './support/servers';

const ROOT = join(__dirname, '..');

const urlOf = (source: TwoSides['legacy']): string => String((source.options as { url?: string }).url);

/** The command on a legacy side with a login that only reads, which PostgreSQL's test server cannot have. */
const group = engines.includes('mysql') ? describe : describe.skip;

group('counterpart check', () => {
  let sides: TwoSides;
  let reader: Reader;

  function check(...parameters: string[]): { status: number | null; answer: string; notes: string } {
    const environment = { ...process.env, LEGACY_DATABASE_URL: reader.url, NEW_DATABASE_URL: urlOf(sides.new) };
    const command = ['src/counterpart.cjs', 'check', ...parameters];
    const { status, stdout, stderr } = spawnSync('node', command, { cwd: ROOT, env: environment, encoding: 'utf8' });
    return { status, answer: stdout, notes: stderr };
  }

  beforeAll(async () => {
    sides = await openTwoSides('mysql');
    reader = await createMysqlReader(urlOf(sides.legacy));
  });

  afterAll(async () => {
    await reader.drop();
    await sides.close();
  });

  test('0 where a mapping fits, with the answer on stdout and the rest on stderr', () => {
    const { status, answer, notes } = check('offices', '--format', 'json', '--strict');
    expect({ status, answer: JSON.parse(answer) as unknown }).toEqual({
      status: 0,
      answer: { schema: 'counterpart.check/v1', findings: [] },
    });
    expect(notes).toContain('Mappings checked: 1; errors: 0; warnings: 0.');
  });

  test('0 for warnings alone, and 1 for them too when asked to be strict', () => {
    const answered = check('teams');
    expect(answered).toMatchObject({ status: 0, answer: expect.stringContaining('KEY_NOT_UNIQUE') as string });
    expect(check('teams', '--strict')).toMatchObject({ status: 1, answer: answered.answer });
  });

  test('1 for errors, in every format', async () => {
    await sides.new.query('ALTER TABLE offices ALTER COLUMN zip_code TYPE varchar(1)');
    await sides.new.query('ALTER TABLE offices DROP COLUMN phone');
    const found = check('offices', '--format', 'json');
    expect(found.status).toBe(1);
    expect((JSON.parse(found.answer) as { findings: object[] }).findings).toContainEqual(
      expect.objectContaining({
        severity: 'ERROR',
        code: 'COLUMN_MISSING',
        mapping: 'offices',
        side: 'new',
        column: 'phone',
      }),
    );
    const page = check('offices', '--format', 'markdown');
    expect(page.answer.split('\n').slice(0, 4)).toEqual([
      '# Mappings and live databases',
      '',
      '| severity | code | mapping | where | what | what to do |',
      '| --- | --- | --- | --- | --- | --- |',
    ]);
    expect(page.answer).toContain('| ERROR | COLUMN_MISSING | offices | new offices.phone |');
    expect(check('offices').answer).toContain('new offices.zip_code');
  });

  test('2 for a mapping that is not there', () => {
    expect(check('nothing')).toMatchObject({ status: 2, answer: '' });
  });

  test('78 for a legacy login that may write', () => {
    const before = reader;
    reader = { ...before, url: urlOf(sides.legacy).replace('mariadb:', 'mysql:') };
    expect(check('offices')).toMatchObject({ status: 78, answer: '' });
    reader = before;
  });
});
