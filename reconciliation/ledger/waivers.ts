import { Waiver } from '../../entities/ledger/waiver';
import type { Database } from '../reading/database';
import { as, type Cursor, Filter } from './filter';
import { ask, instantText, type Page, pageOf } from './ledger';

const WAIVER = `w.id::text, w.mapping, w.legacy_id AS "legacyId", w.new_id::text AS "newId", w.verdict, w.reason, w.actor,
  ${instantText('w.at')} AS at, ${instantText('w.expires_at')} AS "expiresAt", ${instantText('w.withdrawn_at')} AS "withdrawnAt",
  w.withdrawn_by AS "withdrawnBy", w.withdrawn_because AS "withdrawnBecause" FROM counterpart.waiver w`;

export interface WaiverFilter {
  readonly mapping?: string;
  readonly legacyId?: string;
  /** Only those neither withdrawn nor expired. */
  readonly standing?: boolean;
}

/** Waivers, the newest first. */
export async function listWaivers(
  database: Database,
  filter: WaiverFilter,
  first: number,
  after: Cursor | null,
): Promise<Page<Waiver>> {
  const wanted = new Filter();
  wanted.add((bound) => `w.mapping = ${bound}`, filter.mapping);
  wanted.add((bound) => `w.legacy_id = ${bound}`, filter.legacyId);
  wanted.add(
    (bound) => `(w.withdrawn_at IS NULL AND (w.expires_at IS NULL OR w.expires_at > clock_timestamp())) = ${bound}`,
    filter.standing,
  );
  wanted.after(
    [
      { name: 'w.at', type: 'timestamptz' },
      { name: 'w.id', type: 'uuid' },
    ],
    after,
    '<',
  );
  const rows = await ask<object>(
    database,
    `SELECT ${WAIVER} ${wanted.where} ORDER BY w.at DESC, w.id DESC LIMIT ${first + 1}`,
    wanted.parameters,
  );
  return pageOf(as(Waiver, rows), first);
}

export async function findWaiver(database: Database, id: string): Promise<Waiver | null> {
  const [waiver] = as(Waiver, await ask<object>(database, `SELECT ${WAIVER} WHERE w.id = $1::uuid`, [id]));
  return waiver ?? null;
}
