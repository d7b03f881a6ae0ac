import type { Column, ValueKind } from '../../entities/table';
import type { Dialect } from './database';
import { LARGEST, TOO_LARGE } from './too-large';

const isWholeNumber = (kind: ValueKind): boolean => kind === 'integer' || kind === 'bigint';

/** What a list of texts is read as, to be held against a column. */
function arrayType(kind: ValueKind): string {
  if (isWholeNumber(kind)) return 'bigint';
  return kind === 'uuid' ? 'uuid' : 'text';
}

/** What is held against texts. */
interface Compared {
  readonly expression: string;
  readonly column: Pick<Column, 'kind'>;
}

/** The text of one statement and its parameters, in the dialect of the server that will run it. */
export class Statement {
  readonly parameters: unknown[] = [];

  constructor(readonly dialect: Dialect) {}

  quote(name: string): string {
    const mark = this.dialect === 'postgres' ? '"' : '`';
    return `${mark}${name.replaceAll(mark, mark + mark)}${mark}`;
  }

  bind(value: unknown): string {
    this.parameters.push(value);
    return this.dialect === 'postgres' ? `$${this.parameters.length}` : '?';
  }

  /** A canonical text as a parameter that compares with a column of the kind. */
  bindText(kind: ValueKind, text: string): string {
    if (this.dialect === 'postgres') return this.bind(text);
    if (kind === 'boolean') return this.bind(text === 'true' ? 1 : 0);
    // Quoted digits would be compared as floating point, which cannot tell large ids apart.
    return this.bind(isWholeNumber(kind) ? BigInt(text) : text);
  }

  /** `expression = text`, in the meaning of the kind: a MySQL flag is set by every number but 0. */
  isEqual(expression: string, kind: ValueKind, text: string): string {
    if (this.dialect === 'mysql' && kind === 'boolean') return `${expression} ${text === 'true' ? '<>' : '='} 0`;
    if (this.ignoresLetters(kind)) return this.areOneOf([{ expression, column: { kind } }], [[text]]);
    return `${expression} = ${this.bindText(kind, text)}`;
  }

  /** `expression IN (texts)`. Whole numbers are widened, so that an id too large for the column is simply not found. */
  isOneOf(expression: string, kind: ValueKind, texts: readonly string[]): string {
    if (this.dialect === 'mysql')
      return this.areOneOf(
        [{ expression, column: { kind } }],
        texts.map((text) => [text]),
      );
    const side = kind === 'enum' ? `${expression}::text` : expression;
    return `${side} = ANY(${this.bind(texts)}::${arrayType(kind)}[])`;
  }

  /** `(expressions) IN (tuples)`: one look at a hash table for each row, however many tuples there are. */
  areOneOf(columns: readonly Compared[], tuples: readonly (readonly string[])[]): string {
    if (this.dialect === 'mysql') return this.mysqlTuples(columns, tuples);
    const [only] = columns;
    const at = (place: number): string[] => tuples.map((tuple) => tuple[place] ?? '');
    if (only !== undefined && columns.length === 1) return this.isOneOf(only.expression, only.column.kind, at(0));
    const sides = columns.map(({ expression, column }) =>
      column.kind === 'enum' ? `${expression}::text` : expression,
    );
    const lists = columns.map(({ column }, place) => `${this.bind(at(place))}::${arrayType(column.kind)}[]`);
    return `(${sides.join(', ')}) IN (SELECT * FROM unnest(${lists.join(', ')}))`;
  }

