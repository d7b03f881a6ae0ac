import type { Database } from '../reading/database';
import { ask, instantText } from './ledger';

/** A list of discrepancies as somebody keeps it. Null: that condition is not set. */
export interface ViewConditions {
  readonly mapping: string | null;
  readonly verdict: readonly string[] | null;
  readonly state: readonly string[] | null;
  readonly field: string | null;
  readonly rootCause: string | null;
}

export interface ViewToSave extends ViewConditions {
  readonly name: string;
  readonly isShared: boolean;
  readonly orderBy: string;
}

export interface StoredView extends ViewToSave {
  readonly id: string;
  readonly owner: string;
  /** When it was last saved, in UTC. */
  readonly at: string;
}

const VIEW = `id::text, owner, name, is_shared AS "isShared", mapping, verdicts AS verdict, states AS state, field,
  root_cause AS "rootCause", order_by AS "orderBy", ${instantText('at')} AS at`;

const MOST_LISTED = 200;

/** The order of names does not depend on how the database sorts texts. */
const BY_NAME = 'lower(name) COLLATE "C", name COLLATE "C", owner COLLATE "C"';

/**
 * The views of somebody and those that others share, by name, without those of mappings that are not among these. Where
 * there are more than fit, their own ones are among those that are told.
 */
export function listViews(database: Database, owner: string, mappings: readonly string[]): Promise<StoredView[]> {
  return ask<StoredView>(
    database,
    `SELECT ${VIEW} FROM (
       SELECT * FROM counterpart.saved_view
       WHERE (owner = $1 OR is_shared) AND (mapping IS NULL OR mapping = ANY($2))
       ORDER BY owner = $1 DESC, ${BY_NAME} LIMIT ${MOST_LISTED}) AS v
     ORDER BY ${BY_NAME}`,
    [owner, mappings],
  );
}

/** How many views somebody keeps under other names. */
export async function countOtherViews(database: Database, owner: string, name: string): Promise<number> {
  const [row] = await ask<{ n: number }>(
    database,
    'SELECT count(*)::integer AS n FROM counterpart.saved_view WHERE owner = $1 AND name <> $2',
    [owner, name],
  );
  return row?.n ?? 0;
}

/** Keeps a view in place of the one that its owner called the same. */
export async function keepView(database: Database, owner: string, view: ViewToSave): Promise<StoredView> {
  const [kept] = await ask<StoredView>(
    database,
    `INSERT INTO counterpart.saved_view (owner, name, is_shared, mapping, verdicts, states, field, root_cause, order_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (owner, name) DO UPDATE SET is_shared = excluded.is_shared, mapping = excluded.mapping,
       verdicts = excluded.verdicts, states = excluded.states, field = excluded.field, root_cause = excluded.root_cause,
       order_by = excluded.order_by, at = clock_timestamp()
     RETURNING ${VIEW}`,
    [owner, view.name, view.isShared, view.mapping, view.verdict, view.state, view.field, view.rootCause, view.orderBy],
  );
  if (kept === undefined) throw new Error('a view that was kept did not come back');
  return kept;
}

/** Who may throw a view away: its owner, or somebody who keeps order among the views of these mappings. */
export interface Remover {
  readonly name: string;
  /** Null: only views of their own. */
  readonly mappings: readonly string[] | null;
}

/** Throws a view away. Null: there is none of this id that this person may throw away. */
export async function dropView(
  database: Database,
  id: string,
  { name, mappings }: Remover,
): Promise<StoredView | null> {
  const [dropped] = await ask<StoredView>(
    database,
    `WITH dropped AS (DELETE FROM counterpart.saved_view
       WHERE id = $1::uuid AND (owner = $2 OR $3::text[] IS NOT NULL AND (mapping IS NULL OR mapping = ANY($3)))
       RETURNING *)
     SELECT ${VIEW} FROM dropped`,
    [id, name, mappings],
  );
  return dropped ?? null;
}
