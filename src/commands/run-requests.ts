import type { Command } from 'commander';
import { type Run, RunKind } from '../../entities/ledger/run';
import { type RunAnswer, RunControl } from '../../reconciliation/runs/run-control';
import { chooseMappings } from '../choose-mappings';
import { ExitCode } from '../failure';
import { approveRun, takeToken } from '../runs/approve-run';
import { finishCommand } from '../runs/finish-command';
import { takeRun } from '../runs/known-run';
import { RunPerformer, remarkOf } from '../runs/perform-runs';
import {
  addStartOptions,
  addWaitOptions,
  checkOptions,
  requestOf,
  type StartOptions,
  type WaitOptions,
} from '../runs/run-options';
import { type LedgerSession, withBothSides, withLedger, withWorkshop } from '../runs/run-session';
import { performRequests } from '../runs/start-runs';

interface GoOnOptions extends WaitOptions {
  readonly wait?: boolean;
}

interface ApproveOptions extends GoOnOptions {
  readonly reason: string;
}

type Request = (control: RunControl, run: Run, session: LedgerSession) => Promise<RunAnswer>;

/** The commands that ask something of a run. */
export function addRunRequests(runs: Command): void {
  const about = (name: string, description: string): Command =>
    addWaitOptions(runs.command(name).description(description).argument('<id>'));
  const waiting = (command: Command): Command =>
    command.option('--wait', 'work on it here until it is over; otherwise workers elsewhere do');
  about('pause', 'finish what is in hand, and begin nothing more').action(
    demand('Pause', (control, { id }, { config }) => control.pause(config.operator, id)),
  );
  about('cancel', 'end it for good; what was written stays').action(
    demand('Cancellation', (control, { id }, { config }) => control.cancel(config.operator, id)),
  );
  waiting(about('resume', 'go on with a paused run, or try again what an incomplete one left undone')).action(
    demand('Resumption', (control, { id }, { config }) => control.resume(config.operator, id)),
  );
  waiting(
    about(
      'approve',
      'agree, by your API token in COUNTERPART_TOKEN, to a run of somebody else that needs a second person',
    ),
  )
    .requiredOption('--reason <text>', 'why')
    .action(approve);
  addStartOptions(runs.command('revert').description('take back what a run wrote, the latest first').argument('<id>'))
    .option('--dry-run', 'do everything, count it, and roll it back')
    .action(revert);
}

/** Asks, and prints how the run stands then; waits for it where that is wanted. */
function demand(title: string, request: Request): (id: string, options: GoOnOptions) => Promise<void> {
  const ask = async (id: string, options: GoOnOptions): Promise<void> => {
    // Nothing is asked of a run that could not be worked on here afterwards.
    const open = options.wait === true ? withBothSides : withLedger;
    await open(async (session) => {
      const known = await takeRun(session.ledger, id);
      const control = new RunControl(session.source, false, session.config.approvals);
      const answer = await request(control, known, session);
      const outcome = { mapping: known.mapping, run: answer.run ?? known, checks: [], ...remarkOf(answer) };
      if (outcome.exitCode !== ExitCode.ok || options.wait !== true) finishCommand(title, [outcome], options);
    });
  };
  return async (id, options) => {
    await ask(id, options);
    if (options.wait === true) await workOn(title, id, options);
  };
}

/** Under the name of the token's owner: that of the operator is whatever they say. */
async function approve(id: string, options: ApproveOptions): Promise<void> {
  const given = { token: takeToken(), reason: options.reason };
  await demand('Approval', (control, run, session) => approveRun(control, session, run, given))(id, options);
}

async function workOn(title: string, id: string, options: WaitOptions): Promise<void> {
  await withWorkshop(async (session) => {
    const run = await takeRun(session.databases.sides.new, id);
    finishCommand(title, [await new RunPerformer(session, options).resume(run)], options);
  });
}

async function revert(id: string, options: StartOptions): Promise<void> {
  checkOptions(RunKind.REVERT, [], options, id);
  await withWorkshop(async (session) => {
    const run = await takeRun(session.databases.sides.new, id);
    const requests = chooseMappings([run.mapping]).map((mapping) =>
      requestOf(RunKind.REVERT, mapping, session.config.operator, options, run.id),
    );
    await performRequests('Revert', session, requests, options);
  });
}
