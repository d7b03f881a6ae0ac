import type { Command } from 'commander';
import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { readDatabasesConfig } from '../config';
import { openDatabases } from '../databases';
import { ExitCode, Failure } from '../failure';
import { print } from '../output';

export function addAudit(program: Command): void {
  program
    .command('audit')
    .description('the trail of everything that was written')
    .command('verify')
    .description('recompute the chain and name the first entry or change that was edited, removed or moved')
    .action(verify);
}

async function verify(): Promise<void> {
  const databases = await openDatabases(readDatabasesConfig());
  try {
    const { entries, problem } = await verifyAudit(databases.sides.new);
    if (problem !== null) throw new Failure(`The audit trail is broken: ${problem}.`, ExitCode.differences);
    print(`The audit trail is whole: ${entries} entries.`);
  } finally {
    await databases.close();
  }
}
