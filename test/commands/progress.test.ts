import 'reflect-metadata';
import { PauseReason, Run, RunCounts, RunKind, RunState } from '../../entities/ledger/run';
import { createRunProgress, describeProgress } from '../../src/runs/run-progress';
import { inWords } from '../../src/runs/run-times';

const runOf = (facts: Partial<Run>): Run =>
  Object.assign(new Run(), {
    mapping: 'orders',
    kind: RunKind.COMPARE,
    state: RunState.RUNNING,
    dryRun: false,
    pauseReason: null,
    message: null,
    throttledBy: null,
    rowsTotal: '1000000',
    rowsDone: '250000',
    ratePerSecond: 12_500.4,
    etaAt: '2026-01-01T00:00:00.000000Z',
    startedAt: '2026-01-01T00:00:00.000000Z',
    finishedAt: null,
    counts: Object.assign(new RunCounts(), { written: 0 }),
    ...facts,
  });

test.each<[string, Partial<Run>]>([
  ['12,500 rows/s, 1 min 0 s left', {}],
  [
    '12,500 rows/s, 1 min 0 s left, slowed down by the legacy replica is 12 s behind',
    { throttledBy: 'the legacy replica is 12 s behind' },
  ],
  ['counting', { rowsTotal: null, ratePerSecond: null, etaAt: null }],
  ['QUEUED', { state: RunState.QUEUED, ratePerSecond: null, etaAt: null }],
  ['starting', { ratePerSecond: null, etaAt: null }],
  // At a rate of nothing it would never end.
  ['0 rows/s', { ratePerSecond: 0 }],
  // More than was counted at first: new records came.
  ['12,500 rows/s, under 1 s left', { rowsDone: '1000400' }],
  [
    'PAUSED (LEGACY_UNAVAILABLE: no answer), 12,500 rows/s',
    { state: RunState.PAUSED, pauseReason: PauseReason.LEGACY_UNAVAILABLE, message: 'no answer', etaAt: null },
  ],
])('%s', (expected, facts) => expect(describeProgress(runOf(facts))).toBe(expected));

test.each([
  [0, 'under 1 s'],
  [0.6, '1 s'],
  [59.4, '59 s'],
  [59.6, '1 min 0 s'],
  [3_599, '59 min 59 s'],
  [3_600, '1 h 0 min'],
  [360_061, '100 h 1 min'],
])('%d seconds are %s', (seconds, expected) => expect(inWords(seconds)).toBe(expected));

describe('where nobody watches', () => {
  const said: string[] = [];
  const show = (runs: readonly Run[], isShown = true): string[] => {
    const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    try {
      const progress = createRunProgress('orders', isShown);
      for (const run of runs) progress.show(run);
      progress.stop();
      return said.splice(0);
    } finally {
      write.mockRestore();
    }
  };

  test('there is a line at the start, one for each change of state, and one at the end', () => {
    const paused = {
      state: RunState.PAUSED,
      pauseReason: PauseReason.REQUESTED,
      message: 'Paused by juan.',
      etaAt: null,
    };
    const over = { state: RunState.SUCCEEDED, rowsDone: '1000000', finishedAt: '2026-01-01T00:01:20.000000Z' };
    const queued = { state: RunState.QUEUED, rowsTotal: null, rowsDone: '0', ratePerSecond: null, etaAt: null };
    expect(
      show([runOf(queued), runOf({}), runOf({ rowsDone: '260000' }), runOf(paused), runOf({}), runOf(over)]),
    ).toEqual([
      'orders: QUEUED\n',
      'orders: 250000 of 1000000 (12,500 rows/s, 1 min 0 s left)\n',
      'orders: 250000 of 1000000 (PAUSED (REQUESTED: Paused by juan.), 12,500 rows/s)\n',
      'orders: 250000 of 1000000 (12,500 rows/s, 1 min 0 s left)\n',
      'orders: SUCCEEDED, 1,000,000 records in 1 min 20 s\n',
    ]);
  });

  test('there is nothing where nothing is wanted', () => expect(show([runOf({})], false)).toEqual([]));
});
