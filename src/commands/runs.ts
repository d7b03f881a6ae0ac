import { type Command, InvalidArgumentError } from 'commander';
import { type Run, type RunFailure, RunKind, RunState } from '../../entities/ledger/run';
import type { Cursor } from '../../reconciliation/ledger/filter';
import type { Page } from '../../reconciliation/ledger/ledger';
import { listRunFailures } from '../../reconciliation/runs/list-failures';
import { listRuns } from '../../reconciliation/runs/run-store';
import { chooseMappings } from '../choose-mappings';
import { deliver, formatList, type ListAnswer, type ListFormat, listFormatOption } from '../formats';
import { finishCommand } from '../runs/finish-command';
import { takeRun } from '../runs/known-run';
import { factsOfRun, listOfFailures, listOfRuns } from '../runs/run-lists';
import { addWaitOptions, type WaitOptions, whole } from '../runs/run-options';
import { judgeRun } from '../runs/run-outcome';
import { withLedger } from '../runs/run-session';
import { deadlineOf, showWaiting, timeIsUp } from '../runs/show-waiting';
import { addRunRequests } from './run-requests';

interface ListOptions {
  readonly format: ListFormat;
  readonly output?: string;
}

interface RunsOptions extends ListOptions {
  readonly mapping?: string;
  readonly state?: readonly RunState[];
  readonly kind?: RunKind;
  readonly limit: number;
}

/** Reads one of these words, in large or small letters. */
const oneOf =
  <Word extends string>(words: readonly Word[]) =>
  (text: string): Word => {
    const word = words.find((candidate) => candidate === text.toUpperCase());
    if (word === undefined) throw new InvalidArgumentError(`It must be one of ${words.join(', ').toLowerCase()}.`);
    return word;
  };

const readState = oneOf(Object.values(RunState));

const addListOptions = (command: Command): Command =>
  command.addOption(listFormatOption()).option('--output <file>', 'write the answer to a file instead of printing it');

export function addRuns(program: Command): void {
  const runs = program.command('runs').description('what was and is being done in bulk: to look at, and to steer');
  addListOptions(runs.command('list', { isDefault: true }).description('runs, the newest first'))
    .option('--mapping <mapping>', 'only of this one')
    .option('--state <state...>', 'only in one of these', (text, before: RunState[] | undefined) => [
      ...(before ?? []),
      readState(text),
    ])
    .option('--kind <kind>', 'only of this kind', oneOf(Object.values(RunKind)))
    .option('--limit <n>', 'how many at most', whole(1, 10_000), 20)
    .action(list);
  addListOptions(runs.command('show').description('everything about a run').argument('<id>')).action(show);
  addListOptions(
    runs.command('failures').description('records that a run could not do, with the reasons').argument('<id>'),
  ).action(failures);
  addWaitOptions(
    runs.command('watch').description('wait for a run that others work on; Ctrl-C leaves it alone').argument('<id>'),
  ).action(watch);
  addRunRequests(runs);
}

/** Reads page after page, until there are enough or no more. */
async function collect<Item>(
  limit: number,
  read: (first: number, after: Cursor | null) => Promise<Page<Item>>,
  cursorOf: (item: Item) => Cursor,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let hasNextPage = true; hasNextPage && items.length < limit; ) {
    const last = items.at(-1);
    const page = await read(Math.min(PAGE, limit - items.length), last === undefined ? null : cursorOf(last));
    items.push(...page.items);
    hasNextPage = page.hasNextPage;
  }
  return items;
}

const PAGE = 100;

/** As many as are kept of a run. */
const FAILURES = 1_000;

const give = (answer: ListAnswer, { format, output }: ListOptions): void => deliver(formatList(answer, format), output);

async function list({ mapping, state, kind, limit, ...options }: RunsOptions): Promise<void> {
  const named = mapping === undefined ? {} : { mapping: chooseMappings([mapping])[0]?.name ?? mapping };
  const filter = {
    ...named,
    ...(kind === undefined ? {} : { kind }),
    ...(state === undefined ? {} : { states: state }),
  };
  await withLedger(async ({ ledger }) => {
    const found = await collect(
      limit,
      (first, after) => listRuns(ledger, filter, first, after),
      (run: Run) => [run.createdAt, run.id],
    );
    give(listOfRuns(found), options);
  });
}

async function show(id: string, options: ListOptions): Promise<void> {
  await withLedger(async ({ ledger }) => give(factsOfRun(await takeRun(ledger, id)), options));
}

async function failures(id: string, options: ListOptions): Promise<void> {
  await withLedger(async ({ ledger }) => {
    const run = await takeRun(ledger, id);
    const found = await collect(
      FAILURES,
      (first, after) => listRunFailures(ledger, run.id, first, after),
      (failure: RunFailure) => [failure.id],
    );
    give(listOfFailures(run.id, found), options);
  });
}

async function watch(id: string, options: WaitOptions): Promise<void> {
  await withLedger(async ({ ledger }) => {
    const run = await takeRun(ledger, id);
    // Nothing of the run is in the hands of this process, so whoever stops it just leaves.
    const until = { deadline: deadlineOf(options), stopped: new AbortController().signal };
    const waited = await showWaiting(ledger, run, options, until);
    const remarks = waited.end === 'TIMED_OUT' ? [timeIsUp(run.id)] : [];
    finishCommand('Run', [await judgeRun(ledger, waited.run, options.failOn, remarks)], options);
  });
}
