import { primaryColumn } from '../../entities/table';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { Joins } from '../reading/joins';
import { Statement } from '../reading/statement';
import { BLOCK } from './blocks';
import type { KeyRange } from './key-range';
import { inRange } from './scan-query';

const RANGE_SIZE = 50_000;

/** What lies beyond is a number that the ledger cannot order by, and in the last range with all the rest. */
const LARGEST = 9_223_372_036_854_775_807n;

/** The key of the record that so many records of the mapping stand before, from a key on; null: there are not so many. */
async function findKey(
  legacy: Database,
  mapping: Mapping,
  from: string | null,
  skipped: number,
): Promise<string | null> {
  const statement = new Statement(legacy.dialect);
  const joins = new Joins(statement, mapping.legacy);
  const { expression, column } = joins.column(primaryColumn(mapping.legacy.table).property);
  const where = [...joins.population(), ...inRange(statement, expression, { from, before: null })];
  const condition = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
  const [row] = await legacy.query<{ k: string }>(
    `SELECT ${statement.canonical(column, expression)} AS k ${joins.from()}${condition}
     ORDER BY ${expression} LIMIT 1 OFFSET ${skipped}`,
    statement.parameters,
  );
  return row?.k ?? null;
}

function roundDown(key: bigint): bigint {
  const rest = key % BLOCK;
  return rest < 0n ? key - rest - BLOCK : key - rest;
}

/**
 * Ranges of about so many legacy records that together hold every key there is: the first has no beginning and the last
 * no end. Their borders lie between blocks of settled pairs, so that each block is of one range.
 */
export async function planRanges(legacy: Database, mapping: Mapping, size = RANGE_SIZE): Promise<KeyRange[]> {
  const { kind } = primaryColumn(mapping.legacy.table);
  if (kind !== 'integer' && kind !== 'bigint') return [{ from: null, before: null }];
  const ranges: KeyRange[] = [];
  const first = await findKey(legacy, mapping, null, 0);
  const start = first === null ? 0n : roundDown(BigInt(first));
  for (let from: string | null = null; ; from = ranges.at(-1)?.before ?? null) {
    const key: string | null = await findKey(legacy, mapping, from, size);
    if (key === null) return [...ranges, { from, before: null }];
    const rounded = roundDown(BigInt(key));
    const border = rounded > BigInt(from ?? start) ? rounded : rounded + BLOCK;
    if (border > LARGEST) return [...ranges, { from, before: null }];
    ranges.push({ from, before: String(border) });
  }
}
