import { COUNTED } from '../../reconciliation/runs/counts';
import { ExitCode } from '../failure';
import type { Answer } from '../formats';
import type { TestCase, TestSuite } from '../rendering/junit';
import { describeCheck, type RunOutcome, type VerdictCheck, worstOf } from './run-outcome';
import { secondsOf } from './run-times';

/** Before a run was started there is nothing to count. */
const NOT_STARTED = 'NOT_STARTED';

const stateOf = ({ run }: RunOutcome): string => run?.state ?? NOT_STARTED;

/** Discrepancies that nobody waived; empty: the run says nothing about that. */
function openOf({ checks }: RunOutcome): number | string {
  return checks.length === 0 ? '' : checks.reduce((total, check) => total + check.open, 0);
}

function itemOf(outcome: RunOutcome): object {
  const { mapping, run, exitCode, reason, checks } = outcome;
  const open = checks.length === 0 ? null : Object.fromEntries(checks.map((check) => [check.verdict, check.open]));
  return { ...(run ?? { id: null, mapping, state: NOT_STARTED }), open, exitCode, reason };
}

function caseOf({ verdict, open, limit, isOver }: VerdictCheck): TestCase {
  const described = describeCheck({ verdict, open, limit });
  if (limit === null) return { name: `${verdict} records`, skipped: `${described}; --fail-on does not name them` };
  const name = limit.words === '0' ? `no ${verdict} records` : `at most ${limit.words} ${verdict} records`;
  return isOver ? { name, failure: described } : { name };
}

/** Differences have cases of their own; everything else means that not all was looked at. */
function completenessOf({ exitCode, reason }: RunOutcome): TestCase {
  const name = 'everything was done';
  return exitCode === ExitCode.ok || exitCode === ExitCode.differences ? { name } : { name, error: reason };
}

const suiteOf = (outcome: RunOutcome): TestSuite => ({
  name: outcome.mapping,
  seconds: outcome.run === null ? null : secondsOf(outcome.run),
  cases: [completenessOf(outcome), ...outcome.checks.map(caseOf)],
});

/** What the command as a whole ends with. */
export function conclude(outcomes: readonly RunOutcome[]): { readonly exitCode: ExitCode; readonly reason: string } {
  const exitCode = worstOf(outcomes.map((outcome) => outcome.exitCode));
  if (exitCode === ExitCode.ok) return { exitCode, reason: 'Everything was done.' };
  const told = outcomes.filter((outcome) => outcome.reason !== '');
  return { exitCode, reason: told.map(({ mapping, reason }) => `${mapping}: ${reason}`).join('\n') };
}

/** The outcomes of a command in every format. */
export function answerOf(title: string, outcomes: readonly RunOutcome[]): Answer {
  const { exitCode, reason } = conclude(outcomes);
  const items = outcomes.map(itemOf);
  const isIncomplete = (outcome: RunOutcome): boolean => completenessOf(outcome).error !== undefined;
  const incomplete = outcomes
    .filter(isIncomplete)
    .map(({ mapping, run, reason: because }) => ({ mapping, id: run?.id ?? null, reason: because }));
  return {
    title,
    head: ['mapping', 'kind', 'state', ...COUNTED, 'open', 'run'],
    rows: outcomes.map((outcome) => [
      outcome.mapping,
      outcome.run?.kind ?? '',
      stateOf(outcome),
      ...COUNTED.map((count) => outcome.run?.counts[count] ?? 0),
      openOf(outcome),
      outcome.run?.id ?? '',
    ]),
    remarks: [
      ...reason.split('\n'),
      ...outcomes.flatMap(({ mapping, run }) => (run?.note == null ? [] : [`${mapping}: ${run.note}`])),
    ],
    json: { schema: 'counterpart.runs/v1', exitCode, reason, runs: items, incomplete },
    items,
    suites: outcomes.map(suiteOf),
  };
}
