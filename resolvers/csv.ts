/** Spreadsheets take a text that starts like this for a formula, and run it; some read the wide forms as well. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

const SPECIAL = /[",\r\n]/;

function cell(value: string | number): string {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A value out of a database: nothing for NULL and "" for the empty text, as PostgreSQL's COPY tells the two apart. */
const stored = (value: string | null): string => (value === '' ? '""' : cell(value ?? ''));

const lineOf = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

/** Comma-separated values by RFC 4180, each line ended. An apostrophe stands before texts that would be run as formulas. */
export const renderCsv = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  renderCsvRows([head, ...rows]);

/** The same without a head, where it was given before. */
export const renderCsvRows = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => lineOf(row.map(cell))).join('');

/** The same of stored values, in which NULL and the empty text differ. */
export const renderStoredRows = (rows: readonly (readonly (string | null)[])[]): string =>
  rows.map((row) => lineOf(row.map(stored))).join('');
