import { Verdict } from '../comparing/verdict';
import type { Database } from '../reading/database';
import { ask, instantText, stateOf } from './ledger';
import { listRememberedVerdicts } from './settled';

/** How many records of a mapping stand how. The base is the sum of all verdicts but EXTRA. */
export interface Figures {
  readonly base: number;
  readonly matched: number;
  readonly different: number;
  readonly missing: number;
  readonly blocked: number;
  readonly excluded: number;
  readonly extra: number;
  readonly ambiguous: number;
  readonly unreadable: number;
  readonly waived: number;
  /** Legacy records that belong on the new side: the base without what was left out on purpose. */
  readonly due: number;
  /** Due legacy records that have a row on the new side, right or wrong. */
  readonly migrated: number;
  /** Records that changed while the mapping was last compared; their verdicts are older than the rest. */
  readonly moving: number;
  /** Null: the mapping was never compared as a whole. */
  readonly asOf: string | null;
}

interface Comparison {
  mapping: string;
  waived: number;
  moving: number;
  as_of: string | null;
}

interface Count {
  mapping: string;
  verdict: Verdict;
  on_legacy: boolean;
  on_new: boolean;
  n: number;
}

function sum(counts: readonly Count[], isCounted: (count: Count) => boolean): number {
  return counts.filter(isCounted).reduce((total, count) => total + count.n, 0);
}

function figuresOf(counts: readonly Count[], { waived, moving, as_of: asOf }: Comparison): Figures {
  const of = (verdict: Verdict): number => sum(counts, (count) => count.verdict === verdict);
  const base = sum(counts, (count) => count.on_legacy);
  // A legacy record out of scope is excluded even when a row that should not be there stands beside it.
  const excluded = sum(
    counts,
    ({ verdict, on_legacy }) => on_legacy && (verdict === Verdict.EXCLUDED || verdict === Verdict.EXTRA),
  );
  return {
    base,
    matched: of(Verdict.MATCHED),
    different: of(Verdict.DIFFERENT),
    missing: of(Verdict.MISSING),
    blocked: of(Verdict.BLOCKED),
    excluded,
    extra: of(Verdict.EXTRA),
    ambiguous: of(Verdict.AMBIGUOUS),
    unreadable: of(Verdict.UNREADABLE),
    waived,
    due: base - excluded,
    migrated: sum(counts, (count) => count.on_legacy && count.on_new && count.verdict !== Verdict.EXTRA),
    moving,
    asOf,
  };
}

/** What all figures are counted from; a report shows it, so that anybody can ask the ledger the same. */
export const FIGURES_QUERY = `SELECT mapping, verdict, on_legacy, on_new, sum(n)::integer AS n FROM (
       SELECT mapping, verdict, on_legacy, new_id IS NOT NULL AS on_new, count(*) AS n
       FROM counterpart.pair_state WHERE mapping = ANY($1) GROUP BY mapping, verdict, on_legacy, new_id IS NOT NULL
       UNION ALL
       SELECT mapping, verdict, true, verdict = 'MATCHED', sum(records)
       FROM counterpart.settled_block WHERE mapping = ANY($1) GROUP BY mapping, verdict) AS counted
     GROUP BY mapping, verdict, on_legacy, on_new`;

/** The figures of several mappings, by name, from one ledger and by one definition. */
export async function listFigures(database: Database, mappings: readonly string[]): Promise<Map<string, Figures>> {
  const counts = await ask<Count>(database, FIGURES_QUERY, [mappings]);
  const others = await ask<Comparison>(
    database,
    `SELECT m.mapping, coalesce(c.moving, 0) AS moving, ${instantText('c.compared_at')} AS as_of,
       (SELECT count(*)::integer FROM counterpart.discrepancy d WHERE d.mapping = m.mapping AND d.state = 'WAIVED' AND ${stateOf('d')} = 'WAIVED') AS waived
     FROM unnest($1::text[]) AS m(mapping) LEFT JOIN counterpart.comparison c ON c.mapping = m.mapping`,
    [mappings],
  );
  return new Map(
    others.map((other) => [
      other.mapping,
      figuresOf(
        counts.filter((count) => count.mapping === other.mapping),
        other,
      ),
    ]),
  );
}

/** How pairs stood when they were last compared, by record key; absent: never compared. */
export async function listVerdicts(
  database: Database,
  links: readonly { mapping: string; legacyId: string }[],
): Promise<Map<string, Verdict>> {
  if (links.length === 0) return new Map();
  const rows = await listRememberedVerdicts(database, links);
  return new Map(rows.map((row) => [`${row.mapping}/${row.key}`, row.verdict]));
}
