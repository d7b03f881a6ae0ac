import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engines } from '../support/servers';
import { useCommandWorld } from './command-world';
import { readCsv } from './csv';

// Each command is a process that loads the whole program, which takes a busy machine some seconds.
jest.setTimeout(180_000);

const group = engines.includes('mysql') ? describe : describe.skip;

interface Entry {
  readonly sequence: string;
  readonly payload: string;
  readonly previousHash: string;
  readonly hash: string;
}

group('the audit trail on the command line', () => {
  const world = useCommandWorld();
  const folder = mkdtempSync(join(tmpdir(), 'counterpart-audit-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeAll(async () => {
    await world().run('switch', 'stop', 'on', '--reason', '=cmd()|calc');
    await world().run('switch', 'stop', 'off', '--reason', 'over, "really"');
    await world().run('migrate', 'categories', '--reason', 'ticket 4711');
  });

  const linesOf = (text: string): unknown[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);

  /** As whoever keeps a copy would verify it: without this program. */
  function verify(entries: readonly Entry[], head: { readonly sequence: string; readonly hash: string }): void {
    for (const [index, { payload, previousHash, hash, sequence }] of entries.entries()) {
      expect(createHash('sha256').update(`${previousHash}\n${payload}`).digest('hex')).toBe(hash);
      expect((JSON.parse(payload) as Entry).sequence).toBe(sequence);
      if (index > 0) expect(previousHash).toBe(entries[index - 1]?.hash);
    }
    expect(entries.at(-1)).toMatchObject(head);
  }

  test('every entry is copied out with its hashes, and the head last', async () => {
    const ended = await world().run('audit', 'export');
    expect(ended).toMatchObject({ exitCode: 0, notes: '' });
    const [first, ...rest] = linesOf(ended.answer);
    const { head } = rest.pop() as { head: Entry };
    expect(first).toEqual({ schema: 'counterpart.audit/v1', hash: 'sha256(previousHash + "\\n" + payload)' });
    expect(rest.length).toBeGreaterThan(2);
    expect(rest[0]).toMatchObject({ sequence: '1', previousHash: '' });
    verify(rest as Entry[], head);
  });

  test('from a number on, into a file that is there when it is whole', async () => {
    const file = join(folder, 'trail.ndjson');
    const ended = await world().run('audit', 'export', '--from', '2', '--output', file);
    expect(ended).toMatchObject({ exitCode: 0, answer: '' });
    const [, ...rest] = linesOf(readFileSync(file, 'utf8'));
    const { head } = rest.pop() as { head: Entry };
    expect(rest[0]).toMatchObject({ sequence: '2' });
    expect(ended.notes).toContain(`from 2 to ${head.sequence}, whose hash is ${head.hash}`);
    verify(rest as Entry[], head);
    expect(readdirSync(folder)).toEqual(['trail.ndjson']);
  });

  test('as CSV that a spreadsheet does not run, and that can still be verified', async () => {
    const ended = await world().run('audit', 'export', '--format', 'csv');
    const [columns = [], ...rows] = readCsv(ended.answer);
    const cell = (row: readonly string[], column: string): string => row[columns.indexOf(column)] ?? '';
    expect(rows.map((row) => row.length)).toEqual(rows.map(() => columns.length));
    expect(rows.slice(0, 2).map((row) => [cell(row, 'actor'), cell(row, 'action'), cell(row, 'reason')])).toEqual([
      ['maria', 'setSwitch', "'=cmd()|calc"],
      ['maria', 'setSwitch', 'over, "really"'],
    ]);
    const head = rows.pop() ?? [];
    expect(cell(head, 'line')).toBe('head');
    verify(
      rows.map((row) => ({
        sequence: cell(row, 'sequence'),
        payload: cell(row, 'payload'),
        previousHash: cell(row, 'previous_hash'),
        hash: cell(row, 'hash'),
      })),
      { sequence: cell(head, 'sequence'), hash: cell(head, 'hash') },
    );
  });

  test('2 for a number that there is not yet, and for a folder that there is not; nothing is left behind', async () => {
    expect(await world().run('audit', 'export', '--from', '4711')).toMatchObject({
      exitCode: 2,
      answer: '',
      notes: expect.stringContaining('There is no entry 4711 yet') as unknown,
    });
    const file = join(folder, 'kept.ndjson');
    writeFileSync(file, 'as it was');
    expect(await world().run('audit', 'export', '--from', '4711', '--output', file)).toMatchObject({ exitCode: 2 });
    expect(readFileSync(file, 'utf8')).toBe('as it was');
    const nowhere = await world().run('audit', 'export', '--output', join(folder, 'none', 'trail.ndjson'));
    expect(nowhere).toMatchObject({ exitCode: 2, notes: expect.stringContaining('cannot be written') as unknown });
  });

  test('D05: 0 as long as it is whole, and 1 with the first bad number once it is not', async () => {
    expect(await world().run('audit', 'verify')).toMatchObject({ exitCode: 0, notes: '' });
    const runner = world().sides.new.createQueryRunner();
    await runner.query('SET session_replication_role = replica');
    await runner.query(
      "UPDATE counterpart.audit_entry SET payload = replace(payload, 'maria', 'mario') WHERE sequence IN (2, 3)",
    );
    await runner.release();
    expect(await world().run('audit', 'verify')).toEqual({
      exitCode: 1,
      answer: '',
      notes: 'The audit trail is broken: entry 2 was edited.\n',
    });
  });
});
