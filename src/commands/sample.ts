import type { Command } from 'commander';
import { createDatabase, databaseNameOf, dropDatabase, listTables } from '../administration';
import { readDatabasesConfig } from '../config';
import { connectionFailure } from '../connection-problem';
import { ExitCode, Failure, messageOf } from '../failure';
import { fillWithSample } from '../load';
import { note } from '../output';

export function addSample(program: Command): void {
  program
    .command('sample')
    .description('the sample of a migration, with known faults')
    .command('load')
    .description('fill the databases of LEGACY_DATABASE_URL and NEW_DATABASE_URL; they are created, or must be empty')
    .option(
      '--full',
      'with every row there was: eight millions, which takes more than half an hour to load and compare',
    )
    .action(load);
}

async function load(options: { full?: boolean }): Promise<void> {
  const config = readDatabasesConfig();
  const urls = { legacy: config.legacy.url, new: config.new.url };
  const isMissing = { legacy: await checkEmpty('legacy', urls.legacy), new: await checkEmpty('new', urls.new) };
  const created: string[] = [];
  try {
    for (const side of ['legacy', 'new'] as const) {
      if (!isMissing[side]) continue;
      await create(side, urls[side]);
      created.push(urls[side]);
    }
    await fillWithSample(urls, options);
  } catch (error) {
    // Half a sample would be taken for a whole one, or stand in the way of the next try.
    for (const url of created) await dropDatabase(url);
    throw error;
  }
  note('The sample is loaded and compared. "counterpart serve" shows it, with a legacy login that only reads.');
}

/** Refuses a database that holds anything. True: there is none yet. */
async function checkEmpty(side: string, url: string): Promise<boolean> {
  const tables = await listTables(url).catch((error: unknown) => {
    throw connectionFailure(side, url, error);
  });
  if (tables === null) return true;
  const [table] = tables;
  if (table === undefined) return false;
  throw new Failure(
    `The ${side} database "${databaseNameOf(url)}" already has tables ("${table}" is one). The sample goes into databases ` +
      'that are empty or do not exist yet, so that nothing is ever overwritten: name another one.',
    ExitCode.refused,
  );
}

async function create(side: 'legacy' | 'new', url: string): Promise<void> {
  try {
    // Old applications wrote whatever bytes they had; only this encoding takes those that are no text.
    await createDatabase(url, { encoding: side === 'legacy' ? 'SQL_ASCII' : 'UTF8' });
    note(`Created the ${side} database "${databaseNameOf(url)}".`);
  } catch (error) {
    throw new Failure(
      `The ${side} database "${databaseNameOf(url)}" does not exist and cannot be created: ${messageOf(error)}. Create it, or use a login that may.`,
      ExitCode.configuration,
      { cause: error },
    );
  }
}
