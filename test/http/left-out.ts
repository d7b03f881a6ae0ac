/** Every check on GraphQL over HTTP, by its id, and where it is made. A test holds the list against what there is. */

const numbered = (letter: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${letter}${String(from + index).padStart(2, '0')}`);

export const IDS: readonly string[] = [
  ...numbered('G', 1, 34),
  ...numbered('W', 1, 2),
  ...numbered('I', 1, 3),
  'I06',
  'S01',
];

/** Those that are no single request, with the test beside this file that makes them. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  G24: 'faults.test.ts',
  G32: 'cost.test.ts',
  G33: 'caller-limits.test.ts',
  G34: 'slow-statements.test.ts',
  I01: 'hostile-inputs.test.ts',
  I02: 'hostile-inputs.test.ts',
  I06: 'faults.test.ts',
  S01: 'audits.test.ts',
};

/** Those that are not made, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  G27: 'there is no mode in which only known documents are carried out: what one request may be is limited instead',
};
