import type { Command } from 'commander';
import { RunKind } from '../../entities/ledger/run';
import { chooseMappings } from '../choose-mappings';
import { addChoiceOptions, addStartOptions, addWriteOptions, type StartOptions } from '../runs/run-options';
import { startRuns } from '../runs/start-runs';

export function addMigrate(program: Command): void {
  const command = program
    .command('migrate')
    .description('create the missing counterparts of the legacy records of a mapping')
    .argument('<mapping>', 'a name such as teamCommunications');
  addWriteOptions(addChoiceOptions(addStartOptions(command))).action((name: string, options: StartOptions) =>
    startRuns('Migration', RunKind.MIGRATE, chooseMappings([name]), options),
  );
}
