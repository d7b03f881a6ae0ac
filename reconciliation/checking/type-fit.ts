import { POSTGRES_TYPES } from '../../entities/postgres-types';
import type { Column, ValueKind } from '../../entities/table';
import type { CatalogueColumn } from '../catalogue/columns';
import type { Dialect, Sides } from '../reading/database';

/**
 * How a live type fails to hold what is declared. `UNFIT`: it holds something else. `NARROW`: it holds less. `LOOSE`: it
 * holds more, or has a limit where none is declared.
 */
export interface Misfit {
  readonly grade: 'UNFIT' | 'NARROW' | 'LOOSE';
  /** Why, as the end of a sentence about the live type. */
  readonly reason: string;
  /** What to do about it, where that is not to change one of the two types. */
  readonly advice?: string;
}

interface Declared {
  readonly column: Column;
  readonly dialect: Dialect;
  readonly side: keyof Sides;
}

const narrow = (reason: string): Misfit => ({ grade: 'NARROW', reason });
const loose = (reason: string): Misfit => ({ grade: 'LOOSE', reason });
const UNFIT: Misfit = { grade: 'UNFIT', reason: 'holds values of another kind' };
const CLOCK: Misfit = {
  ...narrow('has no time zone, so its clock is taken for UTC'),
  advice: 'make sure that the application wrote UTC there: if it wrote local time, every instant is read wrong',
};
const FRACTIONS = 'may hold fractions';

/** Bytes and digits of the largest whole number of a kind. */
const WHOLE = { integer: { size: 4, digits: 10 }, bigint: { size: 8, digits: 19 } } as const;

/** Digits that a whole number of so many bytes holds whatever they are. */
const DIGITS: Readonly<Record<number, number>> = { 1: 2, 2: 4, 3: 6, 4: 9, 8: 18 };

function wholeNumber(kind: keyof typeof WHOLE, live: CatalogueColumn): Misfit | null {
  const need = WHOLE[kind];
  if (live.family === 'whole') return (live.size ?? 0) < need.size ? narrow('holds smaller numbers only') : null;
  if (live.family !== 'numeric') return UNFIT;
  if (live.precision === null) return loose(FRACTIONS);
  if ((live.scale ?? 0) > 0) return { grade: 'UNFIT', reason: FRACTIONS };
  return live.precision < need.digits ? narrow('holds smaller numbers only') : null;
}

function exactNumber({ column, side }: Declared, live: CatalogueColumn): Misfit | null {
  if (live.family === 'inexact') return { grade: 'UNFIT', reason: 'holds binary fractions, which are not exact' };
  const isWhole = live.family === 'whole';
  if (!isWhole && live.family !== 'numeric') return UNFIT;
  const precision = isWhole ? (DIGITS[live.size ?? 0] ?? 0) : live.precision;
  const scale = live.scale ?? 0;
  if (precision === null) return null;
  const { precision: digits, scale: decimals = 0 } = column;
  if (digits === undefined) {
    if (side === 'legacy') return null;
    const limit = `holds ${precision - scale} digits and ${scale} decimals at most, and no limit is declared`;
    return isWhole ? narrow('holds no decimals') : loose(limit);
  }
  const holds = precision - scale >= digits - decimals && scale >= decimals;
  return holds ? null : narrow(`holds ${precision - scale} digits and ${scale} decimals at most`);
}

/** What else may be read as text from a legacy side; to be written, text needs a type that takes any. */
const READ_AS_TEXT: readonly string[] = ['enum', 'json', 'uuid'];

function text({ column, dialect, side }: Declared, live: CatalogueColumn): Misfit | null {
  if (live.family === 'characters') {
    if (live.length === null) return null;
    if (column.length !== undefined)
      return live.length < column.length ? narrow(`holds ${live.length} characters at most`) : null;
    return side === 'legacy' ? null : loose(`holds ${live.length} characters at most, and no limit is declared`);
  }
  if (side === 'legacy' && READ_AS_TEXT.includes(live.family)) return null;
  return dialect === 'mysql' && live.family === 'bytes' ? null : UNFIT;
}

function instant(live: CatalogueColumn): Misfit | null {
  if (live.family === 'clock') return CLOCK;
  if (live.family !== 'instant') return UNFIT;
  return (live.precision ?? 0) < 6 ? narrow('keeps no microseconds') : null;
}

function label({ column }: Declared, live: CatalogueColumn): Misfit | null {
  if (live.family === 'enum') return null;
  if (live.family !== 'characters') return UNFIT;
  const longest = Math.max(0, ...(column.values ?? []).map((value) => value.length));
  if (live.length !== null && live.length < longest) return narrow(`holds ${live.length} characters at most`);
  return loose('takes any text, labels or not');
}

const isOf = (families: readonly string[], live: CatalogueColumn): Misfit | null =>
  families.includes(live.family) ? null : UNFIT;

function jsonDocument({ dialect }: Declared, live: CatalogueColumn): Misfit | null {
  if (live.family !== 'characters') return isOf(['json'], live);
  // MySQL keeps JSON in a text column by Django's own choice.
  return dialect === 'mysql' ? null : loose('takes any text, a document or not');
}

const FITS: Readonly<Record<ValueKind, (declared: Declared, live: CatalogueColumn) => Misfit | null>> = {
  integer: (_, live) => wholeNumber('integer', live),
  bigint: (_, live) => wholeNumber('bigint', live),
  decimal: exactNumber,
  boolean: ({ dialect }, live) => isOf(dialect === 'mysql' ? ['whole', 'bits'] : ['flag'], live),
  text,
  instant: (_, live) => instant(live),
  date: (_, live) => isOf(['date'], live),
  json: jsonDocument,
  // MySQL has no such type; MariaDB has one since 10.7.
  uuid: ({ dialect }, live) =>
    dialect === 'mysql' && live.family === 'characters' && (live.length ?? 0) >= 32 ? null : isOf(['uuid'], live),
  enum: label,
};

/** Why a live column cannot hold what an entity class declares of it; null: it can. */
export function findMisfit(declared: Declared, live: CatalogueColumn): Misfit | null {
  return FITS[declared.column.kind](declared, live);
}

/** The type that an entity class declares, as PostgreSQL writes it. */
export function declaredType({ kind, length, precision, scale = 0, enumName }: Column): string {
  if (kind === 'text' && length !== undefined) return `varchar(${length})`;
  if (kind === 'decimal' && precision !== undefined) return `numeric(${precision},${scale})`;
  return kind === 'enum' ? (enumName ?? POSTGRES_TYPES.enum) : POSTGRES_TYPES[kind];
}
