import { type DataSource, QueryFailedError } from 'typeorm';
import { isPostgres } from '../create-tables';
import { BROKEN_BYTES_ORDER_ID, BROKEN_NOTES } from './special-texts';

const HEX = BROKEN_NOTES.toString('hex');
const WHERE = `WHERE id = ${BROKEN_BYTES_ORDER_ID}`;

async function encodingOf(dataSource: DataSource): Promise<string> {
  const rows: { server_encoding: string }[] = await dataSource.query('SHOW server_encoding');
  return rows[0]?.server_encoding ?? '';
}

/** Throws when a PostgreSQL database cannot hold the texts of the sample at all. */
export async function refuseOtherEncodings(dataSource: DataSource, allowed: readonly string[]): Promise<void> {
  if (!isPostgres(dataSource)) return;
  const encoding = await encodingOf(dataSource);
  if (!allowed.includes(encoding)) {
    throw new Error(
      `The database ${dataSource.driver.database ?? ''} is encoded in ${encoding}; the sample needs ${allowed.join(' or ')}.`,
    );
  }
}

/** Why the legacy database cannot hold broken bytes; null: it can. */
export async function whyNoBrokenBytes(legacy: DataSource): Promise<string | null> {
  if (!isPostgres(legacy) || (await encodingOf(legacy)) === 'SQL_ASCII') return null;
  return (
    `Order ${BROKEN_BYTES_ORDER_ID} has no broken bytes in its notes, because this legacy database is encoded in UTF8 and ` +
    'PostgreSQL refuses them there; a legacy database with the encoding SQL_ASCII, or one on MariaDB or MySQL, has them.'
  );
}

async function write(legacy: DataSource): Promise<void> {
  const bytes = isPostgres(legacy) ? `convert_from(decode('${HEX}', 'hex'), 'SQL_ASCII')` : `x'${HEX}'`;
  await legacy.query(`UPDATE dispatch_instruction SET notes = ${bytes} ${WHERE}`);
}

async function areKept(legacy: DataSource): Promise<boolean> {
  const bytes = isPostgres(legacy) ? "encode(convert_to(notes, 'SQL_ASCII'), 'hex')" : 'lower(hex(notes))';
  const rows: { bytes: string }[] = await legacy.query(`SELECT ${bytes} AS bytes FROM dispatch_instruction ${WHERE}`);
  return rows[0]?.bytes === HEX;
}

/** MariaDB lets surrogates into a utf8mb4 column; a stricter server refuses them, or changes them in silence. */
async function plantInTextColumn(legacy: DataSource): Promise<boolean> {
  try {
    await write(legacy);
  } catch (error) {
    if (!(error instanceof QueryFailedError)) throw error;
  }
  return areKept(legacy);
}

/** Puts bytes that are no UTF-8 into the notes of one order, and makes sure that they were kept. */
export async function plantBrokenBytes(legacy: DataSource): Promise<void> {
  if (await plantInTextColumn(legacy)) return;
  // Only a column without a charset keeps them now. PostgreSQL got this far in a database that checks nothing.
  if (!isPostgres(legacy)) {
    await legacy.query('ALTER TABLE dispatch_instruction MODIFY notes longblob NOT NULL');
    await write(legacy);
    if (await areKept(legacy)) return;
  }
  throw new Error('The legacy database changed the broken bytes instead of keeping them.');
}
