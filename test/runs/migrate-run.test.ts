import { PauseReason, RunKind, RunState } from '../../entities/ledger/run';
import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { describeEachEngine } from '../support/servers';
import { useOwnWorld } from '../support/world';
import { requestFor, waitForRun } from './life';

describeEachEngine('runs', (engine) => {
  const world = useOwnWorld(engine);

  async function perform(request: ReturnType<typeof requestFor>) {
    const { service } = world();
    const { run, refusals } = await service.runs.start(request);
    expect(refusals).toEqual([]);
    return waitForRun(service.sides.new, run?.id ?? '');
  }

  test('compare, migrate what is missing, and take it back', async () => {
    const { service } = world();
    await world().startWorker({ approvalOver: 1_000 });
    const before = await world().snapshot();
    const compared = await perform(requestFor('teamCommunications'));
    expect(compared).toMatchObject({ state: RunState.SUCCEEDED, coverage: 1 });
    const migrated = await perform(requestFor('teamCommunications', { kind: RunKind.MIGRATE }));
    expect(migrated.state).toBe(RunState.SUCCEEDED);
    const reverted = await perform(requestFor('teamCommunications', { kind: RunKind.REVERT, reverts: migrated.id }));
    expect(reverted.state).toBe(RunState.SUCCEEDED);
    expect(await world().snapshot()).toEqual(before);
    expect(await verifyAudit(service.sides.new)).toMatchObject({ problem: null });
  });

  test('a run that writes too much waits for a second person', async () => {
    const { service } = world();
    await world().startWorker({ approvalOver: 0 });
    const request = requestFor('teamCommunications', { kind: RunKind.MIGRATE });
    const { run } = await service.runs.start(request);
    const id = run?.id ?? '';
    await waitForRun(service.sides.new, id, ({ pauseReason }) => pauseReason === PauseReason.APPROVAL_REQUIRED);
    expect((await service.runs.approve('test', id, 'mine')).refusals).toMatchObject([{ code: 'SELF_APPROVAL' }]);
    expect((await service.runs.resume('test', id)).refusals).toMatchObject([{ code: 'NOT_APPLICABLE' }]);
    expect((await service.runs.approve('somebody else', id, 'looked at it')).refusals).toEqual([]);
    expect((await waitForRun(service.sides.new, id)).approvedBy).toBe('somebody else');
  });
});
