import type { AuditHead, KeptEntry } from '../../reconciliation/ledger/audit-export';
import { toldOf } from '../../reconciliation/ledger/audit-list';
import { renderCsvRows } from '../../resolvers/csv';
import { renderNdjson } from './ndjson';

/** How a copy of the audit trail is written: a beginning, entries, and at the end where the trail ended. */
export interface AuditLines {
  readonly begin: () => string;
  readonly entries: (page: readonly KeptEntry[]) => string;
  readonly head: (head: AuditHead) => string;
}

const ndjson: AuditLines = {
  begin: () => renderNdjson([{ schema: 'counterpart.audit/v1', hash: 'sha256(previousHash + "\\n" + payload)' }]),
  entries: (page) => renderNdjson(page),
  head: (head) => renderNdjson([{ head }]),
};

const COLUMNS = ['line', 'sequence', 'at', 'actor', 'action', 'outcome', 'codes', 'mapping', 'legacy_id', 'new_id'];
const KEPT = ['reason', 'payload', 'previous_hash', 'hash'];

/** The readable parts are taken out of the payload, which is there as well because it is what was hashed. */
function rowOf({ sequence, payload, previousHash, hash }: KeptEntry): string[] {
  const told = toldOf({ sequence, payload });
  const { at, actor, action, outcome, codes, mapping, legacyId, newId, reason } = told;
  const record = [legacyId ?? '', newId ?? ''];
  return [
    'entry',
    sequence,
    at,
    actor,
    action,
    outcome,
    codes.join(' '),
    mapping,
    ...record,
    reason,
    payload,
    previousHash,
    hash,
  ];
}

const csv: AuditLines = {
  begin: () => renderCsvRows([[...COLUMNS, ...KEPT]]),
  entries: (page) => renderCsvRows(page.map(rowOf)),
  head: ({ sequence, hash }) => {
    const blanks = [...COLUMNS.slice(2), ...KEPT.slice(0, -1)].map(() => '');
    return renderCsvRows([['head', sequence, ...blanks, hash]]);
  },
};

export const AUDIT_LINES = { ndjson, csv };

export type AuditFormat = keyof typeof AUDIT_LINES;
