import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import type { Cause, CauseCode, Hop, Root } from '../tracing/cause';
import { ask, stateOf } from './ledger';

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
    `INSERT INTO counterpart.discrepancy_cause (discrepancy_id, ordinal, mapping, code, field, root_id)
     SELECT d, o, $1, c, f, r FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[]) AS u(d, o, c, f, r)`,
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

/** The root causes of a mapping's open discrepancies, those that block most first. */
export function listRoots(database: Database, mapping: Mapping, first: number): Promise<CountedRoot[]> {
  return ask<CountedRoot>(
    database,
    `SELECT r.id, r.code, r.message, r.field, r.record, count(DISTINCT d.id)::integer AS blocks
     FROM counterpart.discrepancy d
     JOIN counterpart.discrepancy_cause c ON c.discrepancy_id = d.id
     JOIN counterpart.root_cause r ON r.mapping = c.mapping AND r.id = c.root_id
     WHERE d.mapping = $1 AND ${stateOf('d')} = 'OPEN'
     GROUP BY r.mapping, r.id ORDER BY blocks DESC, r.id LIMIT $2`,
    [mapping.name, first],
  );
}

/** Some of the records that each of these root causes blocks, in key order, by root: one statement for all of them. */
export async function listBlocked(
  database: Database,
  mapping: Mapping,
  rootIds: readonly string[],
  first: number,
): Promise<Map<string, StoredHop[]>> {
  const rows = await ask<Omit<StoredHop, 'table' | 'mapping'> & { root: string }>(
    database,
    `SELECT u.root, l.* FROM unnest($2::text[]) AS u(root) CROSS JOIN LATERAL (
       SELECT d.legacy_id AS "legacyId", d.new_id::text AS "newId", lower(d.verdict) AS state FROM counterpart.discrepancy d
       WHERE ${stateOf('d')} = 'OPEN' AND EXISTS (SELECT 1 FROM counterpart.discrepancy_cause c
         WHERE c.discrepancy_id = d.id AND c.mapping = $1 AND c.root_id = u.root)
       ORDER BY length(d.legacy_id), d.legacy_id, d.id LIMIT $3) l`,
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
