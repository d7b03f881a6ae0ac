import { type Run, RunKind, RunState } from '../../entities/ledger/run';
import type { Verdict } from '../../reconciliation/comparing/verdict';
import { listFigures } from '../../reconciliation/ledger/figures';
import { findStanding } from '../../reconciliation/ledger/open-discrepancies';
import type { Database } from '../../reconciliation/reading/database';
import { grouped } from '../../reconciliation/reporting/exact';
import { listRunFailures } from '../../reconciliation/runs/list-failures';
import { isOver } from '../../reconciliation/runs/transitions';
import { RefusalCode } from '../../reconciliation/writing/refusal';
import { HELD, hasShares, isOverLimit, type Limit, type Line } from '../fail-on';
import { ExitCode } from '../failure';
import { findHalt, type Remark } from './run-halts';

/** How many records of one verdict stand open, held against the caller's line. */
export interface VerdictCheck {
  readonly verdict: Verdict;
  readonly open: number;
  /** Null: the line does not name it. */
  readonly limit: Limit | null;
  readonly isOver: boolean;
}

/** What the command tells of one mapping. */
export interface RunOutcome extends Remark {
  readonly mapping: string;
  /** Null: no run was started. */
  readonly run: Run | null;
  /** Empty: the run is not over, or settles nothing. */
  readonly checks: readonly VerdictCheck[];
}

/** The first of these that occurred is what the command ends with. */
const PRIORITY: readonly ExitCode[] = [
  ExitCode.interrupted,
  ExitCode.terminated,
  ExitCode.internal,
  ExitCode.timedOut,
  ExitCode.configuration,
  ExitCode.usage,
  ExitCode.refused,
  ExitCode.incomplete,
  ExitCode.differences,
];

export const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  PRIORITY.find((code) => codes.includes(code)) ?? ExitCode.ok;

/** A failure's code is a text, because not all are refusals. */
const UNKNOWN: string = RefusalCode.OUTCOME_UNKNOWN;

/** The most samples of failures that are kept of a run. */
const SAMPLES = 1_000;

const ENDS: Readonly<Partial<Record<RunState, string>>> = {
  [RunState.INCOMPLETE]: 'The run ended with something undone',
  [RunState.FAILED]: 'The run was stopped by its failures',
  [RunState.CANCELLED]: 'Somebody cancelled the run',
};

function findEnd({ id, state, message, counts }: Run): Remark[] {
  const words = ENDS[state];
  if (words === undefined) return [];
  const because = message === null ? '' : `: ${message.replace(/\.$/, '')}`;
  const details = counts.failed > 0 ? ` Details: counterpart runs failures ${id}` : '';
  return [{ exitCode: ExitCode.incomplete, reason: `${words}${because}.${details}` }];
}

function findMoving({ counts }: Run): Remark[] {
  if (counts.moving === 0) return [];
  const reason = `${grouped(counts.moving)} records changed while they were looked at: compare again.`;
  return [{ exitCode: ExitCode.incomplete, reason }];
}

/** Nobody knows yet what became of these records, which is worse than any other failure. */
async function findUnknown(database: Database, run: Run): Promise<Remark[]> {
  if (run.counts.failed === 0) return [];
  const { items } = await listRunFailures(database, run.id, SAMPLES, null);
  const unknown = items.filter(({ code }) => code === UNKNOWN).length;
  if (unknown === 0) return [];
  const reason = `Of ${grouped(unknown)} records it is not known whether they were written: compare them. Details: counterpart runs failures ${run.id}`;
  return [{ exitCode: ExitCode.internal, reason }];
}

/** A dry run leaves everything as it was, and a revert makes records differ on purpose. */
const settles = (run: Run): boolean => isOver(run.state) && !run.dryRun && run.kind !== RunKind.REVERT;

/** How the records of a run stand now, each verdict against its limit. */
async function checkVerdicts(database: Database, run: Run, line: Line): Promise<VerdictCheck[]> {
  if (!settles(run)) return [];
  const { open, isWhole } = await findStanding(database, run.id);
  const figures = isWhole && hasShares(line) ? await listFigures(database, [run.mapping]) : null;
  const base = figures?.get(run.mapping)?.base ?? run.counts.rows;
  return HELD.map((verdict) => {
    const count = open[verdict] ?? 0;
    const limit = line.get(verdict) ?? null;
    return { verdict, open: count, limit, isOver: limit !== null && isOverLimit(limit, count, base) };
  });
}

/** "12 missing, more than 5". */
export function describeCheck({ verdict, open, limit }: Omit<VerdictCheck, 'isOver'>): string {
  const most = limit === null || limit.words === '0' ? '' : `, more than ${limit.words}`;
  return `${grouped(open)} ${verdict.toLowerCase()}${most}`;
}

function findDifferences(checks: readonly VerdictCheck[]): Remark[] {
  const over = checks.filter((check) => check.isOver);
  if (over.length === 0) return [];
  return [{ exitCode: ExitCode.differences, reason: `Records do not match: ${over.map(describeCheck).join('; ')}.` }];
}

/** Judges how far a run has come: what its exit code is, and why. `others` is what happened to the command itself. */
export async function judgeRun(
  database: Database,
  run: Run,
  line: Line,
  others: readonly Remark[] = [],
): Promise<RunOutcome> {
  const checks = await checkVerdicts(database, run, line);
  const halt = findHalt(run);
  const remarks = [
    ...others,
    ...(halt === null || others.length > 0 ? [] : [halt]),
    ...(await findUnknown(database, run)),
    ...findEnd(run),
    ...findMoving(run),
    ...findDifferences(checks),
  ];
  const exitCode = worstOf(remarks.map((remark) => remark.exitCode));
  return { mapping: run.mapping, run, exitCode, reason: remarks.map((remark) => remark.reason).join(' '), checks };
}
