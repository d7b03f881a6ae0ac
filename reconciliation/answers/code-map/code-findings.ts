import { counted, quoted } from '../words';
import type { CodeEntry } from './code-entry';

/** One kind of thing to notice: about each entry where values may be quoted, else about all of them in one sentence. */
interface Remark {
  readonly concerns: (entry: CodeEntry) => boolean;
  readonly each: (entry: CodeEntry) => string;
  readonly all: (entries: readonly CodeEntry[]) => string;
}

const recordsOf = (entries: readonly CodeEntry[]): string =>
  counted(
    entries.reduce((sum, entry) => sum + entry.count, 0),
    'record',
  );

const SEVERAL: Remark = {
  concerns: ({ values }) => values.length > 1,
  each: ({ code, values }) =>
    `${quoted(code)} became ${values.map(({ value, count }) => `${quoted(value)} in ${counted(count, 'row')}`).join(', ')}`,
  all: (entries) => `${counted(entries.length, 'legacy value')} with more than one new value`,
};

const WRONG: Remark = {
  concerns: ({ values, problem }) => problem === null && values.length === 1 && values[0]?.isExpected === false,
  each: ({ code, expected, values }) =>
    `${quoted(code)} should be ${quoted(expected)} and is ${quoted(values[0]?.value ?? null)} in ${counted(values[0]?.count ?? 0, 'row')}`,
  all: (entries) => `${counted(entries.length, 'legacy value')} with another new value than the rule gives`,
};

const DEFAULTED: Remark = {
  concerns: ({ isListed, problem }) => isListed === false && problem === null,
  each: (entry) =>
    `${quoted(entry.code)} is not in the map and becomes ${quoted(entry.expected)} by default: ${recordsOf([entry])}`,
  all: (entries) =>
    `${counted(entries.length, 'legacy value')} with a default because the map lacks them: ${recordsOf(entries)}`,
};

const REFUSED: Remark = {
  concerns: ({ problem }) => problem !== null,
  each: (entry) => `${quoted(entry.code)} is refused: ${entry.problem ?? ''} (${recordsOf([entry])})`,
  all: (entries) => `${counted(entries.length, 'legacy value')} refused by the rule: ${recordsOf(entries)}`,
};

/** The one value that all new rows hold where the rule gives several; undefined: there is none. */
function constantOf(entries: readonly CodeEntry[]): string | null | undefined {
  const values = new Set(entries.flatMap((entry) => entry.values.map(({ value }) => value)));
  const expected = new Set(entries.filter((entry) => entry.values.length > 0).map((entry) => entry.expected));
  return values.size === 1 && expected.size > 1 ? [...values][0] : undefined;
}

/** What stands out in a code map, in plain words. Values that may not be quoted are counted. */
export function listFindings(entries: readonly CodeEntry[], isMasked: boolean): string[] {
  const constant = constantOf(entries);
  const remarks = constant === undefined ? [SEVERAL, WRONG, DEFAULTED, REFUSED] : [DEFAULTED, REFUSED];
  const held = isMasked || constant === undefined ? 'the same value' : quoted(constant);
  const same =
    constant === undefined
      ? []
      : [`every new row holds ${held}, and the legacy side has ${counted(entries.length, 'different value')}`];
  return [
    ...same,
    ...remarks.flatMap((remark) => {
      const concerned = entries.filter(remark.concerns);
      if (concerned.length === 0) return [];
      return isMasked ? [remark.all(concerned)] : concerned.map(remark.each);
    }),
  ];
}
