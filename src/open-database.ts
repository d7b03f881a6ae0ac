import type { DataSource } from 'typeorm';
import type { Connection } from '../ormconfig';
import { connectionFailure } from './connection-problem';

/** Where both sides are. */
export interface Connections {
  readonly legacy: Connection;
  readonly new: Connection;
}

/** Opens one data source; `side` is its name in messages. */
export async function openDatabase(source: DataSource, side: string, url: string): Promise<void> {
  try {
    await source.initialize();
  } catch (error) {
    throw connectionFailure(side, url, error);
  }
}
