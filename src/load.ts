import { newDataSource, writableLegacyDataSource } from '../ormconfig';
import { loadSample } from '../sample/load-sample';
import { type Connections, type Databases, openDatabase, openDatabases } from './databases';
import { migrateLedger } from './migrate-ledger';
import { createProgress } from './output';

/** What is done with the sample beside loading it. */
export interface SampleHooks {
  /** Remembers both sides as they were when the migration had just ended, before anybody changed a row since. */
  readonly baseline: (databases: Databases) => Promise<void>;
  /** Compares everything as it stands now. */
  readonly compareAll: (databases: Databases) => Promise<void>;
}

/** Copying and comparing whole tables takes longer than any question of a user may. */
const LIMITS = { poolSize: 4, statementTimeout: 600_000 };

/** Fills two empty databases with the sample and its ledger. */
export async function fillWithSample(urls: { legacy: string; new: string }, hooks: SampleHooks): Promise<void> {
  const connections: Connections = { legacy: { url: urls.legacy, ...LIMITS }, new: { url: urls.new, ...LIMITS } };
  await load(connections, () =>
    withDatabases(connections, async (databases) => {
      await migrateLedger(databases.new);
      await hooks.baseline(databases);
    }),
  );
  await withDatabases(connections, hooks.compareAll);
}

async function load(connections: Connections, beforeDrift: () => Promise<void>): Promise<void> {
  const legacy = writableLegacyDataSource(connections.legacy);
  const current = newDataSource(connections.new);
  const progress = createProgress('Loading the sample');
  try {
    await openDatabase(legacy, 'legacy', connections.legacy.url);
    await openDatabase(current, 'new', connections.new.url);
    await loadSample({ legacy, new: current, beforeDrift, onProgress: progress.update });
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
