import type { Run, RunFailure } from '../../entities/ledger/run';
import type { ListAnswer } from '../formats';

type Cell = string | number;

const cellOf = (value: unknown): Cell => {
  if (value === null) return '';
  if (typeof value === 'number') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** Several runs, a line each. */
export const listOfRuns = (runs: readonly Run[]): ListAnswer => ({
  title: 'Runs',
  head: ['run', 'mapping', 'kind', 'state', 'why it waits', 'done', 'of', 'written', 'failed', 'by', 'created'],
  rows: runs.map((run) => [
    run.id,
    run.mapping,
    run.dryRun ? `${run.kind} (dry run)` : run.kind,
    run.state,
    cellOf(run.pauseReason),
    Number(run.rowsDone),
    run.rowsTotal === null ? '' : Number(run.rowsTotal),
    run.counts.written,
    run.counts.failed,
    run.requestedBy,
    run.createdAt,
  ]),
  json: { schema: 'counterpart.run-list/v1', runs },
  items: runs,
});

/** Everything about one run, a line for each fact. */
export function factsOfRun(run: Run): ListAnswer {
  const { counts, ...facts } = run;
  return {
    title: `Run ${run.id}`,
    head: ['fact', 'value'],
    rows: [...Object.entries(facts), ...Object.entries(counts)].map(([name, value]) => [name, cellOf(value)]),
    widths: [null, 80],
    json: { schema: 'counterpart.run/v1', run },
    items: [run],
  };
}

export const listOfFailures = (id: string, failures: readonly RunFailure[]): ListAnswer => ({
  title: `Failures of run ${id}`,
  head: ['legacy id', 'code', 'why', 'at'],
  rows: failures.map(({ legacyId, code, message, at }) => [legacyId ?? '', code, message, at]),
  widths: [null, null, 80, null],
  json: { schema: 'counterpart.run-failures/v1', run: id, failures },
  items: failures,
});
