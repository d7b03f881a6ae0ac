import { columnOf } from '../../entities/table';
import type { Mapping } from '../mapping';
import { ownRows } from '../reading/own-rows';
import { Statement } from '../reading/statement';
import { isLockTimeout, rejectionOf } from '../writing/database-error';
import type { WriteTransaction } from '../writing/transaction';
import type { PreparedBatch } from './prepare-batch';
import { digestOf, keepsRowsAsSent, type NewBulkChange, quote, type Target } from './target';

/** Undoes what was copied: there are other rows among them than those of the batch. */
class NotAlone extends Error {}

/**
 * Copies a batch right into its table and puts it down, where nothing can go wrong that would have to be told apart by
 * row: half the work of staging it. Answers the bulk change; null: nothing was done, and the rows have to be staged.
 */
export async function copyDirectly(
  transaction: WriteTransaction,
  mapping: Mapping,
  target: Target,
  batch: PreparedBatch,
  change: NewBulkChange,
): Promise<string | null> {
  if (batch.uncertain.size > 0 || !(await keepsRowsAsSent(transaction, target))) return null;
  const names = target.written.map(({ name }) => quote(name)).join(', ');
  try {
    return await transaction.inPart(async () => {
      await transaction.copy(`COPY ${target.table} (${names}) FROM STDIN`, batch.rows.chunks);
      return putDown(transaction, mapping, target, batch, change);
    });
  } catch (error) {
    // Staged, it can be told which rows somebody refuses or holds.
    if (error instanceof NotAlone || isLockTimeout(error) || rejectionOf(error) !== null) return null;
    throw error;
  }
}

/** The rows of the batch lie side by side in the index of the legacy key. */
async function putDown(
  transaction: WriteTransaction,
  mapping: Mapping,
  { columns }: Target,
  { keys }: PreparedBatch,
  change: NewBulkChange,
): Promise<string> {
  const { table, keyColumn, where: own } = mapping.new;
  const statement = new Statement('postgres');
  const bind = (value: unknown): string => statement.bind(value);
  const key = `t.${statement.quote(columnOf(table, keyColumn ?? '').name)}`;
  const where = [
    `${key} BETWEEN ${bind(keys[0])}::bigint AND ${bind(keys.at(-1))}::bigint`,
    ...ownRows(statement, 't', table, own),
  ].join(' AND ');
  const [row] = await transaction.query<{ id: string }>(
    `INSERT INTO counterpart.bulk_change
       (run_id, mapping, table_name, kind, first_id, last_id, legacy_ids, columns, row_digests, actor, reason)
     SELECT ${bind(change.runId)}::uuid, ${bind(change.mapping)}, ${bind(change.table)}, 'INSERT', min(k), max(k),
       array_agg(k), ${bind(columns)}::text[], array_agg(digest), ${bind(change.actor)}, ${bind(change.reason)}
     FROM (SELECT ${key}::bigint AS k, ${digestOf('t', columns)} AS digest FROM ${statement.quote(table.name)} t WHERE ${where} ORDER BY ${key}) back
     HAVING count(*) = ${bind(keys.length)} RETURNING id::text`,
    statement.parameters,
  );
  if (row === undefined) throw new NotAlone();
  return row.id;
}
