import type { Command } from 'commander';
import { RunKind } from '../../entities/ledger/run';
import { chooseMappings } from '../choose-mappings';
import { addChoiceOptions, addStartOptions, addWriteOptions, type StartOptions } from '../runs/run-options';
import { startRuns } from '../runs/start-runs';

export function addReconcile(program: Command): void {
  const command = program
    .command('reconcile')
    .description('make the rows of a mapping that differ what the rules say, and create missing ones')
    .argument('<mapping>', 'a name such as teamCommunications');
  addWriteOptions(addChoiceOptions(addStartOptions(command))).action((name: string, options: StartOptions) =>
    startRuns('Reconciliation', RunKind.RECONCILE, chooseMappings([name]), options),
  );
}
