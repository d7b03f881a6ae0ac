import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { mappings } from '../../reconciliation/mappings/all';
import { Role } from '../../resolvers/access/role';
import { type Api, startApi } from '../support/api';
import { pollRun, type RunView, startRun, tellRun, updateRun } from '../support/runs';
import type { WorldOptions } from '../support/world';
import { useOwnWorld } from '../support/world';

/** Runs that a second person has to agree to, and what their word is worth. */

const MIGRATE = { kind: 'MIGRATE', mapping: 'teamCommunications', onFailure: 'CONTINUE' };

function useRuns(options: WorldOptions = {}) {
  const world = useOwnWorld('postgres', options);
  const apis: Api[] = [];
  afterEach(async () => {
    for (const api of apis.splice(0)) await api.stop();
  });
  const as = async (name: string, ...roles: readonly Role[]): Promise<Api> => {
    const api = await startApi(world().service, { name, roles, systems: null });
    apis.push(api);
    return api;
  };
  const untilAsked = (id: string): Promise<RunView> =>
    pollRun(world().api, id, (run) => run.pauseReason === 'APPROVAL_REQUIRED' || run.pollAfterMs === null);
  const ask = async (more: object = {}): Promise<string> => {
    const { id } = await startRun(world().api, { ...MIGRATE, ...more });
    expect(await untilAsked(id)).toMatchObject({ state: 'PAUSED', pauseReason: 'APPROVAL_REQUIRED' });
    return id;
  };
  const approve = async (id: string): Promise<void> => {
    const { userErrors } = await tellRun(await as('vera', Role.APPROVER), 'approveRun', { id, reason: 'seen' });
    expect(userErrors).toEqual([]);
  };
  /** While it is on, workers do not go on with what was approved. */
  const stop = async (isOn: boolean): Promise<void> => {
    await world().rows(
      `INSERT INTO counterpart.switch (name, is_on, actor, reason) VALUES ('STOP', $1, 'test', 'test')
       ON CONFLICT (name) DO UPDATE SET is_on = excluded.is_on`,
      [isOn],
    );
  };
  const count = async (): Promise<number> => (await world().rows('SELECT id FROM team_communications')).length;
  return { world, as, untilAsked, ask, approve, stop, count };
}

describe('a run that would write more than one person may decide', () => {
  const { world, as, untilAsked, ask, approve, stop, count } = useRuns();

  test('A06: whoever started it cannot approve it, by whichever way they come; somebody else can, and it is told by whom', async () => {
    await world().startWorker({ approvalOver: 0 });
    const id = await ask();
    const own = await as('tester', Role.APPROVER);
    expect((await tellRun(own, 'approveRun', { id, reason: 'mine' })).userErrors).toMatchObject([
      { code: 'SELF_APPROVAL' },
    ]);
    await approve(id);
    expect(await pollRun(world().api, id)).toMatchObject({ state: 'SUCCEEDED', approvedBy: 'vera' });
    const [row] = await world().rows<{ same: boolean; plan: string }>(
      'SELECT approved_plan = plan_hash AS same, approved_plan AS plan FROM counterpart.run WHERE id = $1',
      [id],
    );
    expect(row?.same).toBe(true);
    const entries = await world().rows<{ payload: string }>('SELECT payload FROM counterpart.audit_entry');
    expect(entries.map(({ payload }) => JSON.parse(payload) as object)).toContainEqual(
      expect.objectContaining({ action: 'approveRun', actor: 'vera', run: id, approval: { plan: row?.plan } }),
    );
    expect(await verifyAudit(world().service.sides.new)).toMatchObject({ problem: null });
  });

  test('of two approvers at once one approves, and the other one is told', async () => {
    await world().startWorker({ approvalOver: 0 });
    const id = await ask();
    const [vera, juan] = [await as('vera', Role.APPROVER), await as('juan', Role.APPROVER)];
    const answers = await Promise.all([vera, juan].map((api) => tellRun(api, 'approveRun', { id, reason: 'seen' })));
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['NOT_APPLICABLE']);
    expect((await pollRun(world().api, id)).state).toBe('SUCCEEDED');
  });

  test('of an approval and a cancellation at once exactly one wins, and nothing is written after a cancellation', async () => {
    await world().startWorker({ approvalOver: 0 });
    const before = await count();
    const id = await ask();
    const vera = await as('vera', Role.APPROVER);
    await Promise.all([tellRun(vera, 'approveRun', { id, reason: 'seen' }), tellRun(world().api, 'cancelRun', { id })]);
    const over = await pollRun(world().api, id);
    expect(['SUCCEEDED', 'CANCELLED']).toContain(over.state);
    if (over.approvedBy === null) expect(await count()).toBe(before);
  });

  test('a request that nobody decides about expires; it can be asked again or cancelled', async () => {
    await world().startWorker({ approvalOver: 0 });
    const id = await ask();
    await updateRun(world(), id, { approval_expires_at: '2020-01-01T00:00:00Z' });
    const vera = await as('vera', Role.APPROVER);
    expect(await tellRun(vera, 'approveRun', { id, reason: 'late' })).toMatchObject({
      run: { state: 'PAUSED', approvedBy: null, allowedActions: ['RESUME', 'CANCEL'] },
      userErrors: [{ code: 'PLAN_EXPIRED' }],
    });
    expect(await tellRun(world().api, 'resumeRun', { id })).toMatchObject({
      run: { state: 'PAUSED', pauseReason: 'APPROVAL_REQUIRED', allowedActions: ['CANCEL', 'APPROVE'] },
      userErrors: [],
    });
    await approve(id);
    expect((await pollRun(world().api, id)).state).toBe('SUCCEEDED');
  });

  test.each([
    ['the approval expired', { approval_expires_at: '2020-01-01T00:00:00Z' }, /expired/],
    ['more is planned than was approved', { planned_writes: 1_000_000 }, /not those that were approved/],
    ['other records are meant than were approved', { legacy_ids: ['21', '23'] }, /not those that were approved/],
    ['it goes on after failures that were to end it', { max_failures: 99_999 }, /not those that were approved/],
  ])('what was approved is not written when %s; a second person is asked again', async (_, row, message) => {
    await world().startWorker({ approvalOver: 0 });
    const before = await count();
    const id = await ask();
    await stop(true);
    await approve(id);
    await updateRun(world(), id, row);
    await stop(false);
    const waiting = await untilAsked(id);
    expect(waiting).toMatchObject({ state: 'PAUSED', pauseReason: 'APPROVAL_REQUIRED', approvedBy: null });
    expect(waiting.message).toMatch(message);
    expect(await count()).toBe(before);
    await approve(id);
    expect((await pollRun(world().api, id)).state).toBe('SUCCEEDED');
    expect(await count()).toBeGreaterThan(before);
  });

  test('what was approved is not written by other rules; a second person is asked again', async () => {
    await world().startWorker({ approvalOver: 0 });
    const before = await count();
    const id = await ask();
    await stop(true);
    await approve(id);
    const field = mappings
      .find(({ name }) => name === 'teamCommunications')
      ?.fields.find(({ property }) => property === 'body');
    const rule = field?.rule as { words: string } | undefined;
    if (rule === undefined) throw new Error('the mapping has no such rule');
    const { words } = rule;
    rule.words = 'as a later version words it';
    try {
      await stop(false);
      const waiting = await untilAsked(id);
      expect(waiting).toMatchObject({ state: 'PAUSED', approvedBy: null });
      expect(waiting.message).toMatch(/rules .* not those that were approved/);
      expect(await count()).toBe(before);
      await approve(id);
      expect((await pollRun(world().api, id)).state).toBe('SUCCEEDED');
    } finally {
      rule.words = words;
    }
  });

  test('taking such a run back goes by its size as well', async () => {
    const worker = await world().startWorker({ approvalOver: 1_000 });
    const migrated = await pollRun(world().api, (await startRun(world().api, MIGRATE)).id);
    await worker.close();
    await world().startWorker({ approvalOver: 0 });
    const revert = { kind: 'REVERT', mapping: null, reverts: migrated.id, onFailure: 'CONTINUE' };
    const id = await ask(revert);
    await approve(id);
    expect((await pollRun(world().api, id)).state).toBe('SUCCEEDED');
  });
});

