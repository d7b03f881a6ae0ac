import { parseArgs } from 'node:util';

/** What can be measured by itself. */
export const PARTS = ['compare', 'migrate', 'trace', 'memory'] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  /** Numbers of records, in the order in which they are measured. */
  readonly rows: readonly number[];
  readonly rounds: number;
  readonly parts: readonly Part[];
  /** Servers; the bench makes databases of its own on them. */
  readonly mysql: string;
  readonly postgres: string;
}

export const HELP = `npm run bench -- runs [--rows 100k,1m,5.1m] [--rounds 3] [--only ${PARTS.join('|')}]
    [--mysql mysql://root@127.0.0.1:3306] [--postgres postgres://postgres@127.0.0.1:5432]`;

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1_000, m: 1_000_000 };
/** Differences are counted exactly, so that their shares must come out even. */
const STEP = 10_000;

/** Records that a text such as 5.1m names. */
function readRows(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)([km]?)$/i.exec(text) ?? [];
  const rows = Math.round(Number(number) * (UNITS[unit.toLowerCase()] ?? Number.NaN));
  if (!(rows > 0) || rows % STEP !== 0) throw new Error(`--rows ${text} is no multiple of ${STEP} records\n${HELP}`);
  return rows;
}

function readParts(text: string | undefined): readonly Part[] {
  const parts = PARTS.filter((part) => text === undefined || part === text);
  if (parts.length === 0) throw new Error(`--only ${text ?? ''} is none of ${PARTS.join(', ')}\n${HELP}`);
  return parts;
}

export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '100k,1m,5.1m' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string' },
      mysql: { type: 'string', default: 'mysql://root@127.0.0.1:3306' },
      postgres: { type: 'string', default: 'postgres://postgres@127.0.0.1:5432' },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds ${values.rounds} is no number\n${HELP}`);
  const rows = values.rows.split(',').map(readRows);
  return { rows, rounds, parts: readParts(values.only), mysql: values.mysql, postgres: values.postgres };
}
