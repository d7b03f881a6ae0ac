import { createDatabase, dropDatabase, renameDatabase } from './administration';
import type { Config } from './config';
import { type EmbeddedPostgres, removeEmbeddedPostgres, startEmbeddedPostgres } from './embedded/postgres';
import { fillWithSample } from './load';
import type { Connections } from './open-database';
import { note } from './output';

export interface Demo {
  readonly connections: Connections;
  stop(): Promise<void>;
}

const LEGACY = 'legacy';
const NEW = 'new';

/** Names while a database is being filled. */
const unfinished = (name: string): string => `${name}_unfinished`;

/** Starts the embedded PostgreSQL with both sides of the sample, which are made at the first start. */
export async function prepareDemo(config: Config, options: { reset?: boolean } = {}): Promise<Demo> {
  if (options.reset === true) await removeEmbeddedPostgres(config.dataFolder);
  const server = await startEmbeddedPostgres({ folder: config.dataFolder });
  try {
    // The new side gets its name last, so that its presence says that everything is there.
    if (!(await server.listDatabases()).includes(NEW)) await makeDatabases(server);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    connections: {
      legacy: { url: server.url(LEGACY), ...config.limits.legacy },
      new: { url: server.url(NEW), ...config.limits.new },
    },
    stop: () => server.stop(),
  };
}

/** Fills databases under other names, so that an interrupted first start leaves nothing half-made to be shown. */
async function makeDatabases(server: EmbeddedPostgres): Promise<void> {
  note(`Making the demo in ${server.home}. This is done once; "counterpart demo --reset" makes it anew.`);
  const urls = { legacy: server.url(unfinished(LEGACY)), new: server.url(unfinished(NEW)) };
  for (const url of [server.url(LEGACY), urls.legacy, urls.new]) await dropDatabase(url);
  // Old applications wrote whatever bytes they had; only this encoding takes those that are no text.
  await createDatabase(urls.legacy, { encoding: 'SQL_ASCII' });
  await createDatabase(urls.new, { encoding: 'UTF8' });
  await fillWithSample(urls);
  await renameDatabase(urls.legacy, LEGACY);
  await renameDatabase(urls.new, NEW);
}
