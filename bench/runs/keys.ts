/**
 * The keys of generated records. Record n of the new side has the key s that n is made from; every twentieth key is
 * free, as if its record had been deleted. Both servers make both numbers by themselves, in the order of the keys.
 */

const PERIOD = 20;

/** The keys up to the one of the last record. */
export const keysFor = (rows: number): number => rows + Math.floor((rows - 1) / (PERIOD - 1));

/** SQL for the number of the record with a key, by the server's word for division; a free key has that before it. */
export const numberOf = (key: string, divide: 'DIV' | '/'): string => `${key} - (${key} ${divide} ${PERIOD})`;

/** SQL for whether a key has a record. */
export const IS_TAKEN = `s % ${PERIOD} <> 0`;

/** Kinds of differences, which take turns. */
const KINDS = ['extra', 'missing', 'text', 'instant', 'other'] as const;
export type Kind = (typeof KINDS)[number];

/** How many differences the legacy side of a comparison has, evenly spread. */
export interface Differences {
  readonly name: string;
  readonly count: number;
}

export const differencesFor = (rows: number): readonly Differences[] => [
  { name: 'none', count: 0 },
  { name: '1,000 scattered', count: 1_000 },
  { name: '5 %', count: rows / 20 },
];

/** Differences of each kind. */
export const countOfKind = ({ count }: Differences): number => count / KINDS.length;

/** MariaDB's SQL for the differences of a legacy side: of each record `n`, and of the free keys. */
export class DifferenceSql {
  private readonly step: number;

  constructor(
    private readonly rows: number,
    { count }: Differences,
  ) {
    this.step = count === 0 ? 0 : Math.floor(rows / count);
  }

  /** Whether record n differs in this way. */
  is(kind: Kind): string {
    if (this.step === 0) return 'false';
    return `(s % ${PERIOD} <> 0 AND n % ${this.step} = 0 AND n DIV ${this.step} % ${KINDS.length} = ${KINDS.indexOf(kind)})`;
  }

  /** Which keys have a record: not the one of a row that is there too much, but a free one beside each missing row. */
  where(): string {
    if (this.step === 0) return IS_TAKEN;
    const last = `(s DIV ${PERIOD} * ${PERIOD - 1} DIV ${this.step})`;
    const isMissing = `${last} * ${this.step} > (s DIV ${PERIOD} - 1) * ${PERIOD - 1}
      AND ${last} % ${KINDS.length} = ${KINDS.indexOf('missing')} AND ${last} * ${this.step} <= ${this.rows}`;
    return `IF(${IS_TAKEN}, NOT ${this.is('extra')}, ${isMissing})`;
  }
}
