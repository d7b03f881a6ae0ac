/** A cell; null: nothing is known. */
export type CsvCell = string | number | null;

/** Spreadsheets take a text that starts like this for a formula, and run it; some read the wide forms as well. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A decimal comes as text; below zero it starts like a formula, and is none. */
const NUMBER = /^-?\d+(\.\d+)?$/;

const SPECIAL = /[",\r\n]/;

function cellText(value: CsvCell): string {
  const text = String(value ?? '');
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return SPECIAL.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Comma-separated values by RFC 4180, each line ended. An apostrophe stands before texts that would be run as formulas. */
export const csvOf = (head: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  [head, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
