import { type DatabasesConfig, readDatabasesConfig } from '../config';
import { type Databases, openDatabases } from '../databases';
import { assertLegacyIsReadOnly } from '../legacy-grants';
import { createLog, createPlainLog } from '../log';
import { migrateLedger } from '../migrate-ledger';
import { note } from '../output';
import { openWorkshop, type Workshop } from '../run-workshop';

/** What a command works on runs with. */
export interface RunSession {
  readonly config: DatabasesConfig;
  readonly databases: Databases;
  readonly workshop: Workshop;
}

/** Opens both databases with the ledger up to date, for as long as the work takes. */
export async function withLedger<Answer>(
  work: (config: DatabasesConfig, databases: Databases) => Promise<Answer>,
): Promise<Answer> {
  const config = readDatabasesConfig();
  const databases = await openDatabases(config);
  try {
    await migrateLedger(databases.new);
    return await work(config, databases);
  } finally {
    await databases.close();
  }
}

interface WorkshopOptions {
  /** Segments at a time; absent: as configured. */
  readonly lanes?: number | undefined;
  /** Whether everything is logged that the worker does, and not only its troubles. */
  readonly isLogging?: boolean;
}

/** The same with all that it takes to work on runs. */
export function withWorkshop<Answer>(
  work: (session: RunSession) => Promise<Answer>,
  { lanes, isLogging = false }: WorkshopOptions = {},
): Promise<Answer> {
  return withLedger(async (config, databases) => {
    await assertLegacyIsReadOnly(config.legacy);
    // A server may be told to leave the work to others. Whoever waits here wants it done.
    const runs = { ...config.runs, lanes: lanes ?? Math.max(1, config.runs.lanes) };
    const log = isLogging ? createLog(config.logLevel) : createPlainLog(note);
    const workshop = await openWorkshop(databases, config, { ...config, runs }, log);
    try {
      return await work({ config, databases, workshop });
    } finally {
      await workshop.close();
    }
  });
}
