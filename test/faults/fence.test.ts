import 'reflect-metadata';
import { RunKind, RunState } from '../../entities/ledger/run';
import { RunControl } from '../../reconciliation/runs/run-control';
import { SegmentHold } from '../../reconciliation/runs/segment-hold';
import { claimSegment, type Segment } from '../../reconciliation/runs/segments';
import { WriteTransaction } from '../../reconciliation/writing/transaction';
import { asDatabase } from '../../src/databases';
import { until } from '../support/until';
import { useRunWorld } from './run-world';

const { MIGRATE } = RunKind;
const { INCOMPLETE, PAUSED } = RunState;

const world = useRunWorld('postgres');

const nothing = (): Promise<void> => Promise.resolve();
const NO_GUARDS = { isStopping: () => false, beforeBatch: nothing, beforeCommit: nothing };

test('F04: whoever lost the segment cannot write a thing, however late it wakes up, while the run is still going on', async () => {
  // Planned, and then left alone until somebody agrees.
  const worker = await world().startWorker({ approvalOver: 1 });
  const id = await world().startRun(MIGRATE);
  await world().untilState(id, PAUSED);
  await worker.stop();
  await new RunControl(world().new).approve('somebody else', id, 'go on');
  const ledger = asDatabase(world().new);
  const claim = (name: string, leaseSeconds: number): Promise<Segment | null> =>
    claimSegment(ledger, { runId: id, ordinal: 1 }, { worker: name, leaseSeconds, isReadOnly: false });
  const sleeper = await until('the segment is free', () => claim('sleeper', 2));
  // It sleeps through its lease, and somebody else takes over.
  const next = await until('the lease is over', () => claim('next', 60));
  expect(BigInt(next.fence)).toBe(BigInt(sleeper.fence) + 1n);
  const transaction = await WriteTransaction.begin(world().new);
  try {
    const late = new SegmentHold(ledger, sleeper, NO_GUARDS);
    const checkpoint = late.checkpoint(transaction, { counts: { rows: 1 }, doneUpTo: '3' });
    await expect(checkpoint).rejects.toThrow(/another worker has the segment/);
  } finally {
    await transaction.rollback();
  }
  await world().rows(`UPDATE counterpart.run_segment SET lease_until = now() WHERE worker = 'next'`);
  await world().startWorker();
  await world().untilState(id, INCOMPLETE);
  expect(await world().problems(MIGRATE)).toEqual([]);
});

test('F02: two workers share a run, and no segment is done twice', async () => {
  await Promise.all([world().startWorker({ lanes: 2 }), world().startWorker({ lanes: 2 })]);
  const id = await world().startRun(MIGRATE);
  await world().untilState(id, INCOMPLETE);
  expect(await world().problems(MIGRATE)).toEqual([]);
});
