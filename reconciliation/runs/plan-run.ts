import { RunKind } from '../../entities/ledger/run';
import { listRevertible } from '../ledger/bulk-changes';
import { listFigures } from '../ledger/figures';
import { ask, stateOf } from '../ledger/ledger';
import { type Mapping, parentsOf } from '../mapping';
import { claimedRows } from '../reading/claimed-rows';
import type { Database } from '../reading/database';
import { LegacyReader } from '../reading/legacy-reader';
import { Statement } from '../reading/statement';
import { planRanges } from '../scanning/plan-ranges';
import { canScan } from '../scanning/scan-plan';
import { findHorizons, findLastHorizons, type Horizons, listChangedSince } from './changed-since';
import type { RunOrder } from './run-order';
import { mappingOf, type RunTools } from './run-tools';
import type { SegmentPlan } from './segments';

/** What a run will have to do. */
export interface RunPlan {
  readonly segments: readonly SegmentPlan[];
  readonly rowsTotal: number;
  /** Rows that it is expected to write. */
  readonly writes: number;
  /** What the result covers, where that is not everything. */
  readonly note: string | null;
  /** Absent: what was compared is not the whole mapping as of now. */
  readonly horizons?: Horizons;
}

/** Records that are done one by one come in smaller parts, so that several workers share them. */
const KEYS_EACH = 500;
const WRITES_EACH = 100;

function inParts(keys: readonly string[], size: number, kind: 'KEYS' | 'CHANGES' = 'KEYS'): SegmentPlan[] {
  const parts: SegmentPlan[] = [];
  for (let start = 0; start < keys.length; start += size) parts.push({ kind, keys: keys.slice(start, start + size) });
  return parts;
}

const ofKeys = (keys: readonly string[], size: number, note: string | null = null): RunPlan => ({
  segments: inParts(keys, size),
  rowsTotal: keys.length,
  writes: keys.length,
  note,
});

/** Open discrepancies with one of these verdicts, of a root cause where one is named, in key order. */
async function listOpenIds(
  ledger: Database,
  mapping: Mapping,
  verdicts: readonly string[],
  rootCause: string | null,
): Promise<string[]> {
  const rows = await ask<{ id: string }>(
    ledger,
    `SELECT d.legacy_id AS id FROM counterpart.discrepancy d WHERE d.mapping = $1 AND ${stateOf('d')} = 'OPEN' AND d.verdict = ANY($2)
       AND d.legacy_id IS NOT NULL AND ($3::text IS NULL OR EXISTS (SELECT 1 FROM counterpart.discrepancy_cause c
         WHERE c.discrepancy_id = d.id AND c.mapping = $1 AND c.root_id = $3))
     ORDER BY length(d.legacy_id), d.legacy_id`,
    [mapping.name, verdicts, rootCause],
  );
  return rows.map((row) => row.id);
}

async function planRangesOf(tools: RunTools, mapping: Mapping): Promise<SegmentPlan[]> {
  const ranges = await planRanges(tools.sides.legacy, mapping);
  return ranges.map((range) => ({ kind: 'RANGE' as const, ...range }));
}

const ONLY_CHANGED =
  'Compared what was written since the last comparison, what lost its row and what did not match then. Rows that were ' +
  'removed from the legacy side leave no trace: a whole comparison finds them.';

async function planComparison(tools: RunTools, order: RunOrder, mapping: Mapping): Promise<RunPlan> {
  // Before anything is read: what is written from now on may be seen or not, and is looked at the next time.
  const horizons = await findHorizons(tools.sides, mapping);
  let note: string | null = null;
  if (order.incremental) {
    const since = await findLastHorizons(tools.sides.new, mapping);
    const changed = await listChangedSince(tools.sides, mapping, since);
    if ('ids' in changed) return { ...ofKeys(changed.ids, KEYS_EACH, ONLY_CHANGED), horizons };
    note = `Everything was compared: what changed since the last comparison cannot be known, because ${changed.unknown}.`;
  }
  const segments = await planRangesOf(tools, mapping);
  if (!canScan(mapping)) segments.push({ kind: 'EXTRA' });
  const rowsTotal = await new LegacyReader(tools.sides.legacy).count(mapping);
  return { segments, rowsTotal, writes: 0, note, horizons };
}

