/** An exact number, as a fraction. Money and rates never pass through floating point, which cannot hold 0.1. */
export interface Exact {
  readonly numerator: bigint;
  /** Greater than 0. */
  readonly denominator: bigint;
}

export const exact = (value: bigint | number): Exact => ({ numerator: BigInt(value), denominator: 1n });

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Reads decimal text such as `-255.48`; null: it is none, which includes PostgreSQL's NaN and Infinity. */
export function readExact(text: string): Exact | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  return { numerator: BigInt(`${sign}${whole}${fraction}`), denominator: 10n ** BigInt(fraction.length) };
}

/** How many digits stand behind the point of a decimal text. */
export const decimalsOf = (text: string): number => DECIMAL.exec(text)?.[3]?.length ?? 0;

export const add = (one: Exact, other: Exact): Exact => ({
  numerator: one.numerator * other.denominator + other.numerator * one.denominator,
  denominator: one.denominator * other.denominator,
});

export const subtract = (one: Exact, other: Exact): Exact => add(one, { ...other, numerator: -other.numerator });

/** Null: nothing can be divided by 0. */
export function divide(one: Exact, other: Exact): Exact | null {
  const numerator = one.numerator * other.denominator;
  const denominator = one.denominator * other.numerator;
  if (denominator === 0n) return null;
  return denominator < 0n ? { numerator: -numerator, denominator: -denominator } : { numerator, denominator };
}

/** Below, at or above 0, as a sort wants it. */
export function compare(one: Exact, other: Exact): number {
  const { numerator } = subtract(one, other);
  if (numerator === 0n) return 0;
  return numerator < 0n ? -1 : 1;
}

/** Rounded half up, and below zero half down, as PostgreSQL's round() does it. */
export function roundHalfUp({ numerator, denominator }: Exact, decimals: number): string {
  const scaled = (numerator < 0n ? -numerator : numerator) * 10n ** BigInt(decimals);
  const digits = ((scaled * 2n + denominator) / (denominator * 2n)).toString().padStart(decimals + 1, '0');
  const sign = numerator < 0n && /[1-9]/.test(digits) ? '-' : '';
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`;
}

/** Digits in groups of three, for people: 4,087,261.50. Other texts stay as they are. */
export function grouped(value: string | number | bigint): string {
  const text = String(value);
  const match = DECIMAL.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', fraction] = match;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction === undefined ? '' : `.${fraction}`}`;
}
