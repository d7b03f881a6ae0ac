import type { Database } from '../reading/database';
import { ask } from './ledger';

/** An entry of the audit trail as it is kept, so that its hash can be recomputed: SHA-256 of previousHash, line feed, payload. */
export interface KeptEntry {
  readonly sequence: string;
  /** JSON, byte for byte as it was hashed. */
  readonly payload: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** Where a trail ends: the number and the hash of its last entry. */
export type AuditHead = Pick<KeptEntry, 'sequence' | 'hash'>;

const PAGE = 1_000;

/** Where the trail ends now. Null: the head is gone, as verification says too. */
export async function findAuditHead(database: Database): Promise<AuditHead | null> {
  const [head] = await ask<AuditHead>(database, 'SELECT sequence::text, hash FROM counterpart.audit_head');
  return head ?? null;
}

/** The entries from a number on up to where the trail ended, in order, a page at a time. */
export async function* exportAudit(
  database: Database,
  from: string,
  { sequence: last }: AuditHead,
): AsyncGenerator<readonly KeptEntry[], void> {
  let next = BigInt(from);
  for (;;) {
    const page = await ask<KeptEntry>(
      database,
      `SELECT sequence::text, payload, previous_hash AS "previousHash", hash FROM counterpart.audit_entry
       WHERE sequence >= $1::bigint AND sequence <= $2::bigint ORDER BY audit_entry.sequence LIMIT ${PAGE}`,
      [next.toString(), last],
    );
    const end = page.at(-1);
    if (end === undefined) return;
    yield page;
    next = BigInt(end.sequence) + 1n;
  }
}
