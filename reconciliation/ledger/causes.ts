import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import type { Cause, CauseCode, Hop, Root } from '../tracing/cause';
import { VERDICTS } from './discrepancy-list';
import { ask, LAPSED } from './ledger';

/** A hop as the ledger keeps it. */
export interface StoredHop {
  readonly mapping: string | null;
  readonly table: string;
  readonly legacyId: string | null;
  readonly newId: string | null;
  readonly state: string;
}

function storedHop({ mapping, table, legacyId, newId, state }: Hop): StoredHop {
  return { mapping: mapping?.name ?? null, table, legacyId, newId, state };
}

async function recordRoots(database: Database, mapping: Mapping, roots: readonly Root[]): Promise<void> {
  const unique = [...new Map(roots.map((root) => [root.id, root])).values()].sort((first, second) =>
    first.id < second.id ? -1 : 1,
  );
  await ask(
    database,
    `INSERT INTO counterpart.root_cause (mapping, id, code, message, field, record)
     SELECT $1, i, c, m, f, r::jsonb FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) AS u(i, c, m, f, r)
     ON CONFLICT (mapping, id) DO UPDATE SET message = excluded.message, record = excluded.record`,
    [
      mapping.name,
      unique.map((root) => root.id),
      unique.map((root) => root.code),
      unique.map((root) => root.message),
      unique.map((root) => root.field),
      unique.map((root) => (root.record === null ? null : JSON.stringify(storedHop(root.record)))),
    ],
  );
}

/** Replaces what is remembered of the causes of these discrepancies. */
export async function recordCauses(
  database: Database,
  mapping: Mapping,
  entries: readonly { discrepancyId: string; causes: readonly Cause[] }[],
): Promise<void> {
  const rows = entries.flatMap(({ discrepancyId, causes }) =>
    causes.map((cause, ordinal) => ({ discrepancyId, cause, ordinal })),
  );
  await recordRoots(
    database,
    mapping,
    rows.map(({ cause }) => cause.root),
  );
  await ask(database, 'DELETE FROM counterpart.discrepancy_cause WHERE discrepancy_id = ANY($1::uuid[])', [
    entries.map((entry) => entry.discrepancyId),
  ]);
  await ask(
    database,
    // With how the discrepancy stands, by which causes are listed; the database keeps that up to date from here on.
    `INSERT INTO counterpart.discrepancy_cause (discrepancy_id, ordinal, mapping, code, field, root_id, state, verdict, opened_at)
     SELECT d.id, u.o, $1, u.c, u.f, u.r, d.state, d.verdict, d.opened_at
     FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[]) AS u(d, o, c, f, r)
     JOIN counterpart.discrepancy d ON d.id = u.d`,
    [
      mapping.name,
      rows.map((row) => row.discrepancyId),
      rows.map((row) => row.ordinal),
      rows.map((row) => row.cause.code),
      rows.map((row) => row.cause.field),
      rows.map((row) => row.cause.root.id),
    ],
  );
}

export interface CountedRoot {
  readonly id: string;
  readonly code: CauseCode;
  readonly message: string;
  readonly field: string | null;
  readonly record: StoredHop | null;
  /** Open discrepancies of the mapping that have this cause. */
  readonly blocks: number;
}

/** SQL of the causes of a mapping's discrepancies that are open again because their waiver lapsed. */
const LAPSED_CAUSES = `lapsed_cause AS MATERIALIZED (SELECT DISTINCT c.root_id, d.opened_at, d.id FROM lapsed d
  JOIN counterpart.discrepancy_cause c ON c.discrepancy_id = d.id WHERE d.mapping = $1)`;

/** The root causes of a mapping's open discrepancies, those that block most first. */
export function listRoots(database: Database, mapping: Mapping, first: number): Promise<CountedRoot[]> {
  return ask<CountedRoot>(
    database,
    // Each discrepancy once for a root: in the order of the index, in which counting needs no memory.
    `WITH ${LAPSED}, ${LAPSED_CAUSES},
     counted AS (
       SELECT root_id, count(*) AS n FROM (SELECT DISTINCT root_id, verdict, opened_at, discrepancy_id
         FROM counterpart.discrepancy_cause WHERE mapping = $1 AND state = 'OPEN') c GROUP BY root_id
       UNION ALL SELECT root_id, count(*) FROM lapsed_cause GROUP BY root_id)
     SELECT r.id, r.code, r.message, r.field, r.record, c.blocks FROM (
       SELECT root_id, sum(n)::integer AS blocks FROM counted GROUP BY root_id ORDER BY blocks DESC, root_id LIMIT $2) c
     JOIN counterpart.root_cause r ON r.mapping = $1 AND r.id = c.root_id ORDER BY c.blocks DESC, r.id`,
    [mapping.name, first],
  );
}

/** What the acceptance of a root cause rests on: which it is, and how many open discrepancies it blocks. */
export const rootFingerprint = (id: string, blocks: number): string => `root.${id}.${blocks}`;

/** Whether a root cause was ever met in a mapping. */
export async function hasRoot(database: Database, mapping: Mapping, id: string): Promise<boolean> {
  const rows = await ask(database, 'SELECT FROM counterpart.root_cause WHERE mapping = $1 AND id = $2', [
    mapping.name,
    id,
  ]);
  return rows.length > 0;
}

/**
 * Some of the records that each of these root causes blocks, those that were found first, in key order, by root: one
 * statement for all of them.
 */
export async function listBlocked(
  database: Database,
  mapping: Mapping,
  rootIds: readonly string[],
  first: number,
): Promise<Map<string, StoredHop[]>> {
  const rows = await ask<Omit<StoredHop, 'table' | 'mapping'> & { root: string }>(
    database,
    `WITH ${LAPSED}, ${LAPSED_CAUSES}
     SELECT u.root, d.legacy_id AS "legacyId", d.new_id::text AS "newId", lower(d.verdict) AS state
     FROM unnest($2::text[]) AS u(root) CROSS JOIN LATERAL (
       SELECT k.opened_at, k.id FROM unnest(${VERDICTS}) AS v(verdict) CROSS JOIN LATERAL (
         SELECT DISTINCT c.opened_at, c.discrepancy_id AS id FROM counterpart.discrepancy_cause c
         WHERE c.mapping = $1 AND c.state = 'OPEN' AND c.root_id = u.root AND c.verdict = v.verdict ORDER BY 1, 2 LIMIT $3) k
       UNION ALL SELECT l.opened_at, l.id FROM lapsed_cause l WHERE l.root_id = u.root
       ORDER BY 1, 2 LIMIT $3) p
     JOIN counterpart.discrepancy d ON d.id = p.id ORDER BY length(d.legacy_id), d.legacy_id, d.id`,
    [mapping.name, rootIds, first],
  );
  const blocked = new Map<string, StoredHop[]>();
  for (const { root, ...row } of rows) {
    blocked.set(root, [
      ...(blocked.get(root) ?? []),
      { ...row, mapping: mapping.name, table: mapping.legacy.table.name },
    ]);
  }
  return blocked;
}
