import { isEligible } from '../comparing/resolve-references';
import type { Eligibility, Mapping } from '../mapping';
import type { Sides } from '../reading/database';
import { LegacyReader } from '../reading/legacy-reader';
import { NewReader, parentLookup } from '../reading/new-reader';
import { pairRecords } from './paired-pages';
import { project } from './projection';
import { parentRecords, type Route, RouteQuery } from './route';

/** How many records of a mapping have, on the new side, the record that a hop of their path leads to. */
export interface Arrivals {
  readonly migrated: number;
  /** Those whose record is also what the reference asks for. */
  readonly eligible: number;
}

/** Keys read at a time; memory is bounded by it. */
const PAGE_SIZE = 20_000;

/** What a hop leads to: `place` counts the stops of the route, and the parent comes after the last. */
export interface Target {
  readonly mapping: Mapping;
  readonly place: number;
  readonly eligible: Eligibility | null;
}

interface CountedKey {
  readonly k: string;
  readonly n: string | number;
}

/** The keys that a hop leads to, in their order, each with the number of records that lead there. */
async function listKeys(sides: Sides, route: Route, place: number, after: string | null): Promise<CountedKey[]> {
  const { dialect } = sides.legacy;
  const query = new RouteQuery(dialect, route);
  const stop = query.stops()[place];
  const { expression, column } = stop?.id ?? query.value();
  const { statement } = query;
  const records = `(SELECT ${expression} AS k ${query.from()}) r`;
  const isParent = stop === undefined && route.parent.new.keyColumn !== null;
  const parents = isParent ? ` JOIN (${parentRecords(statement, route.parent)}) q ON q.id = r.k` : '';
  const next = after === null ? '' : ` AND ${statement.isAfter('r.k', column.kind, after)}`;
  return sides.legacy.query<CountedKey>(
    `SELECT ${statement.canonical(column, 'r.k')} AS k, count(*) AS n FROM ${records}${parents}
     WHERE r.k IS NOT NULL${next} GROUP BY r.k ORDER BY r.k LIMIT ${PAGE_SIZE}`,
    statement.parameters,
  );
}

/** Which of these legacy keys have a counterpart, and whether one of them is eligible. */
async function findArrived(sides: Sides, target: Target, keys: readonly string[]): Promise<Map<string, boolean>> {
  const { mapping, place, eligible } = target;
  const reader = new NewReader(sides.new);
  // The record itself is known by its id, its counterpart perhaps by something else.
  if (place === 0 && mapping.new.keyColumn === null) {
    const projected = project(mapping);
    const records = await new LegacyReader(sides.legacy).list(projected, { keys });
    const paired = await pairRecords(reader, projected, records);
    return new Map(paired.flatMap(({ record, rows }) => (rows.length === 0 ? [] : [[record.key, true]])));
  }
  const [rows = []] = await reader.lookUp([parentLookup(mapping, keys, Object.keys(eligible?.where ?? {}))]);
  const arrived = new Map<string, boolean>();
  for (const { key, cells } of rows) arrived.set(key, (arrived.get(key) ?? false) || isEligible(eligible, cells));
  return arrived;
}

/** Follows the records of a route over to the new side, at one of its hops. */
export async function countArrivals(sides: Sides, route: Route, target: Target): Promise<Arrivals> {
  let migrated = 0;
  let eligible = 0;
  let after: string | null = null;
  for (;;) {
    const page: CountedKey[] = await listKeys(sides, route, target.place, after);
    if (page.length === 0) return { migrated, eligible };
    const arrived = await findArrived(
      sides,
      target,
      page.map(({ k }) => k),
    );
    for (const { k, n } of page) {
      if (arrived.has(k)) migrated += Number(n);
      if (arrived.get(k) === true) eligible += Number(n);
    }
    after = page.at(-1)?.k ?? null;
  }
}
