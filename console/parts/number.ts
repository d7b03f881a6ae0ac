const whole = new Intl.NumberFormat('en');

/** A count as people read it. 64-bit numbers come as text and keep every digit. */
export const countText = (count: number | string): string => whole.format(BigInt(count));

/** A decimal as people read it, with all its digits: `4,090,490.28`. */
export function decimalText(decimal: string): string {
  const [count = '', fraction] = decimal.split('.');
  const grouped = count.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A rate that the API has rounded; null: there is no base. */
export const percentText = (percent: string | number | null | undefined): string =>
  percent == null ? '–' : `${percent} %`;

/** `1 record`, `2 records`. */
export const counted = (count: number, word: string, words = `${word}s`): string =>
  `${countText(count)} ${count === 1 ? word : words}`;
