import { setTimeout as sleep } from 'node:timers/promises';
import { ScanGate } from '../../src/http/scan-gate';
import { until } from '../support/until';
import { useOwnWorld } from '../support/world';
import { type OpenApi, openApi } from './api-world';

/** A scan that goes on until it is told to end. */
class Scans {
  readonly begun: string[] = [];
  private readonly open: (() => void)[] = [];
  constructor(private readonly gate: ScanGate) {}

  ask(caller: string, name = caller, ended?: AbortSignal): Promise<string> {
    return this.gate.pass(caller, ended, async () => {
      this.begun.push(name);
      await new Promise<void>((resolve) => this.open.push(resolve));
      return name;
    });
  }

  async endFirst(): Promise<void> {
    this.open.shift()?.();
    await sleep(0);
  }
}

describe('the gate', () => {
  test('lets in one of a caller, and others beside it up to the limit', async () => {
    const scans = new Scans(new ScanGate(2));
    for (const name of ['a1', 'a2', 'b1', 'c1']) void scans.ask(name.charAt(0), name);
    expect(await begun(scans)).toEqual(['a1', 'b1']);
    await scans.endFirst();
    expect(await begun(scans)).toEqual(['a1', 'b1', 'c1']);
    await scans.endFirst();
    expect(await begun(scans)).toEqual(['a1', 'b1', 'c1', 'a2']);
  });

  test('callers take turns, however many of one wait', async () => {
    const scans = new Scans(new ScanGate(1));
    for (let turn = 0; turn < 100; turn += 1) void scans.ask('greedy', `greedy ${turn}`);
    void scans.ask('quiet');
    expect(await begun(scans)).toEqual(['greedy 0']);
    await scans.endFirst();
    await scans.endFirst();
    expect(await begun(scans)).toEqual(['greedy 0', 'quiet', 'greedy 1']);
    await scans.endFirst();
    expect(await begun(scans)).toEqual(['greedy 0', 'quiet', 'greedy 1', 'greedy 2']);
  });

  test('what fails makes room', async () => {
    const gate = new ScanGate(1);
    await expect(gate.pass('a', undefined, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await gate.pass('a', undefined, () => 'done')).toBe('done');
  });

  test('whoever leaves is passed over, before and while they wait', async () => {
    const scans = new Scans(new ScanGate(1));
    const leaving = new AbortController();
    void scans.ask('a', 'a1');
    const left = [scans.ask('a', 'a2', leaving.signal), scans.ask('b', 'b1', leaving.signal)];
    void scans.ask('a', 'a3');
    leaving.abort();
    for (const scan of [...left, scans.ask('c', 'c1', leaving.signal)])
      await expect(scan).rejects.toMatchObject({ extensions: { code: 'CANCELLED' } });
    await scans.endFirst();
    expect(await begun(scans)).toEqual(['a1', 'a3']);
  });
});

async function begun(scans: Scans): Promise<readonly string[]> {
  await sleep(0);
  return scans.begun;
}

const SCANNED = 'fieldProfile(mapping: offices, field: "country") { findings }';
const GREEDY = { query: `{ ${Array.from({ length: 19 }, (_, index) => `a${index}: ${SCANNED}`).join(' ')} }` };
const RECORD = { query: '{ record(mapping: teamCommunications, legacyId: "21") { verdict } }' };

describe('one caller asks for 114 scans of a legacy side with four connections', () => {
  const sent: string[] = [];
  const world = useOwnWorld('postgres', { poolSize: 4, onStatement: (side, sql) => sent.push(`${side}: ${sql}`) });
  const scansSent = (): number =>
    sent.filter((line) => line.startsWith('legacy') && line.includes('dispatch_office')).length;

  /** Nobody can look at the table until it is let go. */
  async function lockTable(): Promise<() => Promise<void>> {
    const lock = world().legacy.createQueryRunner();
    await lock.query('BEGIN');
    await lock.query('LOCK TABLE dispatch_office IN ACCESS EXCLUSIVE MODE');
    return async () => {
      await lock.query('COMMIT');
      await lock.release();
    };
  }

  async function countStuck(): Promise<number> {
    const sql = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return (await world().legacy.query<object[]>(sql)).length;
  }

  const ask = (api: OpenApi, caller: string, signal: AbortSignal): Promise<unknown>[] =>
    Array.from({ length: 6 }, () =>
      fetch(api.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `VIEWER ${caller}` },
        body: JSON.stringify(GREEDY),
        signal,
      }).then(
        (answer) => answer.json(),
        () => 'left',
      ),
    );

  test('one of them is at work, of two callers two, and others are answered meanwhile', async () => {
    const api = await openApi(world());
    const release = await lockTable();
    const leaving = new AbortController();
    const answers = ask(api, 'greedy', leaving.signal);
    await until('the first is stuck', async () => (await countStuck()) === 1);
    answers.push(...ask(api, 'other', leaving.signal));
    await until('one of each is stuck', async () => (await countStuck()) === 2);
    answers.push(...ask(api, 'third', leaving.signal));
    for (let turn = 0; turn < 10; turn += 1) {
      const { status, read, milliseconds } = await api.ask(RECORD, 'VIEWER quiet');
      expect([status, read.errors]).toEqual([200, undefined]);
      expect(milliseconds).toBeLessThan(3_000);
    }
    expect(await countStuck()).toBe(2);
    const before = scansSent();
    leaving.abort();
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['left']));
    await sleep(100);
    await release();
    await until('nothing is stuck', async () => (await countStuck()) === 0);
    // The two that were at work may go on; the 340 that waited are not begun.
    expect((await api.ask({ query: `{ ${SCANNED} }` }, 'VIEWER greedy')).read.errors).toBeUndefined();
    expect(scansSent() - before).toBeLessThan(12);
    expect(api.lines.filter((line) => line.includes('a request failed'))).toEqual([]);
    await api.stop();
  }, 60_000);

  test('a text in the conditions of a list is looked for in turn, and a list without one does not wait', async () => {
    const api = await openApi(world());
    const release = await lockTable();
    const where = { mapping: 'offices', text: 'street' };
    const asked = [
      'query($where: DiscrepancyWhere) { discrepancies(first: 5, where: $where) { nodes { id } } }',
      'query($where: DiscrepancyWhere) { discrepancyFacets(where: $where) { total } }',
      'mutation($where: DiscrepancyWhere) { exportDifferences(input: { where: $where, first: 5, reason: "a ticket" }) { csv } }',
    ];
    const answers = asked.map((query) => api.ask({ query, variables: { where } }, 'ANALYST searching'));
    await until('the first is stuck', async () => (await countStuck()) === 1);
    const without = { query: asked[0], variables: { where: { mapping: 'offices' } } };
    expect((await api.ask(without, 'ANALYST searching')).read.errors).toBeUndefined();
    expect(await countStuck()).toBe(1);
    await release();
    expect((await Promise.all(answers)).map(({ read }) => read.errors)).toEqual(asked.map(() => undefined));
    await api.stop();
  });

  test('all of one request are answered, one after the other', async () => {
    const api = await openApi(world());
    const { read } = await api.ask(GREEDY, 'VIEWER patient');
    expect(read.errors).toBeUndefined();
    expect(Object.keys(read.data as object)).toHaveLength(19);
    await api.stop();
  });
});
