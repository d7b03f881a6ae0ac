import { PauseReason, RunKind, RunState } from '../../entities/ledger/run';
import { useOwnWorld } from '../support/world';
import { requestFor, waitForRun } from './life';

/** What became of runs that were broken off at the wrong moment. */

describe('a run over team communications', () => {
  const world = useOwnWorld('postgres');

  async function perform(request: ReturnType<typeof requestFor>) {
    const { service } = world();
    const { run, refusals } = await service.runs.start(request);
    expect(refusals).toEqual([]);
    return waitForRun(service.sides.new, run?.id ?? '');
  }

  async function listOpen(): Promise<string[]> {
    await perform(requestFor('teamCommunications'));
    const rows = await world().rows<{ id: string }>(
      `SELECT legacy_id AS id FROM counterpart.discrepancy WHERE mapping = 'teamCommunications' AND state = 'OPEN'
         AND legacy_id IS NOT NULL ORDER BY (verdict = 'MISSING') DESC, length(legacy_id), legacy_id`,
    );
    return rows.map(({ id }) => id);
  }

  test('a busy record is not forgotten when the run is paused after the ones behind it', async () => {
    const { service } = world();
    await world().startWorker({ lanes: 1 });
    const keys = await listOpen();
    const holder = world().new.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `counterpart/teamCommunications/${keys[0]}`,
    ]);
    const request = requestFor('teamCommunications', { kind: RunKind.MIGRATE, legacyIds: keys, rowsPerSecond: 1 });
    const { run } = await service.runs.start(request);
    const id = run?.id ?? '';
    await waitForRun(service.sides.new, id, ({ rowsDone }) => Number(rowsDone) >= 1);
    expect((await service.runs.pause('test', id)).refusals).toEqual([]);
    await holder.rollbackTransaction();
    await holder.release();
    expect((await service.runs.resume('test', id)).refusals).toEqual([]);
    const over = await waitForRun(service.sides.new, id);
    expect(over.counts.rows).toBe(keys.length);
    const [stored] = await world().rows<{ n: number }>(
      'SELECT count(*)::integer AS n FROM team_communications WHERE legacy_record_id = $1',
      [keys[0]],
    );
    expect(stored).toEqual({ n: 1 });
  });

  test('a range that workers die over is divided, and its rows without a record are seen all the same', async () => {
    await world().startWorker({ lanes: 1 });
    await world().rows(
      `UPDATE team_communications SET legacy_record_id = 99999
       WHERE id = (SELECT id FROM team_communications WHERE legacy_record_id IS NOT NULL ORDER BY id LIMIT 1)`,
    );
    const unbroken = await perform(requestFor('teamCommunications'));
    await world().rows(`CREATE FUNCTION public.die() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN NEW.crashes := CASE WHEN NEW.kind = 'RANGE' THEN 3 ELSE 0 END; RETURN NEW; END $$`);
    await world().rows(
      'CREATE TRIGGER die BEFORE INSERT ON counterpart.run_segment FOR EACH ROW EXECUTE FUNCTION public.die()',
    );
    const divided = await perform(requestFor('teamCommunications'));
    expect(unbroken.counts.extra).toBe(1);
    expect(divided).toMatchObject({ state: RunState.SUCCEEDED, counts: unbroken.counts });
  });

  test('nothing is written beyond what one person may decide on, whatever was expected', async () => {
    const { service } = world();
    await world().startWorker({ approvalOver: 1 });
    await perform(requestFor('teamCommunications'));
    // As if nothing had been missing when the mapping was last compared.
    await world().rows("UPDATE counterpart.pair_state SET verdict = 'MATCHED' WHERE mapping = 'teamCommunications'");
    const count = 'SELECT count(*)::integer AS n FROM team_communications';
    const before = await world().rows(count);
    const { run } = await service.runs.start(requestFor('teamCommunications', { kind: RunKind.MIGRATE }));
    const id = run?.id ?? '';
    const waiting = await waitForRun(service.sides.new, id, ({ pauseReason }) => pauseReason !== null);
    expect(waiting).toMatchObject({ pauseReason: PauseReason.APPROVAL_REQUIRED, needsApproval: true });
    expect(await world().rows(count)).toEqual(before);
    await service.runs.approve('somebody else', id, 'seen');
    const over = await waitForRun(service.sides.new, id);
    expect(over.state).toBe(RunState.SUCCEEDED);
    expect(over.counts.written).toBeGreaterThan(1);
  });

  test('a run that rests until a database is back can be told to stay where it is', async () => {
    const { service } = world();
    await world().rows(
      "INSERT INTO counterpart.switch (name, is_on, actor, reason) VALUES ('STOP', true, 'test', 'test')",
    );
    await world().startWorker();
    const { run } = await service.runs.start(requestFor('teamCommunications'));
    const id = run?.id ?? '';
    await waitForRun(service.sides.new, id, ({ pauseReason }) => pauseReason === PauseReason.STOPPED);
    const answer = await service.runs.pause('test', id);
    expect(answer.refusals).toEqual([]);
    expect(answer.run).toMatchObject({ state: RunState.PAUSED, pauseReason: PauseReason.REQUESTED, resumesAt: null });
  });
});
