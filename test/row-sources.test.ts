import '../reconciliation/mappings/all';
import { lazyRowSources } from '../src/streams/row-sources';
import { createPostgresDatabase, dropDatabase } from './support/servers';
import { TcpProxy } from './support/tcp-proxy';

const LIMITS = { poolSize: 1, statementTimeout: 2_000 };

test('a side that could not be reached at first is tried again by whoever asks next', async () => {
  const url = await createPostgresDatabase();
  const way = await TcpProxy.open(url);
  const sources = lazyRowSources({ legacy: { url: way.url, ...LIMITS }, new: { url, ...LIMITS } }, 1);
  const read = async (): Promise<unknown[]> => {
    const rows: unknown[] = [];
    for await (const batch of sources.legacy.stream("SELECT 'here'")) rows.push(...batch);
    return rows;
  };
  way.refuse();
  await expect(read()).rejects.toThrow(/legacy database/);
  way.restore();
  expect(await read()).toEqual([['here']]);
  await sources.close();
  await way.close();
  await dropDatabase(url);
});
