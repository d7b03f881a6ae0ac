import { newDataSource, writableLegacyDataSource } from '../ormconfig';
import { loadSample, type SampleSummary } from '../sample/load-sample';
import { compareAll, compareRecords } from './compare-all';
import { type Databases, openDatabases } from './databases';
import { migrateLedger } from './migrate-ledger';
import { type Connections, openDatabase } from './open-database';
import { createProgress, note } from './output';

/** Copying and comparing whole tables takes longer than any question of a user may. */
const LIMITS = { poolSize: 4, statementTimeout: 600_000 };

/**
 * Fills two empty databases with the sample and its ledger. Everything is compared as it was when the migration had
 * just ended; what somebody changed since is compared once more, so that the ledger knows which side moved.
 */
export async function fillWithSample(
  urls: { legacy: string; new: string },
  options: { full?: boolean } = {},
): Promise<void> {
  const connections: Connections = { legacy: { url: urls.legacy, ...LIMITS }, new: { url: urls.new, ...LIMITS } };
  const { faults, leftOut } = await load(connections, options, () =>
    withDatabases(connections, async (databases) => {
      await migrateLedger(databases.new);
      await compareAll(databases);
    }),
  );
  for (const sentence of leftOut) note(sentence);
  const changed = faults.filter((fault) => fault.movedSide !== undefined);
  await withDatabases(connections, (databases) => compareRecords(databases, changed));
}

async function load(
  connections: Connections,
  options: { full?: boolean },
  beforeDrift: () => Promise<void>,
): Promise<SampleSummary> {
  const legacy = writableLegacyDataSource(connections.legacy);
  const current = newDataSource(connections.new);
  const progress = createProgress('Loading the sample');
  try {
    await openDatabase(legacy, 'legacy', connections.legacy.url);
    await openDatabase(current, 'new', connections.new.url);
    return await loadSample({ ...options, legacy, new: current, beforeDrift, onProgress: progress.update });
  } finally {
    progress.stop();
    await Promise.all([legacy, current].filter((source) => source.isInitialized).map((source) => source.destroy()));
  }
}

async function withDatabases(connections: Connections, work: (databases: Databases) => Promise<void>): Promise<void> {
  const databases = await openDatabases(connections);
  try {
    await work(databases);
  } finally {
    await databases.close();
  }
}
