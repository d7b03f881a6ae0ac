import { Change, type RowImage } from '../entities/ledger/change';
import { listTables } from '../entities/table';

/** What stands for a secret that is there: that two secrets differ may be seen, the secrets may not. */
export const SECRET = '(secret)';

/** A row image without the secrets of its table, which never leave the service. */
export function redactImage(table: string, image: RowImage | null): RowImage | null {
  if (image === null) return null;
  const columns = listTables('new').find((candidate) => candidate.name === table)?.columns ?? [];
  const secrets = new Set(columns.filter((column) => column.dataClass === 'SECRET').map((column) => column.name));
  return Object.fromEntries(
    Object.entries(image).map(([name, text]) => [name, secrets.has(name) && text !== null ? SECRET : text]),
  );
}

export function redactChange(change: Change): Change {
  const images = { before: redactImage(change.table, change.before), after: redactImage(change.table, change.after) };
  return Object.assign(new Change(), change, images);
}
