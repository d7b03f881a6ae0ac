import { Approval } from '../../entities/ledger/approval';
import { as, type Cursor, Filter } from '../ledger/filter';
import { ask, instantText, type Page, pageOf } from '../ledger/ledger';
import type { Database } from '../reading/database';

const STATE = `CASE WHEN a.used_at IS NOT NULL THEN 'USED' WHEN a.decision = 'REJECTED' THEN 'REJECTED'
  WHEN a.expires_at <= clock_timestamp() THEN 'EXPIRED' ELSE coalesce(a.decision, 'PENDING') END`;

const APPROVAL = `a.id::text, ${STATE} AS state, a.mutation, a.mapping, a.mappings, a.legacy_id AS "legacyId", a.new_id::text AS "newId",
  a.planned, a.requested_by AS "requestedBy", a.reason, ${instantText('a.asked_at')} AS "askedAt", ${instantText('a.expires_at')} AS "expiresAt",
  a.decided_by AS "decidedBy", ${instantText('a.decided_at')} AS "decidedAt", a.decided_because AS "decidedBecause",
  ${instantText('a.used_at')} AS "usedAt" FROM counterpart.approval a`;

/** Null: there is no request of this id. */
export async function findApproval(database: Database, id: string): Promise<Approval | null> {
  const [found] = as(Approval, await ask<object>(database, `SELECT ${APPROVAL} WHERE a.id = $1::uuid`, [id]));
  return found ?? null;
}

export interface ApprovalFilter {
  readonly states?: readonly string[];
  readonly mapping?: string;
  readonly requestedBy?: string;
  /** Only those that concern no other mapping; null: of whichever. */
  readonly mappings?: readonly string[] | null;
}

/** Requests for approval, the newest first. The cursor is the time and the id of the last one. */
export async function listApprovals(
  database: Database,
  filter: ApprovalFilter,
  first: number,
  after: Cursor | null,
): Promise<Page<Approval>> {
  const wanted = new Filter();
  wanted.add((bound) => `${STATE} = ANY(${bound}::text[])`, filter.states);
  wanted.add((bound) => `a.mapping = ${bound}`, filter.mapping);
  wanted.add((bound) => `a.requested_by = ${bound}`, filter.requestedBy);
  wanted.add((bound) => `a.mappings <@ ${bound}::text[]`, filter.mappings);
  wanted.after(
    [
      { name: 'a.asked_at', type: 'timestamptz' },
      { name: 'a.id', type: 'uuid' },
    ],
    after,
    '<',
  );
  const rows = await ask<object>(
    database,
    `SELECT ${APPROVAL} ${wanted.where} ORDER BY a.asked_at DESC, a.id DESC LIMIT ${first + 1}`,
    wanted.parameters,
  );
  return pageOf(as(Approval, rows), first);
}

/** A request that may still lead to a write, or that was decided against and has not lapsed; null: there is none. */
export async function findStanding(
  database: Database,
  planHash: string,
): Promise<{ readonly id: string; readonly isRejected: boolean } | null> {
  const [found] = await ask<{ id: string; isRejected: boolean }>(
    database,
    `SELECT id::text, decision IS NOT DISTINCT FROM 'REJECTED' AS "isRejected" FROM counterpart.approval
     WHERE plan_hash = $1 AND used_at IS NULL AND expires_at > clock_timestamp() ORDER BY asked_at DESC LIMIT 1`,
    [planHash],
  );
  return found ?? null;
}

/** Who agreed to a write, and in which request. */
export interface Agreement {
  readonly id: string;
  readonly by: string;
}

/** Uses up the approval of a plan inside the transaction of the write; null: there is none that holds. */
export async function useApproval(database: Database, planHash: string): Promise<Agreement | null> {
  const [used] = await ask<Agreement>(
    database,
    `WITH used AS (UPDATE counterpart.approval SET used_at = clock_timestamp() WHERE plan_hash = $1 AND decision = 'APPROVED'
       AND used_at IS NULL AND expires_at > clock_timestamp() RETURNING id, decided_by)
     SELECT id::text, decided_by AS by FROM used`,
    [planHash],
  );
  return used ?? null;
}