/** Rows of the new side that claim a legacy record. */
async function countClaims(current: Database, mapping: Mapping): Promise<number> {
  const statement = new Statement('postgres');
  const { from, own, claiming } = claimedRows(statement, mapping);
  const [row] = await current.query<{ n: string }>(
    `SELECT count(*)::text AS n ${from} WHERE ${[...own, ...claiming].join(' AND ')}`,
    statement.parameters,
  );
  return Number(row?.n ?? 0);
}

async function planMigration(tools: RunTools, mapping: Mapping): Promise<RunPlan> {
  const figures = (await listFigures(tools.sides.new, [mapping.name])).get(mapping.name);
  const isCompared = figures !== undefined && figures.asOf !== null;
  const rowsTotal = await new LegacyReader(tools.sides.legacy).count(mapping);
  const writes = isCompared ? figures.missing : Math.max(0, rowsTotal - (await countClaims(tools.sides.new, mapping)));
  // A record may wait for one of its own kind: then they come one after the other, parents before children.
  const isSelfReferring = parentsOf(mapping).includes(mapping);
  const segments = isSelfReferring ? [{ kind: 'RANGE' as const }] : await planRangesOf(tools, mapping);
  return { segments, rowsTotal, writes, note: null };
}

/** Each bulk change is a segment; changes of single records come together. The newest goes first. */
async function planRevert(tools: RunTools, { reverts }: RunOrder): Promise<RunPlan> {
  const written = await listRevertible(tools.sides.new, reverts ?? '');
  const segments: SegmentPlan[] = [];
  let singles: string[] = [];
  const endSingles = (): void => {
    segments.push(...inParts(singles, WRITES_EACH, 'CHANGES'));
    singles = [];
  };
  for (const { kind, id } of written) {
    if (kind === 'change') singles.push(`change/${id}`);
    else {
      endSingles();
      segments.push({ kind: 'CHANGES', keys: [`bulk/${id}`] });
    }
  }
  endSingles();
  const rows = written.reduce((total, entry) => total + entry.records, 0);
  return { segments, rowsTotal: rows, writes: rows, note: null };
}

async function planReconciliation(tools: RunTools, mapping: Mapping): Promise<RunPlan> {
  const ids = await listOpenIds(tools.sides.new, mapping, ['MISSING', 'DIFFERENT'], null);
  return ofKeys(ids, WRITES_EACH, 'Of the discrepancies that were open when the run was planned.');
}

/** The work of a run, as of now. */
export async function planRun(tools: RunTools, order: RunOrder): Promise<RunPlan> {
  const mapping = mappingOf(tools, order.mapping);
  if (order.kind === RunKind.REVERT) return planRevert(tools, order);
  const size = order.kind === RunKind.COMPARE ? KEYS_EACH : WRITES_EACH;
  if (order.legacyIds !== null) return ofKeys(order.legacyIds, size, 'Of the records that were named.');
  if (order.rootCause !== null) {
    const verdicts = ['MISSING', 'BLOCKED', 'DIFFERENT', 'UNREADABLE', 'AMBIGUOUS', 'EXTRA'];
    const ids = await listOpenIds(tools.sides.new, mapping, verdicts, order.rootCause);
    return ofKeys(ids, size, 'Of the records that the root cause blocked when the run was planned.');
  }
  if (order.kind === RunKind.COMPARE) return planComparison(tools, order, mapping);
  return order.kind === RunKind.MIGRATE ? planMigration(tools, mapping) : planReconciliation(tools, mapping);
}
