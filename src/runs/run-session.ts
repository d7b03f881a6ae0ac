import type { DataSource } from 'typeorm';
import type { Database } from '../../reconciliation/reading/database';
import { type DatabasesConfig, readDatabasesConfig } from '../config';
import { asDatabase, type Databases, openDatabases } from '../databases';
import { assertLegacyIsReadOnly } from '../grants/legacy';
import { createLog, createPlainLog } from '../log';
import { migrateLedger } from '../migrate-ledger';
import { withNewSide } from '../new-side';
import { note } from '../output';
import { openWorkshop, type Workshop } from '../run-workshop';

/** What a command asks the ledger with. */
export interface LedgerSession {
  readonly config: DatabasesConfig;
  /** The new side, where the ledger is. */
  readonly source: DataSource;
  /** The same as the engine sees it. */
  readonly ledger: Database;
}

interface BothSides extends LedgerSession {
  readonly databases: Databases;
}

/** What a command works on runs with. */
export interface RunSession {
  readonly config: DatabasesConfig;
  readonly databases: Databases;
  readonly workshop: Workshop;
}

/** Opens the ledger, up to date, for as long as the work takes; nobody asks for the legacy side. */
export function withLedger<Answer>(work: (session: LedgerSession) => Promise<Answer>): Promise<Answer> {
  return withNewSide(async (source, config) => {
    await migrateLedger(source);
    return work({ config, source, ledger: asDatabase(source) });
  });
}

/** The same with both sides open. */
export async function withBothSides<Answer>(work: (session: BothSides) => Promise<Answer>): Promise<Answer> {
  const config = readDatabasesConfig();
  const databases = await openDatabases(config);
  try {
    await migrateLedger(databases.new);
    return await work({ config, databases, source: databases.new, ledger: databases.sides.new });
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
  return withBothSides(async ({ config, databases }) => {
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