  /**
   * A collation may take texts for equal that differ in case, accents or blanks at the end. So texts are compared twice:
   * as the column compares them, by which an index is found, and then by their bytes.
   */
  private mysqlTuples(columns: readonly Compared[], tuples: readonly (readonly string[])[]): string {
    const list = (parts: readonly string[]): string =>
      parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(', ')})`;
    const among = (of: (column: Compared, expression: string) => string): string => {
      const left = list(columns.map((column) => of(column, column.expression)));
      const bound = tuples.map((tuple) =>
        list(columns.map((column, place) => of(column, this.bindText(column.column.kind, tuple[place] ?? '')))),
      );
      return `${left} IN (${bound.join(', ')})`;
    };
    const plain = among((_, expression) => expression);
    if (!columns.some(({ column }) => this.ignoresLetters(column.kind))) return plain;
    const exact = among(({ column }, expression) =>
      this.ignoresLetters(column.kind) ? this.byBytes(expression) : expression,
    );
    return `(${plain} AND ${exact})`;
  }

  private ignoresLetters(kind: ValueKind): boolean {
    return this.dialect === 'mysql' && (kind === 'text' || kind === 'enum');
  }

  /** `expression > text`, by number for ids: key order never depends on a collation. */
  isAfter(expression: string, kind: ValueKind, text: string): string {
    const bound = this.bindText(kind, text);
    return this.dialect === 'postgres' && isWholeNumber(kind)
      ? `${expression} > ${bound}::bigint`
      : `${expression} > ${bound}`;
  }

  /**
   * The canonical text of a column: the same characters for the same value on every engine, and TOO_LARGE where that is
   * more than anybody should fetch.
   */
  canonical(column: Pick<Column, 'kind' | 'length'>, expression: string): string {
    const { kind, length } = column;
    if (this.dialect === 'postgres' && kind === 'json') return boundedDocument(expression);
    const text = this.dialect === 'postgres' ? postgresText(kind, expression) : mysqlText(kind, expression);
    return isUnbounded(kind, length) ? bounded(text, `'${TOO_LARGE}'`) : text;
  }

  /** The canonical text in hexadecimal, to group rows by: many a collation takes `a`, `A` and `a ` for one value. */
  groupKey(column: Pick<Column, 'kind' | 'length'>, expression: string): string {
    const text = this.canonical(column, expression);
    return this.dialect === 'postgres' ? this.hex(text) : this.hex(`convert(${text} USING utf8mb4)`);
  }

  /** A text as its bytes order it and tell it apart; a collation may take texts for equal that are not. */
  byBytes(expression: string): string {
    return this.dialect === 'postgres'
      ? `(${expression})::text COLLATE "C"`
      : `cast(convert(${expression} USING utf8mb4) AS binary)`;
  }

  /** The text that was put in the order of its bytes. */
  fromBytes(expression: string): string {
    return this.dialect === 'postgres' ? expression : `convert(${expression} USING utf8mb4)`;
  }

  /** How many characters a text has. A database in SQL_ASCII counts bytes, so those that only continue one are left out. */
  characters(expression: string): string {
    if (this.dialect === 'mysql') return `char_length(${expression})`;
    const text = `(${expression})::text`;
    const firstBytes = `regexp_replace(${text}, '[\\x80-\\xBF]', '', 'g')`;
    return `CASE getdatabaseencoding() WHEN 'SQL_ASCII' THEN length(${firstBytes}) ELSE length(${text}) END`;
  }

  /**
   * The stored bytes of a text in hexadecimal, for texts that did not decode. NULL where there are too many of them for
   * us, or for MySQL, which gives no text that is larger than its max_allowed_packet.
   */
  bytes(expression: string): string {
    const size = this.dialect === 'postgres' ? `${expression}::text` : expression;
    return `CASE WHEN octet_length(${size}) <= ${LARGEST} THEN ${this.hex(expression)} END`;
  }

  private hex(expression: string): string {
    return this.dialect === 'postgres'
      ? `encode(convert_to(${expression}::text, getdatabaseencoding()), 'hex')`
      : `lower(hex(${expression}))`;
  }
}

/** Columns with a declared length cannot hold that much. */
const isUnbounded = (kind: ValueKind, length: number | undefined): boolean =>
  kind === 'json' || (kind === 'text' && length === undefined);

/** A text, or something else in its place when it is too large. Both servers know the size before they read the text. */
const bounded = (text: string, otherwise: string): string =>
  `CASE WHEN octet_length(${text}) > ${LARGEST} THEN ${otherwise} ELSE ${text} END`;

/** The subquery lets PostgreSQL write a document out once, which costs more than all the rest. */
const boundedDocument = (expression: string): string =>
  `(SELECT ${bounded('j', `'${TOO_LARGE}'`)} FROM (SELECT ${expression}::text AS j OFFSET 0) d)`;

function postgresText(kind: ValueKind, expression: string): string {
  if (kind !== 'instant') return `${expression}::text`;
  // to_char has no words for infinity and none for years before our era: they stay as they are, and are unreadable.
  const isOrdinary = `isfinite(${expression}) AND ${expression} >= '0001-01-01 00:00:00+00'`;
  const text = `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  return `CASE WHEN ${isOrdinary} THEN ${text} ELSE ${expression}::text END`;
}

function mysqlText(kind: ValueKind, expression: string): string {
  switch (kind) {
    case 'boolean':
      // A tinyint(1) may hold 2: anything but 0 is true.
      return `CASE WHEN ${expression} IS NULL THEN NULL WHEN ${expression} <> 0 THEN 'true' ELSE 'false' END`;
    case 'instant':
      return `concat(replace(cast(cast(${expression} AS datetime(6)) AS char), ' ', 'T'), 'Z')`;
    case 'text':
    case 'json':
    case 'enum':
      return expression;
    case 'uuid':
      return uuidText(expression);
    default:
      return `cast(${expression} AS char)`;
  }
}

/** Django keeps a UUID as char(32) without hyphens on MySQL. */
function uuidText(expression: string): string {
  const bare = `lower(replace(${expression}, '-', ''))`;
  const parts = [
    [1, 8],
    [9, 4],
    [13, 4],
    [17, 4],
    [21, 12],
  ].map(([from, length]) => `substr(${bare}, ${from}, ${length})`);
  return `concat_ws('-', ${parts.join(', ')})`;
}
