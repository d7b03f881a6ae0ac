import { primaryColumn, type ValueKind } from '../../entities/table';
import { type Mapping, readsOf, referencesOf } from '../mapping';
import { selectList } from '../reading/cells';
import type { RowSource } from '../reading/database';
import { Joins } from '../reading/joins';
import { LiteralStatement } from '../reading/literal-statement';
import { digestTexts } from '../scanning/digests';
import type { KeyRange } from '../scanning/key-range';

/** A legacy record as it came: its key, and the texts of `pathsRead` in their order. */
export type RawRecord = readonly (string | null)[];

/** What is read of a record beside its key, and what it is read as. */
export interface PathRead {
  readonly path: string;
  readonly kind: ValueKind;
}

export interface RawBatch {
  readonly records: readonly RawRecord[];
  /** Nothing of the range follows. */
  readonly isLast: boolean;
}

/** Only what rules and scope read: the ids on the way, which tracing wants, are read where something is traced. */
export function pathsRead(mapping: Mapping): PathRead[] {
  const joins = new Joins(new LiteralStatement('postgres'), mapping.legacy);
  return readsOf(mapping).map((path) => ({ path, kind: joins.column(path).column.kind }));
}

/** `size`: records at most; null: all of them. */
function selectRange(source: RowSource, mapping: Mapping, { from, before }: KeyRange, size: number | null): string {
  const statement = new LiteralStatement(source.dialect);
  const joins = new Joins(statement, mapping.legacy);
  const key = primaryColumn(mapping.legacy.table).property;
  const selections = [key, ...readsOf(mapping)].map((path) => ({ name: path, ...joins.column(path) }));
  const { expression, column } = joins.column(key);
  const bound = (text: string): string =>
    `${statement.bindText(column.kind, text)}${source.dialect === 'postgres' ? '::bigint' : ''}`;
  const where = [
    ...joins.population(),
    ...(from === null ? [] : [`${expression} >= ${bound(from)}`]),
    ...(before === null ? [] : [`${expression} < ${bound(before)}`]),
  ];
  const conditions = where.length > 0 ? ` WHERE ${where.join(' AND ')}` : '';
  const limit = size === null ? '' : ` LIMIT ${size}`;
  return `SELECT ${selectList(statement, selections)} ${joins.from()}${conditions} ORDER BY ${expression}${limit}`;
}

/** The key after a key: keys are whole numbers. */
export const keyAfter = (key: string): string => (BigInt(key) + 1n).toString();

/** What is known again of a record as it was read; its key is not part of it. */
export const digestRecord = (record: RawRecord): number => digestTexts(record, 1);

/**
 * The first records of a range in key order, `size` at most, as they are now: an answer that is read bit by bit over
 * minutes would tell of the moment in which it began.
 */
export async function readBatch(source: RowSource, mapping: Mapping, range: KeyRange, size: number): Promise<RawBatch> {
  const records: RawRecord[] = [];
  for await (const rows of source.stream(selectRange(source, mapping, range, size))) records.push(...rows);
  const last = records.at(-1)?.[0] ?? null;
  const isWhole = last !== null && range.before !== null && BigInt(keyAfter(last)) >= BigInt(range.before);
  return { records, isLast: records.length < size || isWhole };
}

/** Takes out of a list of digests by key those that records of a range still have. */
export async function takeOutUnchanged(
  source: RowSource,
  mapping: Mapping,
  range: KeyRange,
  digests: Map<string, number>,
): Promise<void> {
  for await (const rows of source.stream(selectRange(source, mapping, range, null)))
    for (const row of rows) {
      const key = row[0] ?? '';
      const digest = digests.get(key);
      if (digest !== undefined && digestRecord(row) === digest) digests.delete(key);
    }
}

/** Cuts a batch into smaller ones. One that is empty stays. */
export function* cut({ records, isLast }: RawBatch, size: number): Generator<RawBatch> {
  let start = 0;
  do {
    const end = start + size;
    yield { records: records.slice(start, end), isLast: isLast && end >= records.length };
    start = end;
  } while (start < records.length);
}

/** Where the keys of parents stand that are records of the same mapping. */
function ownParentPlaces(mapping: Mapping): number[] {
  const fields = [...referencesOf(mapping), ...mapping.requirements];
  const own = fields.filter((field) => field.rule.reference?.mapping() === mapping);
  const paths = new Set(own.flatMap((field) => field.rule.reference?.paths ?? []));
  return readsOf(mapping).flatMap((path, index) => (paths.has(path) ? [index + 1] : []));
}

/** Cuts a batch before each record whose parent comes before it in the batch: the parent has to be written first. */
export function* partsOf(mapping: Mapping, batch: RawBatch): Generator<RawBatch> {
  const places = ownParentPlaces(mapping);
  let part: RawRecord[] = [];
  let keys = new Set<string | null>();
  for (const record of places.length === 0 ? [] : batch.records) {
    if (places.some((place) => keys.has(record[place] ?? null))) {
      yield { records: part, isLast: false };
      part = [];
      keys = new Set();
    }
    part.push(record);
    keys.add(record[0] ?? '');
  }
  yield places.length === 0 ? batch : { records: part, isLast: batch.isLast };
}
