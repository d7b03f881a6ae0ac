import type { Command } from 'commander';
import { ExitCode, Failure } from '../failure';
import { listMissingSteps, migrateLedger } from '../migrate-ledger';
import { withNewSide } from '../new-side';
import { print } from '../output';
import { makeQueue } from '../run-workshop';

export function addLedger(program: Command): void {
  program
    .command('ledger')
    .description("Counterpart's own tables in the new database")
    .command('migrate')
    .description('bring them up to this version')
    .option(
      '--check',
      'change nothing; exit with 1 when steps are missing, with 78 when the ledger is of a later version',
    )
    .action(migrate);
}

const migrate = ({ check = false }: { check?: boolean }): Promise<void> =>
  withNewSide(async (source) => {
    const steps = check ? checkSteps(await listMissingSteps(source)) : await migrateLedger(source);
    // The service's own login may not make it.
    if (!check) await makeQueue(source);
    print(steps.length === 0 ? 'The ledger is up to date.' : `The ledger took ${countOf(steps)}.`);
  });

const countOf = (steps: readonly string[]): string =>
  `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}: ${steps.join(', ')}`;

function checkSteps(missing: readonly string[]): readonly string[] {
  if (missing.length === 0) return missing;
  throw new Failure(
    `The ledger lacks ${countOf(missing)}. "counterpart ledger migrate" takes them, and so does the next start.`,
    ExitCode.differences,
  );
}
