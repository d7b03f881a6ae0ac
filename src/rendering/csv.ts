/** Spreadsheets take a text that starts like this for a formula, and run it. */
const FORMULA = /^[=+\-@\t\r]/;

const SPECIAL = /[",\r\n]/;

function cell(value: string | number): string {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Comma-separated values by RFC 4180, each line ended. An apostrophe stands before texts that would be run as formulas. */
export const renderCsv = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
