import type { DataSource, QueryRunner } from 'typeorm';
import { newDataSource, writableLegacyDataSource } from '../../ormconfig';
import type { PairLoader } from '../../reconciliation/comparing/pair-loader';
import { Verdict } from '../../reconciliation/comparing/verdict';
import { isCompared } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';
import { systemMessages } from '../../reconciliation/mappings/system-messages';
import { Service } from '../../resolvers/service';
import { createTables } from '../../sample/create-tables';
import { analyze, loadRows } from '../../sample/load-rows';
import { openDatabases } from '../../src/databases';
import { migrateLedger } from '../../src/migrate-ledger';
import { invented } from '../writing/world-new';
import { legacyRows, MIGRATED_ORDERS, notificationId, REFUSED_TEMPLATE } from './notification-rows';

export interface NotificationSides {
  readonly legacyUrl: string;
  readonly newUrl: string;
  readonly count: number;
  /** Equal seeds give equal rows. */
  readonly seed: string;
}

const LIMITS = { poolSize: 4, statementTimeout: 600_000 };

/** Fills two empty databases with notifications, most of which were never migrated, and the tables of the ledger. */
export async function fillSides(sides: NotificationSides): Promise<void> {
  await fillLegacy(sides);
  await fillNew(sides);
}

async function fillLegacy({ legacyUrl, count, seed }: NotificationSides): Promise<void> {
  const source = await writableLegacyDataSource({ url: legacyUrl, ...LIMITS }).initialize();
  await withRunner(source, async (runner) => {
    await createTables(source, runner);
    const tables = legacyRows(count, seed);
    for (const rows of tables) await loadRows(runner, rows, () => undefined);
    await analyze(runner, tables);
  });
  await source.destroy();
}

async function fillNew({ legacyUrl, newUrl, count }: NotificationSides): Promise<void> {
  const source = await newDataSource({ url: newUrl, ...LIMITS }).initialize();
  await withRunner(source, (runner) => createTables(source, runner));
  await migrateLedger(source);
  for (const statement of PARENTS) await source.query(statement);
  await source.destroy();
  const databases = await openDatabases({
    legacy: { url: legacyUrl, ...LIMITS },
    new: { url: newUrl, ...LIMITS },
  });
  try {
    const { loader } = new Service(databases.sides, databases.new, databases.rows, mappings).comparison;
    await insertExpected(databases.new, loader, idsThatArrived(count));
    for (const statement of AFTERWARDS) await databases.new.query(statement);
  } finally {
    await databases.close();
  }
}

async function withRunner(source: DataSource, use: (runner: QueryRunner) => Promise<void>): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await use(runner);
  } finally {
    await runner.release();
  }
}

/** What an order needs to be there. */
const PARENTS = [
  `INSERT INTO profiles (id, profile_type, first_name, last_name) VALUES ('${invented('profile')}', 'doctor', 'Ada', 'Example')`,
  `INSERT INTO doctors (id, profile_id) VALUES ('${invented('doctor')}', '${invented('profile')}')`,
  `INSERT INTO patients (id, profile_id) VALUES ('${invented('patient')}', '${invented('profile')}')`,
  `INSERT INTO orders (id, legacy_instruction_id, order_number, course_type, doctor_id, patient_id)
   SELECT md5('order ' || n)::uuid, n, 'A-' || n, 'main', '${invented('doctor')}', '${invented('patient')}'
   FROM generate_series(1, ${MIGRATED_ORDERS}) n`,
];

/** Of some thousands a few hundred, spread over all of them. */
const ARRIVED = 200;

const idsThatArrived = (count: number): string[] =>
  Array.from({ length: ARRIVED }, (_, index) => notificationId(Math.floor((index * count) / ARRIVED), count));

/** As an earlier load left them: as they should be, under ids of its own. */
async function insertExpected(source: DataSource, loader: PairLoader, ids: readonly string[]): Promise<void> {
  const pairs = await loader.listByLegacyIds(systemMessages, ids);
  const rows = pairs
    .filter((pair) => pair.verdict === Verdict.MISSING)
    .map((pair) => [
      invented(`message ${pair.legacyId}`),
      ...pair.fields.filter(({ field }) => isCompared(field.rule)).map(({ expected }) => expected ?? null),
    ]);
  const columns = systemMessages.fields.filter((field) => isCompared(field.rule)).map((field) => field.column.name);
  const names = ['id', ...columns].map((name) => `"${name}"`).join(', ');
  for (const row of rows) {
    const marks = row.map((_, index) => `$${index + 1}`).join(', ');
    await source.query(`INSERT INTO system_messages (${names}) VALUES (${marks})`, row);
  }
}

const nth = (period: number, rest: number): string =>
  `legacy_record_id IN (SELECT id FROM (SELECT legacy_record_id AS id, row_number() OVER (ORDER BY legacy_record_id) AS n
   FROM system_messages) ordered WHERE n % ${period} = ${rest})`;

/**
 * What is wrong with some of them, rows that no notification stands behind, and a constraint that some notifications
 * break. Which rows were there is kept.
 */
const AFTERWARDS = [
  `UPDATE system_messages SET message_type = 'info' WHERE ${nth(8, 1)}`,
  `UPDATE system_messages SET created_at = created_at + interval '1 microsecond' WHERE ${nth(16, 2)}`,
  `INSERT INTO system_messages (id, legacy_record_id, message_data, message_type, source_system)
   SELECT md5('second ' || legacy_record_id)::uuid, legacy_record_id, message_data, message_type, source_system
   FROM system_messages WHERE ${nth(20, 3)}`,
  // Claims of notifications that do not exist, and a row that was made here.
  `INSERT INTO system_messages (id, legacy_record_id, message_data, message_type, source_system)
   SELECT md5('extra ' || coalesce(n, 0))::uuid, n, '{}', 'info', 'dispatch_notification'
   FROM (SELECT generate_series(10000001, 10000005) UNION ALL SELECT NULL) e(n)`,
  `ALTER TABLE system_messages ADD CONSTRAINT no_such_template
     CHECK (message_code <> '${REFUSED_TEMPLATE}') NOT VALID`,
  'CREATE SCHEMA kept',
  'CREATE TABLE kept.messages AS SELECT id FROM system_messages',
  'ANALYZE',
];
