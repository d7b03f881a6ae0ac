import { AccessEntry } from '../../entities/ledger/access-entry';
import { as, type Cursor, Filter } from '../../reconciliation/ledger/filter';
import { ask, instantText, type Page, pageOf } from '../../reconciliation/ledger/ledger';
import type { Database } from '../../reconciliation/reading/database';
import type { Disclosure } from './disclosures';

/** Said in place of what may not be shown. */
export const UNLOGGED =
  'personal values are shown only when it can be logged who saw them, and the access log cannot be written';

/** Nothing was shown, because it could not be logged; the cause is for the operator. */
export class AccessNotLogged extends Error {
  constructor(cause: unknown) {
    super(UNLOGGED, { cause });
  }
}

/** Writes who was shown what, all of one answer in one statement; it is committed when this returns. */
export async function logAccess(
  ledger: Database,
  { actor, requestId }: { actor: string; requestId: string },
  disclosures: readonly Disclosure[],
): Promise<void> {
  if (disclosures.length === 0) return;
  await ask(
    ledger,
    `INSERT INTO counterpart.access_entry (actor, request_id, mapping, table_name, record_id, data_class)
     SELECT $1, $2, shown.* FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS shown`,
    [
      actor,
      requestId,
      disclosures.map(({ mapping }) => mapping),
      disclosures.map(({ table }) => table),
      disclosures.map(({ recordId }) => recordId),
      disclosures.map(({ dataClass }) => dataClass),
    ],
  );
}

/** Whether the log can be written now, as far as that can be told without writing. */
export async function isLoggable(ledger: Database): Promise<boolean> {
  const nothing = `INSERT INTO counterpart.access_entry (actor, request_id, table_name, record_id, data_class)
    SELECT '', '', '', '', '' WHERE false`;
  return ask(ledger, nothing).then(
    () => true,
    () => false,
  );
}

export interface AccessFilter {
  readonly actor?: string;
  readonly mapping?: string;
  readonly recordId?: string;
  /** Only entries of these mappings; null: of all, rows that were reached from other records included. */
  readonly mappings?: readonly string[] | null;
}

/** What was shown to whom, the newest first. */
export async function listAccess(
  ledger: Database,
  filter: AccessFilter,
  first: number,
  after: Cursor | null,
): Promise<Page<AccessEntry>> {
  const wanted = new Filter();
  wanted.add((bound) => `e.actor = ${bound}`, filter.actor);
  wanted.add((bound) => `e.mapping = ${bound}`, filter.mapping);
  wanted.add((bound) => `e.record_id = ${bound}`, filter.recordId);
  wanted.add((bound) => `e.mapping = ANY(${bound}::text[])`, filter.mappings);
  wanted.after([{ name: 'e.id', type: 'bigint' }], after, '<');
  const rows = await ask<object>(
    ledger,
    `SELECT e.id::text, e.actor, e.request_id AS "requestId", e.mapping, e.table_name AS "table", e.record_id AS "recordId",
       e.data_class AS "dataClass", ${instantText('e.at')} AS at
     FROM counterpart.access_entry e ${wanted.where} ORDER BY e.id DESC LIMIT ${first + 1}`,
    wanted.parameters,
  );
  return pageOf(as(AccessEntry, rows), first);
}
