import type { Command } from 'commander';
import { RunKind } from '../../entities/ledger/run';
import { chooseMappings } from '../choose-mappings';
import { addChoiceOptions, addStartOptions, type StartOptions } from '../runs/run-options';
import { startRuns } from '../runs/start-runs';

export function addCompare(program: Command): void {
  const command = program
    .command('compare')
    .description('compare whole mappings, all of them unless some are named, and remember what differs')
    .argument('[mappings...]', 'names such as teamCommunications')
    .option('--incremental', 'only what changed since the last comparison, where that can be known');
  addChoiceOptions(addStartOptions(command)).action((names: string[], options: StartOptions) =>
    startRuns('Comparison', RunKind.COMPARE, chooseMappings(names), options),
  );
}
