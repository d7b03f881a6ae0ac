import { isDiscrepancy, Verdict } from '../reconciliation/comparing/verdict';
import { compare, divide, type Exact, exact, readExact } from '../reconciliation/reporting/exact';
import { ExitCode, Failure } from './failure';

/** The verdicts that leave something to settle, each of which may be held against a limit. */
export const HELD: readonly Verdict[] = Object.values(Verdict).filter(isDiscrepancy);

/** How many records of a verdict are let pass. */
export interface Limit {
  /** A number of records, or their share of all records. */
  readonly most: Exact;
  readonly isShare: boolean;
  /** The same in words: "5", "0.1%". */
  readonly words: string;
}

/** The line that a caller draws: verdicts that are not named may occur as often as they like. */
export type Line = ReadonlyMap<Verdict, Limit>;

const NONE_AT_ALL: Limit = { most: exact(0), isShare: false, words: '0' };
const ENTRY = /^([a-z]+)(?::>(\d+(?:\.\d+)?)(%?))?$/;
const NAMES = HELD.map((verdict) => verdict.toLowerCase());

/** What fails a command that was told nothing: any record with something to settle. */
export const STRICT_LINE: Line = new Map(HELD.map((verdict) => [verdict, NONE_AT_ALL]));

function wrong(entry: string): Failure {
  return new Failure(
    `--fail-on has "${entry}", and takes none, or a list of ${NAMES.join(', ')}, each with a limit or without: ` +
      'missing,different:>0.1%,ambiguous:>5.',
    ExitCode.usage,
  );
}

function readEntry(entry: string): [Verdict, Limit] {
  const [, name, number, percent] = ENTRY.exec(entry.trim().toLowerCase()) ?? [];
  const verdict = HELD.find((candidate) => candidate.toLowerCase() === name);
  if (verdict === undefined) throw wrong(entry);
  if (number === undefined) return [verdict, NONE_AT_ALL];
  const most = readExact(number);
  const isShare = percent === '%';
  // Half a record does not exist.
  if (most === null || (!isShare && most.denominator !== 1n)) throw wrong(entry);
  const share = { numerator: most.numerator, denominator: most.denominator * 100n };
  return [verdict, { most: isShare ? share : most, isShare, words: `${number}${percent}` }];
}

/** Reads a line such as `missing,different:>0.1%,ambiguous:>5`, or `none`. */
export function readLine(text: string): Line {
  if (text.trim().toLowerCase() === 'none') return new Map();
  const limits = new Map<Verdict, Limit>();
  for (const entry of text.split(',')) {
    const [verdict, limit] = readEntry(entry);
    if (limits.has(verdict)) throw new Failure(`--fail-on has ${verdict.toLowerCase()} twice.`, ExitCode.usage);
    limits.set(verdict, limit);
  }
  return limits;
}

/** Whether more records have a verdict than its limit lets pass. `base`: all records, of which a share is taken. */
export function isOverLimit({ most, isShare }: Limit, count: number, base: number): boolean {
  if (!isShare) return compare(exact(count), most) > 0;
  const share = divide(exact(count), exact(base));
  return share === null ? count > 0 : compare(share, most) > 0;
}

/** Whether a line needs to know how many records there are. */
export const hasShares = (line: Line): boolean => [...line.values()].some((limit) => limit.isShare);
