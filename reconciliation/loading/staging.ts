import type { WriteTransaction } from '../writing/transaction';
import { digestOf, type NewBulkChange, quote, type Target } from './target';

const STAGING = 'pg_temp.counterpart_batch';

/** The rows of a batch beside their table, where each can be tried, compared and left out. */
export class Staging {
  private constructor(
    private readonly transaction: WriteTransaction,
    private readonly target: Target,
    /** Whether every column is a text, because a value could not be read as what it should be. */
    private readonly isTexts: boolean,
  ) {}

  /** Copies rows in. When a value cannot be read as its column's type, all are kept as texts and it shows later whose it is. */
  static async fill(transaction: WriteTransaction, target: Target, rows: () => Iterable<Buffer>): Promise<Staging> {
    try {
      return await transaction.inPart(() => Staging.copy(transaction, target, rows, false));
    } catch (error) {
      if (!isDataError(error)) throw error;
      return Staging.copy(transaction, target, rows, true);
    }
  }

  private static async copy(
    transaction: WriteTransaction,
    target: Target,
    rows: () => Iterable<Buffer>,
    isTexts: boolean,
  ): Promise<Staging> {
    const columns = target.written.map(({ type }, index) => `c${index} ${isTexts ? 'text' : type}`);
    await transaction.query(
      `CREATE TEMPORARY TABLE counterpart_batch (k bigint, ${columns.join(', ')}) ON COMMIT DROP`,
    );
    await transaction.copy(`COPY ${STAGING} FROM STDIN`, rows());
    return new Staging(transaction, target, isTexts);
  }

  /** Takes rows out, by legacy key. */
  async leaveOut(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.transaction.query(`DELETE FROM ${STAGING} WHERE k = ANY($1::bigint[])`, [keys]);
  }

  /**
   * Inserts the rows from the first to the last of these keys. Answers the ids of those that were, where some had to
   * give way to rows that are there already; null: all of them were.
   */
  async insert(keys: readonly string[], isWhole: boolean): Promise<ReadonlySet<string> | null> {
    const { table, written, isGenerated } = this.target;
    const kept = written
      .map((column, index) => ({ column, index }))
      .filter(({ column }) => !isGenerated.has(column.name));
    const names = kept.map(({ column }) => quote(column.name)).join(', ');
    const values = kept.map(({ index }) => this.value(index)).join(', ');
    const range = isWhole ? '' : 'WHERE k BETWEEN $2::bigint AND $3::bigint';
    const [row] = await this.transaction.query<{ ids: string[] | null }>(
      `WITH inserted AS (
         INSERT INTO ${table} AS t (${names}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM ${STAGING} s ${range}
         ON CONFLICT DO NOTHING RETURNING t.${this.idColumn()} AS id)
       SELECT CASE WHEN count(*) < $1 THEN coalesce(array_agg(id::text), '{}') END AS ids FROM inserted`,
      isWhole ? [keys.length] : [keys.length, keys[0], keys.at(-1)],
    );
    return row?.ids == null ? null : new Set(row.ids);
  }

  /**
   * Reads the rows back and puts them down as one bulk change, unless one is not what was planned. Answers the change,
   * or the legacy keys of the rows that are not, but for those that are accepted as they are.
   */
  async putDown(change: NewBulkChange, accepted: readonly string[]): Promise<{ id: string | null; strange: string[] }> {
    const { table, columns } = this.target;
    const [row] = await this.transaction.query<{ id: string | null; strange: string[] }>(
      `WITH back AS MATERIALIZED (
         SELECT s.k, coalesce(${this.sameAs('t')}, false) OR s.k = ANY($1::bigint[]) AS same, ${digestOf('t', columns)} AS digest
         FROM ${STAGING} s LEFT JOIN LATERAL (SELECT * FROM ${table} x WHERE x.${this.idColumn()} = ${this.value(0)} OFFSET 0) t ON true),
       put AS (
         INSERT INTO counterpart.bulk_change
           (run_id, mapping, table_name, kind, first_id, last_id, legacy_ids, columns, row_digests, actor, reason)
         SELECT $2::uuid, $3, $4, 'INSERT', min(k), max(k), array_agg(k ORDER BY k), $5::text[], array_agg(digest ORDER BY k), $6, $7
         FROM back HAVING bool_and(same) RETURNING id)
       SELECT (SELECT id::text FROM put) AS id, array(SELECT k::text FROM back WHERE NOT same) AS strange`,
      [accepted, change.runId, change.mapping, change.table, columns, change.actor, change.reason],
    );
    return row ?? { id: null, strange: [] };
  }

  private idColumn(): string {
    return quote(this.target.written[0]?.name ?? 'id');
  }

  private value(index: number): string {
    const type = this.target.written[index]?.type ?? 'text';
    return this.isTexts && type !== 'text' ? `s.c${index}::${type}` : `s.c${index}`;
  }

  /** Texts are the same by their bytes, whatever a collation says. */
  private sameAs(alias: string): string {
    const parts = this.target.written.map(({ name, isText, isJson }, index) => {
      const stored = `${alias}.${quote(name)}`;
      if (isText) return `${this.value(index)} COLLATE "C" IS NOT DISTINCT FROM ${stored}::text COLLATE "C"`;
      const as = isJson ? '::jsonb' : '';
      return `${this.value(index)}${as} IS NOT DISTINCT FROM ${stored}${as}`;
    });
    return parts.join(' AND ');
  }
}

/** PostgreSQL's class 22: a text that is no value of a type. COPY's errors come as the driver has them. */
const isDataError = (error: unknown): boolean => ((error as { code?: string } | null)?.code ?? '').startsWith('22');
