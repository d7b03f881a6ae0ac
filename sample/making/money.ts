/** Money is whole cents from beginning to end; a decimal point is only put into the text. */
export function moneyText(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** Shares of a total in proportion to the weights, to the cent: they add up to the total exactly. */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const whole = BigInt(sumOf(weights));
  if (total < 0 || whole === 0n) throw new Error(`cannot share ${total} cents out over ${weights.length} amounts`);
  const shares = weights.map((weight) => Number((BigInt(total) * BigInt(weight)) / whole));
  // What rounding down left over is less than one cent for each amount.
  let rest = total - sumOf(shares);
  return shares.map((share, index) => ((weights[index] ?? 0) > 0 && rest-- > 0 ? share + 1 : share));
}

/** A product of cents and ten-thousandths, rounded half up to the cent. */
export const partOf = (cents: number, tenThousandths: number): number =>
  Number((BigInt(cents) * BigInt(tenThousandths) * 2n + 10_000n) / 20_000n);
