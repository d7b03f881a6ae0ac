import type { DataSource } from 'typeorm';
import { type AuditEvent, appendAudit } from '../../reconciliation/ledger/audit-chain';
import { ask, instantText } from '../../reconciliation/ledger/ledger';
import type { Database } from '../../reconciliation/reading/database';
import { inTransaction } from '../../reconciliation/writing/transaction';
import type { Role } from '../access/role';
import { createTokenText, digestOf, lastFourOf } from './token-text';

export const DAYS_AT_MOST = 365;

/** A token without its text, which nobody but its owner has. */
export interface ApiToken {
  readonly id: string;
  /** The person who acts by it, by the name that the audit trail carries. */
  readonly owner: string;
  /** What it is for, in its owner's words. */
  readonly name: string;
  readonly lastFour: string;
  readonly roles: readonly string[];
  /** The systems that it is limited to; null: all. */
  readonly systems: readonly string[] | null;
  /** Instants in UTC with microseconds. */
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string;
  /** To the minute; null: it was never used. */
  readonly lastUsedAt: string | null;
  /** Null: it was not revoked. */
  readonly revokedAt: string | null;
  readonly revokedBy: string | null;
  /** Whether it lets somebody in now. */
  readonly isValid: boolean;
}

export interface NewToken {
  readonly owner: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly systems: readonly string[] | null;
  /** Until it expires, at most 365. */
  readonly days: number;
}

const COLUMNS = `id::text, owner, name, last_four AS "lastFour", roles, systems, ${instantText('created_at')} AS "createdAt",
  created_by AS "createdBy", ${instantText('expires_at')} AS "expiresAt", ${instantText('last_used_at')} AS "lastUsedAt",
  ${instantText('revoked_at')} AS "revokedAt", revoked_by AS "revokedBy",
  revoked_at IS NULL AND expires_at > clock_timestamp() AS "isValid"`;

/** What the audit trail says of a token: neither its text nor what is kept of that. */
const entryOf = (actor: string, action: string, reason: string, token: ApiToken): AuditEvent => {
  const { id, owner, name, roles, systems, expiresAt } = token;
  const about = { id, owner, name, roles, systems, expiresAt };
  return { actor, action, mapping: '', legacyId: null, newId: null, reason, changes: [], token: about };
};

/** Makes a token, with an audit entry. Its text is answered once and kept nowhere. */
export async function createToken(
  source: DataSource,
  actor: string,
  { owner, name, roles, systems, days }: NewToken,
): Promise<{ readonly token: ApiToken; readonly text: string }> {
  if (!Number.isInteger(days) || days < 1 || days > DAYS_AT_MOST)
    throw new Error(`a token is valid for 1 to ${DAYS_AT_MOST} days`);
  const text = createTokenText();
  const token = await inTransaction(source, async (transaction) => {
    const [made] = await ask<ApiToken>(
      transaction,
      `INSERT INTO counterpart.api_token (owner, name, digest, last_four, roles, systems, created_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + make_interval(days => $8)) RETURNING ${COLUMNS}`,
      [owner, name, digestOf(text), lastFourOf(text), roles, systems, actor, days],
    );
    if (made === undefined) throw new Error('the token was not stored');
    await appendAudit(transaction, entryOf(actor, 'createToken', name, made));
    return made;
  });
  return { token, text };
}

/** All tokens, the newest first. */
export function listTokens(ledger: Database): Promise<ApiToken[]> {
  return ask<ApiToken>(ledger, `SELECT ${COLUMNS} FROM counterpart.api_token ORDER BY created_at DESC, id`);
}

/** Whether any token lets somebody in. */
export async function hasValidToken(ledger: Database): Promise<boolean> {
  const sql = `SELECT 1 FROM counterpart.api_token WHERE revoked_at IS NULL AND expires_at > clock_timestamp() LIMIT 1`;
  return (await ask(ledger, sql)).length > 0;
}

/** Revokes a token, with an audit entry; null: there is none with this id. One that was revoked before stays as it is. */
export function revokeToken(source: DataSource, actor: string, id: string, reason: string): Promise<ApiToken | null> {
  return inTransaction(source, async (transaction) => {
    const [revoked] = await ask<ApiToken>(
      transaction,
      `WITH revoked AS (UPDATE counterpart.api_token SET revoked_at = clock_timestamp(), revoked_by = $2
         WHERE id = $1 AND revoked_at IS NULL RETURNING *) SELECT ${COLUMNS} FROM revoked`,
      [id, actor],
    );
    if (revoked !== undefined) await appendAudit(transaction, entryOf(actor, 'revokeToken', reason, revoked));
    const [known] = await ask<ApiToken>(transaction, `SELECT ${COLUMNS} FROM counterpart.api_token WHERE id = $1`, [
      id,
    ]);
    return known ?? null;
  });
}
