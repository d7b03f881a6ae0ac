import type { Column, ValueKind } from '../../entities/table';
import { readCell, Unreadable } from '../value';

const FORMS: Partial<Record<ValueKind, readonly [RegExp, string]>> = {
  integer: [/^(0|-?[1-9]\d*)$/, 'a whole number such as 1204'],
  bigint: [/^(0|-?[1-9]\d*)$/, 'a whole number such as 1204'],
  decimal: [/^-?\d+(\.\d+)?$/, 'a number such as 255.48'],
  boolean: [/^(true|false)$/, 'true or false'],
  instant: [/^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/, 'an instant such as 2025-08-16T09:30:00.000000Z'],
  date: [/^\d{4,6}-\d\d-\d\d$/, 'a day such as 2025-08-16'],
  uuid: [/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/, 'a UUID in small letters'],
};

/**
 * What a column holds, where it can never hold this text: rows that have it would be counted as none, and a claim of 0
 * would hold because of a slip of the pen. Null: it may hold it.
 */
export function misfit(column: Column, text: string): string | null {
  if (column.kind === 'enum')
    return column.values?.includes(text) === false ? `one of ${column.values.join(', ')}` : null;
  // Equal documents are written in many ways, and only one of them would be found.
  if (column.kind === 'json') return 'a document, which can only be asked for null';
  const form = FORMS[column.kind];
  if (form === undefined) return null;
  const [pattern, words] = form;
  return pattern.test(text) && !(readCell(column.kind, text) instanceof Unreadable) ? null : words;
}
