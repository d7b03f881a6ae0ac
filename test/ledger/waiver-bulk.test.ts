import { RunKind } from '../../entities/ledger/run';
import { requestFor, waitForRun } from '../runs/life';
import { until } from '../support/until';
import { useOwnWorld } from '../support/world';
import { carryOut, figuresOf } from '../writing/mutations';
import { compare, instantIn, ofRoot, passUntil, rootOf } from '../writing/waivers';

/** Whatever looks at a record decides the same about it. */

interface Stood {
  readonly key: string;
  readonly state: string;
  readonly until: string | null;
}

const MAPPINGS = ['teamCommunications', 'templates', 'orders', 'orderCases', 'profiles'];

describe('what is waived', () => {
  const world = useOwnWorld('postgres');

  const standing = () =>
    world().rows<Stood>(
      `SELECT mapping || '/' || record_key AS key, state, waived_until::text AS until FROM counterpart.discrepancy
       WHERE mapping = ANY($1) ORDER BY 1`,
      [MAPPINGS],
    );

  /** Waivers of every scope, some of which lapse by what is altered afterwards. */
  async function waiveMuch(): Promise<void> {
    const waive = (input: object) => carryOut(world(), 'waiveDiscrepancy', { ...input });
    await waive(await ofRoot(world(), 'teamCommunications', '21'));
    await waive({ mapping: 'teamCommunications', legacyId: '28', field: 'body' });
    await waive({ mapping: 'teamCommunications', legacyId: '22' });
    await waive(await ofRoot(world(), 'teamCommunications', '23'));
    await waive({ mapping: 'templates', legacyId: '302', field: 'name' });
    await waive({ mapping: 'templates', legacyId: '302', field: 'actionName' });
    const rootCause = await rootOf(world(), 'templates', '302', 'estimatedDurationMinutes');
    await waive({ mapping: 'templates', rootCause, expiresAt: await instantIn(world(), '1 hour') });
    await waive(await ofRoot(world(), 'orders', '1003'));
    await waive(await ofRoot(world(), 'orderCases', '1003'));
    await waive(await ofRoot(world(), 'profiles', '7'));
  }

  async function alterMuch(): Promise<void> {
    await world().legacy.query("UPDATE dispatch_note SET text = 'altered' WHERE id IN (21, 22, 28)");
    await world().rows("UPDATE templates SET name = 'altered' WHERE legacy_template_id = 302");
    await world().legacy.query(
      "INSERT INTO dispatch_note SELECT 40, created_at, 'new', author_id, doctor_id FROM dispatch_note WHERE id = 29",
    );
  }

  /** What whoever looks next has to put right. */
  const confuse = (state: string, until: string | null) =>
    world().rows(
      `UPDATE counterpart.discrepancy SET state = $1, waived_until = $2 WHERE state <> 'CLOSED' AND mapping = ANY($3)`,
      [state, until, MAPPINGS],
    );

  async function compareByRuns(): Promise<void> {
    const { service } = world();
    for (const mapping of MAPPINGS) {
      const { run } = await service.runs.start(requestFor(mapping));
      await waitForRun(service.sides.new, run?.id ?? '');
    }
  }

  async function compareAlone(): Promise<void> {
    const [...known] = await standing();
    for (const { key } of known) {
      const [mapping = '', legacyId = ''] = key.split('/');
      if (!legacyId.startsWith('new:')) await compare(world(), mapping, legacyId);
    }
  }

  test('is the same for records looked at alone, all at once, and by a run', async () => {
    await world().startWorker({ lanes: 2 });
    await waiveMuch();
    await alterMuch();
    await compareByRuns();
    const byRuns = await standing();
    const waived = byRuns.filter(({ state }) => state === 'WAIVED').map(({ key }) => key);
    const notes = ['21', '23', '29', '30', '31', '40'].map((id) => `teamCommunications/${id}`);
    const others = ['orderCases/1003', 'orders/1003', 'profiles/10', 'profiles/6', 'profiles/7'];
    expect(waived).toEqual([...notes, ...others].sort());
    for (const [state, until] of [
      ['OPEN', null],
      ['WAIVED', 'infinity'],
    ] as const) {
      await confuse(state, until);
      await compareAlone();
      expect(await standing()).toEqual(byRuns);
      await confuse(state, until);
      for (const mapping of MAPPINGS) await world().service.comparison.compareMapping(world().service.mapping(mapping));
      expect(await standing()).toEqual(byRuns);
      await confuse(state, until);
      await compareByRuns();
      expect(await standing()).toEqual(byRuns);
    }
    const figures = await Promise.all(MAPPINGS.map((mapping) => figuresOf(world(), mapping)));
    expect(figures.reduce((sum, { waived: n }) => sum + n, 0)).toBe(waived.length);
  });

  test('is left out of a reconciliation until the waiver of its root cause ends', async () => {
    const { service } = world();
    await world().startWorker({ lanes: 1 });
    const planned = async (): Promise<number> => {
      const { run } = await service.runs.start(
        requestFor('teamCommunications', { kind: RunKind.RECONCILE, dryRun: true }),
      );
      return Number((await waitForRun(service.sides.new, run?.id ?? '')).rowsTotal);
    };
    const all = await planned();
    const expiresAt = await instantIn(world(), '20 seconds');
    await carryOut(world(), 'waiveDiscrepancy', {
      ...(await ofRoot(world(), 'teamCommunications', '21')),
      expiresAt,
    });
    expect(await planned()).toBe(all - 4);
    await passUntil(world(), expiresAt);
    expect(await planned()).toBe(all);
  });

  test('is remembered as open by the workers once it has expired', async () => {
    const expiresAt = await instantIn(world(), '4 seconds');
    await carryOut(world(), 'waiveDiscrepancy', {
      ...(await ofRoot(world(), 'teamCommunications', '21')),
      expiresAt,
    });
    await passUntil(world(), expiresAt);
    const waived = () => world().rows("SELECT 1 FROM counterpart.discrepancy WHERE state = 'WAIVED'");
    expect(await waived()).toHaveLength(4);
    await world().startWorker({ lanes: 1 });
    await until('the workers have opened them', async () => ((await waived()).length === 0 ? true : null));
  });
});
