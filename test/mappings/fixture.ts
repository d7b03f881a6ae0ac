import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../../reconciliation/comparing/verdict';
import type { CauseCode } from '../../reconciliation/tracing/cause';

/** A value as a fixture writes it. Objects and arrays are the contents of a JSON column. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** A row by column name. */
export type Row = Readonly<Record<string, Value>>;

/** Rows of one side by table, in the order in which they are inserted. */
export type Rows = Readonly<Record<string, readonly Row[]>>;

/** How a record must stand. */
export interface Expected {
  /** The legacy key, or several with the same outcome; absent: the record exists on the new side alone. */
  readonly legacyId?: number | readonly number[];
  /** The name of the new row, for a record without a legacy side. */
  readonly newId?: string;
  readonly verdict: keyof typeof Verdict;
  /** The fields that differ, cannot be read or stand in the way; absent: none. */
  readonly fields?: readonly string[];
  /** The codes of the causes, one for each cause; absent: not looked at. */
  readonly causes?: readonly (keyof typeof CauseCode)[];
  /** What the case is there for, where the fields do not say it. */
  readonly note?: string;
}

export interface Fixture {
  readonly legacy: Rows;
  readonly new: Rows;
  readonly expected: readonly Expected[];
}

const RUN_OF_MARKS = /#+/g;

/** `#` becomes the row's number; a longer run pads it with zeros to its own length. */
function numbered(value: Value, number: number): Value {
  if (value === '#') return number;
  if (typeof value === 'string')
    return value.replace(RUN_OF_MARKS, (marks) => String(number).padStart(marks.length, '0'));
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((entry: Value) => numbered(entry, number));
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, numbered(entry, number)]));
}

const numbersOf = (row: Row): number[] => [row['#'] ?? []].flat().map(Number);

/** The rows as a file writes them, by number, before numbers are put in: what `like` refers to. */
type Originals = ReadonlyMap<number, Row>;

function completed(row: Row, originals: Originals, table: string): Row {
  const { like, '#': _number, ...own } = row;
  if (like === undefined) return own;
  const original = originals.get(Number(like));
  if (original === undefined) throw new Error(`${table} has no row ${String(like)} to be like`);
  return { ...original, ...own };
}

function expandTable(table: string, world: readonly Row[], rows: readonly Row[]): Row[] {
  const originals = new Map<number, Row>();
  const expanded: Row[] = [];
  for (const row of [...world, ...rows]) {
    const full = completed(row, originals, table);
    for (const number of numbersOf(row)) {
      originals.set(number, originals.get(number) ?? full);
      expanded.push(numbered(full, number) as Row);
    }
  }
  return expanded;
}

/** The rows of the world and of a fixture that builds on it, complete. */
export function expand(world: Rows, rows: Rows): Rows {
  const tables = [...new Set([...Object.keys(world), ...Object.keys(rows)])];
  return Object.fromEntries(tables.map((table) => [table, expandTable(table, world[table] ?? [], rows[table] ?? [])]));
}

function readJson(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, folder, file), 'utf8'));
}

/** The parents that all fixtures share. */
export const world = {
  legacy: readJson('world', 'legacy.json') as Rows,
  new: readJson('world', 'new.json') as Rows,
};

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The fixture of a mapping, complete with the world. */
export function readFixture(mapping: string): Fixture {
  const folder = kebab(mapping);
  return {
    legacy: expand(world.legacy, readJson(folder, 'legacy.json') as Rows),
    new: expand(world.new, readJson(folder, 'new.json') as Rows),
    expected: readJson(folder, 'expected.json') as Expected[],
  };
}
