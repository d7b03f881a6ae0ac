import type { DataSource } from 'typeorm';
import { newDataSource } from '../ormconfig';
import { type DatabasesConfig, readDatabasesConfig } from './config';
import { openDatabase } from './open-database';

/** Opens the new side only, for as long as the work takes: what needs nothing else works while the legacy side is down. */
export async function withNewSide<Answer>(
  work: (source: DataSource, config: DatabasesConfig) => Promise<Answer>,
): Promise<Answer> {
  const config = readDatabasesConfig();
  const source = newDataSource(config.new);
  await openDatabase(source, 'new', config.new.url);
  try {
    return await work(source, config);
  } finally {
    await source.destroy();
  }
}
