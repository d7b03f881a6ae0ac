import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { SchemaMismatch } from '../reconciliation/reading/schema-mismatch';
import { isOutOfReach } from '../reconciliation/writing/database-error';
import { addAudit } from './commands/audit';
import { addCheck } from './commands/check';
import { addClaims } from './commands/claims';
import { addCompare } from './commands/compare';
import { addDescribe } from './commands/describe';
import { addLedger } from './commands/ledger';
import { addMigrate } from './commands/migrate';
import { addReconcile } from './commands/reconcile';
import { addReport } from './commands/report';
import { addRuns } from './commands/runs';
import { addSample } from './commands/sample';
import { addServe } from './commands/serve';
import { addSwitch } from './commands/switch';
import { addToken } from './commands/token';
import { addWebhooks } from './commands/webhooks';
import { addWorker } from './commands/worker';
import { describeFault } from './error-record';
import { ExitCode, Failure } from './failure';
import { endWithReader, note } from './output';
import { endOnSignals } from './signals';

function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };
  const program = new Command('counterpart')
    .description('Reconciles a legacy database with the new database that replaced it.')
    .version(version)
    .exitOverride();
  for (const add of [
    addServe,
    addWorker,
    addCompare,
    addMigrate,
    addReconcile,
    addRuns,
    addReport,
    addClaims,
    addCheck,
    addDescribe,
    addAudit,
    addLedger,
    addSwitch,
    addToken,
    addWebhooks,
    addSample,
  ])
    add(program);
  return program;
}

async function run(): Promise<ExitCode> {
  endOnSignals();
  endWithReader();
  // Node would end with 1, which means that differences were found.
  process.on('uncaughtException', (error) => process.exit(report(error)));
  try {
    await createProgram().parseAsync();
    return ExitCode.ok;
  } catch (error) {
    return report(error);
  }
}

/** Tells what went wrong: expected failures in a sentence, faults of this program with all that helps to find them. */
function report(error: unknown): ExitCode {
  // Commander has already said what is wrong with the command line, and help is no failure.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
  if (error instanceof Failure) {
    note(error.message);
    return error.exitCode;
  }
  if (error instanceof SchemaMismatch) {
    note(error.message);
    return ExitCode.configuration;
  }
  if (isOutOfReach(error)) {
    note('A database that was open a moment ago cannot be reached any more. Try again when it is back.');
    return ExitCode.incomplete;
  }
  note(`This should not have happened. ${describeFault(error)}`);
  return ExitCode.internal;
}

void run().then((exitCode) => {
  process.exitCode = exitCode;
});