describe.each([
  ['a mapping', 'teamCommunications'],
  ['a system', 'Team Organization'],
  ['startRun', 'startRun'],
  ['what it does to each record', 'migrateRecord'],
])('with a policy that names %s', (_, name) => {
  const { world, ask, approve } = useRuns({ approvals: { hours: 3, requiredFor: [name] } });

  test('a run of one record waits for a second person, and a dry run and a comparison do not', async () => {
    await world().startWorker();
    const one = { legacyIds: ['21'] };
    const dry = await startRun(world().api, { ...MIGRATE, ...one, dryRun: true });
    expect((await pollRun(world().api, dry.id)).state).toBe('SUCCEEDED');
    const compare = await startRun(world().api, { mapping: 'teamCommunications' });
    expect((await pollRun(world().api, compare.id)).state).toBe('SUCCEEDED');
    const id = await ask(one);
    const query = '{ runs(first: 1) { nodes { approvalExpiresAt needsApproval } } }';
    const { runs } = await world().api.ask<{
      runs: { nodes: { approvalExpiresAt: string; needsApproval: boolean }[] };
    }>(query);
    const [run] = runs.nodes;
    expect(run?.needsApproval).toBe(true);
    expect(Date.parse(run?.approvalExpiresAt ?? '') - Date.now()).toBeGreaterThan(2.9 * 3_600_000);
    await approve(id);
    expect(await pollRun(world().api, id)).toMatchObject({ state: 'SUCCEEDED', counts: { written: 1 } });
  });
});

describe('with a policy that names another mapping', () => {
  const { world, ask, approve } = useRuns({ approvals: { hours: 24, requiredFor: ['profiles'] } });

  test('a run needs a second person only when it takes parents along, and so does taking that back', async () => {
    await world().startWorker();
    const alone = await startRun(world().api, { ...MIGRATE, legacyIds: ['21'] });
    expect(await pollRun(world().api, alone.id)).toMatchObject({ state: 'SUCCEEDED', approvedBy: null });
    const id = await ask({ legacyIds: ['23'], withParents: true });
    await approve(id);
    expect(await pollRun(world().api, id)).toMatchObject({ state: 'SUCCEEDED', approvedBy: 'vera' });
    const back = await ask({ kind: 'REVERT', mapping: null, reverts: id });
    await approve(back);
    expect((await pollRun(world().api, back)).state).toBe('SUCCEEDED');
  });
});
