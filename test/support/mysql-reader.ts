import { randomBytes } from 'node:crypto';
import { administrationDataSource } from '../../ormconfig';
import { databaseNameOf } from '../../src/administration';

export interface Reader {
  /** The address of the same database with a login that only reads. */
  readonly url: string;
  drop(): Promise<void>;
}

/** A login that only reads a database of a MySQL or MariaDB server: commands refuse one that could write. */
export async function createMysqlReader(url: string): Promise<Reader> {
  const name = `counterpart_test_${randomBytes(4).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await onServer(url, `CREATE USER '${name}'@'%' IDENTIFIED BY '${password}'`);
  await onServer(url, `GRANT SELECT ON \`${databaseNameOf(url)}\`.* TO '${name}'@'%'`);
  const address = new URL(url);
  [address.username, address.password] = [name, password];
  return { url: address.toString(), drop: () => onServer(url, `DROP USER '${name}'@'%'`) };
}

async function onServer(url: string, statement: string): Promise<void> {
  const source = administrationDataSource({ url, poolSize: 1, statementTimeout: 60_000 });
  await source.initialize();
  try {
    await source.query(statement);
  } finally {
    await source.destroy();
  }
}
