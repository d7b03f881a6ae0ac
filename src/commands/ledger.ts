import type { Command } from 'commander';
import { readDatabasesConfig } from '../config';
import { openDatabases } from '../databases';
import { migrateLedger } from '../migrate-ledger';
import { print } from '../output';

export function addLedger(program: Command): void {
  program
    .command('ledger')
    .description("Counterpart's own tables in the new database")
    .command('migrate')
    .description('bring them up to this version')
    .action(migrate);
}

async function migrate(): Promise<void> {
  const databases = await openDatabases(readDatabasesConfig());
  try {
    const taken = await migrateLedger(databases.new);
    print(
      taken.length === 0 ? 'The ledger is up to date.' : `The ledger took ${taken.length} steps: ${taken.join(', ')}.`,
    );
  } finally {
    await databases.close();
  }
}
