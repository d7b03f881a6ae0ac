import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { categories } from '../../reconciliation/mappings/categories';
import { engines } from '../support/servers';
import { idOf, read, useCommandWorld, writingLogin } from './command-world';
import { readCsv } from './csv';
import { readXml } from './xml';

/** So many commands at a time as a small machine can stand. */
async function inTurn<Item, Answer>(items: readonly Item[], run: (item: Item) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < items.length; start += 4)
    answers.push(...(await Promise.all(items.slice(start, start + 4).map(run))));
  return answers;
}

// Each command is a process that loads the whole program, which takes a busy machine some seconds.
jest.setTimeout(180_000);

const group = engines.includes('mysql') ? describe : describe.skip;

group('counterpart compare', () => {
  const world = useCommandWorld();
  const compare = (...rest: string[]) => world().run('compare', 'categories', ...rest);

  test('0 where everything matches, with the answer on stdout and progress on stderr', async () => {
    const ended = await world().run('compare', 'courses');
    expect(ended.exitCode).toBe(0);
    expect(ended.answer).toContain('│ courses │ COMPARE │ SUCCEEDED │');
    expect(ended.notes).toMatch(/courses: SUCCEEDED, \d+ records in /);
  });

  test('1 where something differs, and one object says what', async () => {
    const ended = await compare('--format', 'json');
    const printed = read(ended);
    const reason = 'categories: Records do not match: 3 different; 2 missing; 1 extra.';
    expect(printed).toMatchObject({ schema: 'counterpart.runs/v1', exitCode: 1, reason, incomplete: [] });
    expect(printed.runs).toMatchObject([
      {
        mapping: 'categories',
        kind: 'COMPARE',
        state: 'SUCCEEDED',
        exitCode: 1,
        counts: { different: 3, missing: 2, extra: 1, moving: 0, written: 0, failed: 0 },
        open: { DIFFERENT: 3, MISSING: 2, EXTRA: 1, BLOCKED: 0, AMBIGUOUS: 0, UNREADABLE: 0 },
      },
    ]);
    expect(ended.exitCode).toBe(1);
    expect(ended.notes).toContain(reason);
  });

  test('several mappings, parents first, and the worst of them counts', async () => {
    const ended = await world().run('compare', 'courses', 'categories', '--format', 'json', '--no-progress');
    expect(ended.exitCode).toBe(1);
    expect(read(ended).runs.map(({ mapping, exitCode }) => [mapping, exitCode])).toEqual([
      ['categories', 1],
      ['courses', 0],
    ]);
    expect(ended.notes).toContain('categories: Records do not match: 3 different; 2 missing; 1 extra.\n');
    expect(ended.notes).not.toMatch(/QUEUED|SUCCEEDED/);
  });

  test('--fail-on draws the line, for whoever looks at a run afterwards as well', async () => {
    const id = idOf(await compare('--format', 'json'));
    const watch = async (line: string) => (await world().run('runs', 'watch', id, '--fail-on', line)).exitCode;
    const lines = ['none', 'different:>3,missing:>2,extra:>1', 'missing:>90%', 'missing:>1%'];
    expect(await inTurn(lines, watch)).toEqual([0, 0, 0, 1]);
  });

  test('chosen records alone are held against the line', async () => {
    const printed = read(await compare('--legacy-id', '51', '52', '--format', 'json'));
    expect(printed).toMatchObject({ exitCode: 0, runs: [{ counts: { rows: 2, matched: 2 } }] });
    expect((await compare('--legacy-id', '11', '51')).exitCode).toBe(1);
  });

  test('what is waived fails nothing', async () => {
    await world().sides.new.query(
      "UPDATE counterpart.discrepancy SET state = 'WAIVED', waived_until = 'infinity' WHERE mapping = 'categories' AND legacy_id = '11'",
    );
    const [pair] = await world().sides.comparison.loader.listByLegacyIds(categories, ['11']);
    await world().sides.new.query(
      `INSERT INTO counterpart.waiver (mapping, record_key, legacy_id, verdict, fingerprint, reason, actor)
       VALUES ('categories', '11', '11', 'DIFFERENT', $1, 'known', 'maria')`,
      [pair?.fingerprint.text],
    );
    expect(read(await compare('--format', 'json')).runs[0]).toMatchObject({
      counts: { different: 3 },
      open: { DIFFERENT: 2 },
    });
    expect((await compare('--fail-on', 'different:>2')).exitCode).toBe(0);
  });

  test('the same key starts no second run', async () => {
    const first = await compare('--format', 'json', '--idempotency-key', 'nightly-1');
    const second = await compare('--format', 'json', '--idempotency-key', 'nightly-1');
    expect(idOf(second)).toBe(idOf(first));
    expect(idOf(await compare('--format', 'json', '--idempotency-key', 'nightly-2'))).not.toBe(idOf(first));
  });

  test('csv, junit, ndjson and markdown say the same', async () => {
    const [head = [], row = []] = readCsv((await compare('--format', 'csv')).answer);
    expect([row[head.indexOf('mapping')], row[head.indexOf('missing')]]).toEqual(['categories', '2']);
    const junit = readXml((await compare('--format', 'junit', '--fail-on', 'missing,extra:>1')).answer);
    expect(junit.children[0]).toMatchObject({
      attributes: { name: 'categories', tests: '7', failures: '1', errors: '0', skipped: '4' },
    });
    expect(
      (await compare('--format', 'ndjson')).answer
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toMatchObject([{ mapping: 'categories', exitCode: 1 }]);
    expect((await compare('--format', 'markdown')).answer).toContain('- categories: Records do not match');
  });

  test('--output writes the whole answer to a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'counterpart-output-'));
    try {
      const ended = await compare('--format', 'json', '--output', join(folder, 'answer.json'));
      expect(ended).toMatchObject({ exitCode: 1, answer: '' });
      expect(readdirSync(folder)).toEqual(['answer.json']);
      expect(JSON.parse(readFileSync(join(folder, 'answer.json'), 'utf8'))).toMatchObject({ exitCode: 1 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('2 for a command line that cannot be meant', async () => {
    const lines: [string[], string][] = [
      [['compare', 'nothing'], 'There is no mapping nothing'],
      [['compare', 'courses', '--fail-on', 'few'], '--fail-on has "few"'],
      [['compare', '--legacy-id', '1'], 'name it'],
      [['compare', 'courses', '--legacy-id', 'x1'], '"x1" is no legacy id'],
      [['compare', 'courses', '--wait', '--detach'], 'cannot be used with'],
      [['compare', 'courses', '--incremental', '--legacy-id', '1'], 'incremental finds the changed records itself'],
      [['migrate', 'courses'], 'Say why: --reason'],
      [['runs', 'show', 'nonsense'], 'There is no run nonsense'],
      [['runs', 'list', '--state', 'lost'], 'one of queued, running'],
      [['worker', '--lanes', '0'], 'whole number from 1 to 32'],
    ];
    const ended = await inTurn(lines, ([command]) => world().run(...command));
    expect(ended.map(({ exitCode, answer }) => [exitCode, answer])).toEqual(lines.map(() => [2, '']));
    for (const [index, [, words]] of lines.entries()) expect(ended[index]?.notes).toContain(words);
  });

  test('78 for a legacy login that may write, before anything is begun', async () => {
    const ended = await world().runWith(
      { LEGACY_DATABASE_URL: writingLogin(world()) },
      'compare',
      'courses',
      '--format',
      'json',
    );
    expect(ended).toMatchObject({ exitCode: 78, answer: '' });
  });
});
