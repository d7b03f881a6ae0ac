import { type Command, InvalidArgumentError, Option } from 'commander';
import { OnFailure, RunKind } from '../../entities/ledger/run';
import { isLegacyId } from '../../reconciliation/legacy-id';
import type { Mapping } from '../../reconciliation/mapping';
import { checkRunRequest } from '../../reconciliation/runs/check-run-request';
import type { RunRequest } from '../../reconciliation/runs/run-request';
import { type Line, readLine, STRICT_LINE } from '../fail-on';
import { ExitCode, Failure } from '../failure';
import { type Format, formatOption } from '../formats';

/** How a command waits for runs, and what it prints in the end. */
export interface WaitOptions {
  readonly format: Format;
  readonly output?: string;
  readonly failOn: Line;
  /** Seconds. */
  readonly timeout?: number;
  readonly progress: boolean;
}

/** What is asked of a run, as the command line has it. */
export interface StartOptions extends WaitOptions {
  readonly detach?: boolean;
  readonly legacyId?: readonly string[];
  readonly rootCause?: string;
  readonly withParents?: boolean;
  readonly dryRun?: boolean;
  readonly incremental?: boolean;
  readonly onFailure: Lowercase<OnFailure>;
  readonly maxFailures: number;
  readonly rowsPerSecond?: number;
  readonly reason?: string;
  readonly idempotencyKey?: string;
}

const WHOLE = /^\d{1,9}$/;

/** Reads a whole number within limits, or says what is wrong with it. */
export const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (WHOLE.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };

const WEEK = 7 * 24 * 60 * 60;

/** The options of every command that waits for runs. */
export function addWaitOptions(command: Command): Command {
  return command
    .addOption(formatOption())
    .option('--output <file>', 'write the answer to a file instead of printing it')
    .addOption(
      new Option(
        '--fail-on <list>',
        'what to end with 1 for, of the records that stand open and are not waived: "missing,different:>0.1%,ambiguous:>5" or "none"',
      )
        .argParser(readLine)
        .default(STRICT_LINE, 'any of them'),
    )
    .option('--timeout <seconds>', 'stop waiting after that, with 5; the run goes on', whole(1, WEEK))
    .option('--no-progress', 'say nothing while waiting');
}

/** The options of every command that starts runs. */
export function addStartOptions(command: Command): Command {
  return addWaitOptions(command)
    .addOption(
      new Option('--wait', 'work on it here until it is over; this is what is done anyway').conflicts('detach'),
    )
    .option('--detach', 'leave the work to workers elsewhere, and print the id of the run')
    .option('--max-failures <n>', 'with --on-failure continue: how many records may fail', whole(0, 100_000), 1_000)
    .addOption(
      new Option('--on-failure <what>', 'what to do when a record cannot be done')
        .choices(['stop', 'continue'])
        .default('stop'),
    )
    .option('--rows-per-second <n>', 'records a second at most, all workers together', whole(1, 1_000_000))
    .option('--reason <text>', 'why, for whoever looks at the run later')
    .option('--idempotency-key <key>', 'the same key and request again starts no second run and waits for the first');
}

/** Which records, where that is not all of them. */
export const addChoiceOptions = (command: Command): Command =>
  command
    .option('--legacy-id <id...>', 'only these records')
    .option('--root-cause <id>', 'only the records that this root cause blocks');

/** What only a run that creates or changes rows can be told. */
export const addWriteOptions = (command: Command): Command =>
  command
    .option('--with-parents', 'of chosen records: create their missing parents first, in order')
    .option('--dry-run', 'do everything, count it, and roll it back');

/** The request that the options make, of one kind and for one mapping. */
export function requestOf(
  kind: RunKind,
  mapping: Mapping,
  actor: string,
  options: StartOptions,
  reverts: string | null = null,
): RunRequest {
  return {
    actor,
    kind,
    mapping,
    legacyIds: options.legacyId ?? null,
    rootCause: options.rootCause ?? null,
    incremental: options.incremental ?? false,
    withParents: options.withParents ?? false,
    dryRun: options.dryRun ?? false,
    reverts,
    onFailure: options.onFailure === 'continue' ? OnFailure.CONTINUE : OnFailure.STOP,
    maxFailures: options.maxFailures,
    rowsPerSecond: options.rowsPerSecond ?? null,
    reason: options.reason ?? 'asked for on the command line',
    // One key on the command line may stand for several requests.
    idempotencyKey: options.idempotencyKey === undefined ? null : `${options.idempotencyKey}/${mapping.name}`,
  };
}

/** Refuses what cannot be meant, before anything is opened. */
export function checkOptions(
  kind: RunKind,
  mappings: readonly Mapping[],
  options: StartOptions,
  reverts: string | null = null,
): void {
  const { legacyId, rootCause, reason, dryRun = false } = options;
  const wrong = legacyId?.find((id) => !isLegacyId(id));
  if (wrong !== undefined) throw new Failure(`"${wrong}" is no legacy id: these are whole numbers.`, ExitCode.usage);
  if ((legacyId !== undefined || rootCause !== undefined) && mappings.length > 1)
    throw new Failure('Records are chosen from one mapping: name it.', ExitCode.usage);
  if (kind !== RunKind.COMPARE && !dryRun && reason === undefined)
    throw new Failure('Say why: --reason <text>. Or look at what it would do: --dry-run.', ExitCode.usage);
  const refusals = mappings.flatMap((mapping) => checkRunRequest(requestOf(kind, mapping, '', options, reverts)));
  const messages = new Set(refusals.map((refusal) => `${refusal.message}.`));
  if (messages.size > 0) throw new Failure([...messages].join('\n'), ExitCode.usage);
}
