import { RunKind, RunState } from '../../entities/ledger/run';
import { listRunFailures } from '../../reconciliation/runs/list-failures';
import { useOwnWorld } from '../support/world';
import { requestFor, waitForRun } from './life';

/** A run over nothing must not look like one after which all is well. */

describe('a run over chosen records', () => {
  const world = useOwnWorld('postgres');

  async function perform(request: ReturnType<typeof requestFor>) {
    const { service } = world();
    const { run, refusals } = await service.runs.start(request);
    expect(refusals).toEqual([]);
    return waitForRun(service.sides.new, run?.id ?? '');
  }

  test('of a root cause that there is not is refused', async () => {
    const answer = await world().service.runs.start(
      requestFor('teamCommunications', { kind: RunKind.RECONCILE, rootCause: 'mistyped' }),
    );
    expect(answer).toMatchObject({ run: null, refusals: [{ code: 'NOT_FOUND', field: 'rootCause' }] });
  });

  test.each([RunKind.COMPARE, RunKind.MIGRATE])('%s names those that are on neither side', async (kind) => {
    const { service } = world();
    await world().startWorker({ lanes: 1 });
    const [note] = await world().rows<{ id: string }>(
      `SELECT legacy_id AS id FROM counterpart.pair_state WHERE mapping = 'teamCommunications' AND verdict = 'MISSING' LIMIT 1`,
    );
    const run = await perform(requestFor('teamCommunications', { kind, legacyIds: [note?.id ?? '', '987654321'] }));
    expect(run).toMatchObject({ state: RunState.INCOMPLETE, counts: { rows: 2, failed: 1 }, rowsDone: run.rowsTotal });
    const { items } = await listRunFailures(service.sides.new, run.id, 10, null);
    expect(items).toMatchObject([{ legacyId: '987654321', code: 'NOT_FOUND' }]);
  });

  test('that are open again, because nobody accepts them any more, are among those of a reconciliation', async () => {
    await world().startWorker({ lanes: 1 });
    await perform(requestFor('teamCommunications'));
    const waivedUntil = (end: string) =>
      world().rows(
        `UPDATE counterpart.discrepancy SET state = 'WAIVED', waived_until = clock_timestamp() ${end}
         WHERE mapping = 'teamCommunications' AND verdict = 'MISSING'`,
      );
    await waivedUntil("+ interval '1 hour'");
    const dry = { kind: RunKind.RECONCILE, dryRun: true } as const;
    const waived = await perform(requestFor('teamCommunications', dry));
    await waivedUntil("- interval '1 hour'");
    const open = await perform(requestFor('teamCommunications', dry));
    expect(Number(open.rowsTotal)).toBeGreaterThan(Number(waived.rowsTotal));
  });
});

describe('a row that claimed a record in vain', () => {
  const world = useOwnWorld('postgres');

  test('is no discrepancy any more when the record is there and was looked at alone', async () => {
    const { service } = world();
    await world().startWorker({ lanes: 1 });
    const [extra] = await world()
      .rows<{ id: string }>(
        `UPDATE team_communications SET legacy_record_id = 99999
       WHERE id = (SELECT id FROM team_communications WHERE legacy_record_id IS NOT NULL ORDER BY id LIMIT 1) RETURNING id::text`,
      )
      .then((answer) => (answer as unknown as [{ id: string }[]])[0]);
    const { run } = await service.runs.start(requestFor('teamCommunications'));
    await waitForRun(service.sides.new, run?.id ?? '');
    const states = () =>
      world().rows<{ state: string }>('SELECT state FROM counterpart.discrepancy WHERE record_key = $1', [
        `new:${extra?.id}`,
      ]);
    expect(await states()).toEqual([{ state: 'OPEN' }]);
    await world().legacy.query(
      'INSERT INTO dispatch_note (SELECT (jsonb_populate_record(n, \'{"id": 99999}\')).* FROM dispatch_note n ORDER BY id LIMIT 1)',
    );
    await world().api.ask(
      'mutation { diffRecord(input: { mapping: teamCommunications, legacyId: "99999" }) { record { verdict } } }',
    );
    expect(await states()).toEqual([{ state: 'CLOSED' }]);
  });
});
