import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { administrationDataSource, legacyDataSource, newDataSource } from '../../ormconfig';
import { postgresUrl } from '../support/servers';
import { until } from '../support/until';

const connection = { url: postgresUrl('postgres'), poolSize: 2, statementTimeout: 30_000 };

/** The pool beneath a source, which hands connections out as they are: with nobody listening to what befalls them. */
const poolOf = (source: DataSource): Pool => (source.driver as unknown as { readonly master: Pool }).master;

describe('a session that the server ends while nobody listens to its connection', () => {
  test.each([
    ['legacy side', legacyDataSource],
    ['new side', newDataSource],
    ['server', administrationDataSource],
  ])('does not end the program, and its user learns of it (%s)', async (_, sourceOf) => {
    const source = sourceOf(connection);
    await source.initialize();
    const client = await poolOf(source).connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    let isOver = false;
    client.once('end', () => {
      isOver = true;
    });
    await source.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await until('the connection is over', () => isOver);
    await expect(client.query('SELECT 1')).rejects.toThrow(/not queryable|terminated|closed/);
    client.release(true);
    expect(await source.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await source.destroy();
  });
});
