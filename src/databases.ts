// Loads the entity classes that the mappings use, from which the data sources are made.
import '../reconciliation/mappings/all';
import type { DataSource } from 'typeorm';
import { legacyDataSource, newDataSource } from '../ormconfig';
import type { Database, RowSources, Sides } from '../reconciliation/reading/database';
import { asSide } from '../reconciliation/reading/schema-mismatch';
import { ExitCode, Failure } from './failure';
import { type Connections, openDatabase } from './open-database';
import { lazyRowSources } from './streams/row-sources';

/** Both sides, open. */
export interface Databases {
  readonly legacy: DataSource;
  readonly new: DataSource;
  /** The same two as the engine sees them. */
  readonly sides: Sides;
  /** For whole mappings: connections that are opened when the first of them is read. */
  readonly rows: RowSources;
  close(): Promise<void>;
}

/** Opens both sides, or says of each that cannot be opened what to do about it. */
export async function openDatabases(connections: Connections): Promise<Databases> {
  const legacy = legacyDataSource(connections.legacy);
  const current = newDataSource(connections.new);
  const rows = lazyRowSources(connections, 1);
  const close = async (): Promise<void> => {
    await rows.close();
    await Promise.all([legacy, current].filter((source) => source.isInitialized).map((source) => source.destroy()));
  };
  const outcomes = await Promise.allSettled([
    openDatabase(legacy, 'legacy', connections.legacy.url),
    openDatabase(current, 'new', connections.new.url),
  ]);
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (failures.length > 0) {
    await close();
    throw joinFailures(failures);
  }
  const sides = { legacy: asSide('legacy', asDatabase(legacy)), new: asSide('new', asDatabase(current)) };
  return { legacy, new: current, sides, rows, close };
}

function joinFailures(failures: readonly unknown[]): unknown {
  const [first] = failures;
  if (failures.length === 1 || !failures.every((failure) => failure instanceof Failure)) return first;
  // A setting that is wrong stays wrong, however long the caller waits for the other side.
  const isSetting = failures.some((failure) => failure.exitCode === ExitCode.configuration);
  const message = failures.map((failure) => failure.message).join('\n');
  return new Failure(message, isSetting ? ExitCode.configuration : ExitCode.incomplete, { cause: first });
}

/** A data source as the engine sees it. */
export function asDatabase(source: DataSource): Database {
  return {
    dialect: source.options.type === 'postgres' ? 'postgres' : 'mysql',
    query: <Row>(sql: string, parameters: readonly unknown[] = []) => source.query<Row[]>(sql, [...parameters]),
  };
}
