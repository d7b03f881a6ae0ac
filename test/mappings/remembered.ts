import { type Pair, recordKey } from '../../reconciliation/comparing/pair';
import { isDiscrepancy } from '../../reconciliation/comparing/verdict';
import type { Mapping } from '../../reconciliation/mapping';
import type { Cause } from '../../reconciliation/tracing/cause';
import type { TwoSides } from './two-sides';

/** What the ledger holds of each record of a mapping, by record key. */
export type Remembered = Readonly<Record<string, string>>;

interface DiscrepancyRow {
  readonly record_key: string;
  readonly fingerprint: string;
  readonly causes: string | null;
}

/** Verdicts out of blocks and beside them, and of open discrepancies what they rest on and why they are. */
export async function readLedger({ new: database }: Pick<TwoSides, 'new'>, mapping: Mapping): Promise<Remembered> {
  const verdicts: { key: string; verdict: string; n: number }[] = await database.query(
    `SELECT key, max(verdict) AS verdict, count(*)::integer AS n FROM (
       SELECT record_key AS key, verdict FROM counterpart.pair_state WHERE mapping = $1
       UNION ALL SELECT (b.block * 1024 + place)::text, b.verdict
       FROM counterpart.settled_block b, unnest(b.offsets) AS place WHERE b.mapping = $1) s GROUP BY key`,
    [mapping.name],
  );
  const discrepancies: DiscrepancyRow[] = await database.query(
    `SELECT d.record_key, d.fingerprint, (SELECT string_agg(concat_ws(' ', c.code, c.field, c.root_id), ', ' ORDER BY c.ordinal)
       FROM counterpart.discrepancy_cause c WHERE c.discrepancy_id = d.id) AS causes
     FROM counterpart.discrepancy d WHERE d.mapping = $1 AND d.state = 'OPEN'`,
    [mapping.name],
  );
  const open = new Map(discrepancies.map((row) => [row.record_key, row]));
  const seen = verdicts.map(({ key, verdict, n }): [string, string] => {
    const found = open.get(key);
    open.delete(key);
    const more = found === undefined ? '' : ` ${found.fingerprint} ${found.causes}`;
    return [key, `${n > 1 ? `${n} times ` : ''}${verdict}${more}`];
  });
  const alone = [...open.keys()].map((key): [string, string] => [key, 'a discrepancy without a verdict']);
  return Object.fromEntries([...seen, ...alone]);
}

/** The same as the comparator has it of pairs and their causes. */
export function asRemembered(pairs: readonly Pair[], causes: readonly (readonly Cause[])[]): Remembered {
  const seen = pairs.map((pair, index): [string, string] => {
    const listed = (causes[index] ?? [])
      .map((cause) => [cause.code, cause.field, cause.root.id].filter((part) => part !== null).join(' '))
      .join(', ');
    const more = isDiscrepancy(pair.verdict) ? ` ${pair.fingerprint.text} ${listed}` : '';
    return [recordKey(pair), `${pair.verdict}${more}`];
  });
  return Object.fromEntries(seen);
}
