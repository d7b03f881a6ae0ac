/** Of a text that begins with a verb. What may begin with the name of a field stays as it is. */
export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const twoDigits = new Intl.NumberFormat('en', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  useGrouping: false,
});

/** Percent with two decimals, rounded half up as the API rounds rates; no base, no rate. */
export const shareOf = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${twoDigits.format(Math.floor((part * 20_000 + whole) / (2 * whole)) / 100)} %`;
