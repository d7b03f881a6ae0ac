import type { Dialect } from '../reading/database';

/** What kinds of values a type holds, whatever the engine calls it; `other` is everything that no mapping can read. */
export type Family =
  | 'whole'
  | 'numeric'
  | 'inexact'
  | 'flag'
  | 'bits'
  | 'characters'
  | 'bytes'
  | 'instant'
  | 'clock'
  | 'date'
  | 'json'
  | 'uuid'
  | 'enum'
  | 'other';

/** A type as the server writes it, taken apart. */
export interface ColumnType {
  readonly family: Family;
  /** Bytes of a whole number. */
  readonly size: number | null;
  /** Characters at most; null: unlimited, or no text. */
  readonly length: number | null;
  /** Digits of an exact number, or of the fraction of a second; null: unlimited, or neither. */
  readonly precision: number | null;
  readonly scale: number | null;
}

/** Both engines' names; where they share one, they mean the same by it. */
const FAMILIES: Readonly<Record<string, Family>> = {
  tinyint: 'whole',
  smallint: 'whole',
  mediumint: 'whole',
  int: 'whole',
  integer: 'whole',
  bigint: 'whole',
  numeric: 'numeric',
  decimal: 'numeric',
  real: 'inexact',
  float: 'inexact',
  double: 'inexact',
  'double precision': 'inexact',
  boolean: 'flag',
  bit: 'bits',
  char: 'characters',
  character: 'characters',
  varchar: 'characters',
  'character varying': 'characters',
  tinytext: 'characters',
  text: 'characters',
  mediumtext: 'characters',
  longtext: 'characters',
  citext: 'characters',
  binary: 'bytes',
  varbinary: 'bytes',
  tinyblob: 'bytes',
  blob: 'bytes',
  mediumblob: 'bytes',
  longblob: 'bytes',
  datetime: 'instant',
  timestamp: 'instant',
  'timestamp with time zone': 'instant',
  'timestamp without time zone': 'clock',
  date: 'date',
  json: 'json',
  jsonb: 'json',
  uuid: 'uuid',
  enum: 'enum',
};

const SIZES: Readonly<Record<string, number>> = {
  tinyint: 1,
  smallint: 2,
  mediumint: 3,
  int: 4,
  integer: 4,
  bigint: 8,
};

/** MySQL's own limits of types that are written without one. */
const LENGTHS: Readonly<Record<string, number>> = { tinytext: 255 };

/** Decimals of a second where a type is written without them. */
const FRACTION: Readonly<Record<Dialect, number>> = { postgres: 6, mysql: 0 };

/** `character varying(20)`, `numeric(10,2)`, `timestamp(3) with time zone`, `int(10) unsigned`, `enum('a','b')`. */
const WRITTEN = /^([a-z][a-z0-9_ ]*?)(?:\((.*)\))?((?: [a-z]+)*)$/is;

/** Takes a type apart. `isEnum`: PostgreSQL writes an enum by its own name, which tells nothing. */
export function readType(dialect: Dialect, written: string, isEnum: boolean): ColumnType {
  const [, name = written, inside = '', tail = ''] = WRITTEN.exec(written) ?? [];
  const base = `${name}${tail}`.toLowerCase().replace(/ (unsigned|zerofill)/g, '');
  const family = isEnum ? 'enum' : (FAMILIES[base] ?? 'other');
  const [first = null, second = 0] = /^\d+(,-?\d+)?$/.test(inside) ? inside.split(',').map(Number) : [];
  const isTime = family === 'instant' || family === 'clock';
  return {
    family,
    size: SIZES[base] ?? null,
    length: family === 'characters' ? (first ?? LENGTHS[base] ?? null) : null,
    precision: isTime ? (first ?? FRACTION[dialect]) : family === 'numeric' ? first : null,
    scale: family === 'numeric' && first !== null ? second : null,
  };
}

/** The labels in MySQL's `enum('a','it''s')`; null: it is no enum. */
export function readLabels(written: string): string[] | null {
  if (!/^enum\(/i.test(written)) return null;
  return [...written.matchAll(/'((?:[^']|'')*)'/g)].map(([, label = '']) => label.replaceAll("''", "'"));
}
