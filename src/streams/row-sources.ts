import type { Pool as MysqlPool } from 'mysql2';
import type { Pool as PostgresPool } from 'pg';
import type { DataSource } from 'typeorm';
import { type Connection, engineOf, legacyDataSource, newDataSource } from '../../ormconfig';
import type { RowSource, RowSources } from '../../reconciliation/reading/database';
import { asMismatch, SchemaMismatch } from '../../reconciliation/reading/schema-mismatch';
import { markTooLarge } from '../../reconciliation/reading/too-large';
import { type Connections, openDatabase } from '../open-database';
import { streamMysql } from './mysql-stream';
import { streamPostgres } from './postgres-stream';

export interface OpenRowSources extends RowSources {
  close(): Promise<void>;
}

/**
 * Opens connections for long answers, one for each lane to the new side and two to the legacy one: a lane may read what
 * comes next while it looks a second time at what it writes.
 */
export async function openRowSources(connections: Connections, lanes: number): Promise<OpenRowSources> {
  const legacy = legacyDataSource({ ...connections.legacy, poolSize: 2 * lanes, statementTimeout: 0 });
  const current = newDataSource({ ...connections.new, poolSize: lanes, statementTimeout: 0 });
  const close = async (): Promise<void> => {
    await Promise.all([legacy, current].filter((source) => source.isInitialized).map((source) => source.destroy()));
  };
  try {
    await openDatabase(legacy, 'legacy', connections.legacy.url);
    await openDatabase(current, 'new', connections.new.url);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    legacy: asRowSource('legacy', legacy, silenceOf(connections.legacy)),
    new: asRowSource('new', current, silenceOf(connections.new)),
    close,
  };
}

/** The same, opened when the first answer is asked for: who never asks for one holds no connection. */
export function lazyRowSources(connections: Connections, lanes: number): OpenRowSources {
  let opened: Promise<OpenRowSources> | null = null;
  const open = (): Promise<OpenRowSources> => {
    const opening = opened ?? openRowSources(connections, lanes);
    opened = opening;
    // A side that could not be reached is tried again by whoever asks next.
    opening.catch(() => {
      if (opened === opening) opened = null;
    });
    return opening;
  };
  const lazily = (side: keyof RowSources): RowSource => ({
    dialect: engineOf(connections[side].url),
    async *stream(sql) {
      yield* (await open())[side].stream(sql);
    },
  });
  return {
    legacy: lazily('legacy'),
    new: lazily('new'),
    // What could not be opened has nothing to close.
    close: async () => (await opened?.catch(() => null))?.close(),
  };
}

/** Between two parts of a long answer a server may need longer than for a whole short one: twice as long, no more. */
const silenceOf = ({ statementTimeout }: Connection): number => 2 * statementTimeout;

/** TypeORM's drivers keep their pools under names that differ. */
function asRowSource(side: keyof RowSources, source: DataSource, silence: number): RowSource {
  const driver = source.driver as unknown as { readonly master?: PostgresPool; readonly pool?: MysqlPool };
  const { master, pool } = driver;
  const open = (sql: string) => {
    if (master !== undefined) return streamPostgres(master, sql, silence);
    if (pool !== undefined) return streamMysql(pool, sql, silence);
    throw new Error('this driver has no pool to stream from');
  };
  return {
    dialect: master === undefined ? 'mysql' : 'postgres',
    async *stream(sql) {
      try {
        for await (const rows of open(sql)) yield markTooLarge(rows);
      } catch (error) {
        const mismatch = asMismatch(side, { driverError: error });
        throw mismatch instanceof SchemaMismatch ? mismatch : error;
      }
    },
  };
}
