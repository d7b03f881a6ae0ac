import type { Command } from 'commander';
import { createDatabase, databaseNameOf, dropDatabase, hasDatabase } from '../administration';
import { readDatabasesConfig } from '../config';
import { connectionFailure } from '../connection-problem';
import { listTableNames } from '../databases';
import { ExitCode, Failure } from '../failure';
import { fillWithSample } from '../load';
import { note } from '../output';
import { sampleHooks } from '../serve';

export function addSample(program: Command): void {
  program
    .command('sample')
    .description('the sample of a migration, with known faults')
    .command('load')
    .description('fill the databases of LEGACY_DATABASE_URL and NEW_DATABASE_URL; they are created, or must be empty')
    .action(load);
}

async function load(): Promise<void> {
  const config = readDatabasesConfig();
  const created: string[] = [];
  try {
    if (await isMade('legacy', config.legacy.url)) created.push(config.legacy.url);
    if (await isMade('new', config.new.url)) created.push(config.new.url);
    await fillWithSample({ legacy: config.legacy.url, new: config.new.url }, sampleHooks);
  } catch (error) {
    // Half a sample would be taken for a whole one, or stand in the way of the next try.
    for (const url of created) await dropDatabase(url);
    throw error;
  }
  note('The sample is loaded and compared. "counterpart serve" shows it, with a legacy login that only reads.');
}

/** Makes a database ready to be filled, and says whether it had to be created. */
async function isMade(side: 'legacy' | 'new', url: string): Promise<boolean> {
  if (!(await isPresent(side, url))) {
    // Old applications wrote whatever bytes they had; only this encoding takes those that are no text.
    await createDatabase(url, side === 'legacy' ? { encoding: 'SQL_ASCII' } : { encoding: 'UTF8' });
    note(`Created the ${side} database "${databaseNameOf(url)}".`);
    return true;
  }
  const [table] = await listTableNames(url);
  if (table === undefined) return false;
  throw new Failure(
    `The ${side} database "${databaseNameOf(url)}" already has tables (${table} is one). The sample goes into databases ` +
      'that are empty or do not exist yet, so that nothing is ever overwritten: name another one.',
    ExitCode.refused,
  );
}

async function isPresent(side: string, url: string): Promise<boolean> {
  try {
    return await hasDatabase(url);
  } catch (error) {
    throw connectionFailure(side, url, error);
  }
}
