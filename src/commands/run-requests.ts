import type { Command } from 'commander';
import { RunKind } from '../../entities/ledger/run';
import { type RunAnswer, RunControl } from '../../reconciliation/runs/run-control';
import { chooseMappings } from '../choose-mappings';
import { ExitCode } from '../failure';
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
import { withLedger, withWorkshop } from '../runs/run-session';
import { performRequests } from '../runs/start-runs';

interface GoOnOptions extends WaitOptions {
  readonly wait?: boolean;
}

type Request = (control: RunControl, actor: string, id: string) => Promise<RunAnswer>;

/** The commands that ask something of a run. */
export function addRunRequests(runs: Command): void {
  const about = (name: string, description: string): Command =>
    addWaitOptions(runs.command(name).description(description).argument('<id>'));
  const waiting = (command: Command): Command =>
    command.option('--wait', 'work on it here until it is over; otherwise workers elsewhere do');
  about('pause', 'finish what is in hand, and begin nothing more').action(
    demand('Pause', (control, actor, id) => control.pause(actor, id)),
  );
  about('cancel', 'end it for good; what was written stays').action(
    demand('Cancellation', (control, actor, id) => control.cancel(actor, id)),
  );
  waiting(about('resume', 'go on with a paused run, or try again what an incomplete one left undone')).action(
    demand('Resumption', (control, actor, id) => control.resume(actor, id)),
  );
  waiting(about('approve', 'agree to a run of somebody else that writes more than one person may decide on'))
    .requiredOption('--reason <text>', 'why')
    .action((id: string, options: GoOnOptions & { reason: string }) =>
      demand('Approval', (control, actor) => control.approve(actor, id, options.reason))(id, options),
    );
  addStartOptions(runs.command('revert').description('take back what a run wrote, the latest first').argument('<id>'))
    .option('--dry-run', 'do everything, count it, and roll it back')
    .action(revert);
}

/** Asks, and prints how the run stands then; waits for it where that is wanted. */
function demand(title: string, request: Request): (id: string, options: GoOnOptions) => Promise<void> {
  const ask = async (id: string, options: GoOnOptions): Promise<void> => {
    await withLedger(async ({ operator }, databases) => {
      const known = await takeRun(databases.sides.new, id);
      const answer = await request(new RunControl(databases.new), operator, known.id);
      const outcome = { mapping: known.mapping, run: answer.run ?? known, checks: [], ...remarkOf(answer) };
      if (outcome.exitCode !== ExitCode.ok || options.wait !== true) finishCommand(title, [outcome], options);
    });
  };
  return async (id, options) => {
    await ask(id, options);
    if (options.wait === true) await workOn(title, id, options);
  };
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
