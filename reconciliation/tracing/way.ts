import type { Table } from '../../entities/table';
import type { Pair, Problem } from '../comparing/pair';
import { stepsOf } from '../reading/steps';

/** A legacy record on the way from a pair to what a path names. */
export interface Waypoint {
  readonly table: Table;
  readonly legacyId: string;
}

/** How far the path of a problem leads. */
export interface Way {
  /** The records that are there, nearest first. */
  readonly passed: readonly Waypoint[];
  /** The record that is named and not there; null: the path does not break. */
  readonly gone: Waypoint | null;
  /** What the last record that is there leaves unset; null: it names the next one, or the pair itself names none. */
  readonly unset: string | null;
}

/** The paths of a problem: those that may name the parent, or whatever its rule reads. */
const pathsOf = ({ field: { rule } }: Problem): readonly string[] => {
  const others = rule.reference?.paths ?? [];
  return [...others, ...rule.reads.filter((path) => !others.includes(path))];
};

function walkPath(pair: Pair, path: string): Way {
  const cells = pair.legacy?.cells;
  const passed: Waypoint[] = [];
  const isUnset = (at: string): boolean => passed.length > 0 && cells?.get(at) === null;
  for (const { table, namedBy, id } of stepsOf(pair.mapping, path)) {
    const legacyId = cells?.get(namedBy);
    if (typeof legacyId !== 'string') return { passed, gone: null, unset: isUnset(namedBy) ? namedBy : null };
    if (cells?.get(id) === null) return { passed, gone: { table, legacyId }, unset: null };
    passed.push({ table, legacyId });
  }
  return { passed, gone: null, unset: isUnset(path) ? path : null };
}

/** Walks the path of a problem; of several paths, the first that breaks, else the first that leaves something unset. */
export function walk(pair: Pair, problem: Problem): Way {
  const ways = pathsOf(problem).map((path) => walkPath(pair, path));
  const isMissing = problem.code === 'REQUIRED_VALUE_MISSING';
  const broken =
    ways.find((way) => way.gone !== null) ?? (isMissing ? ways.find((way) => way.unset !== null) : undefined);
  return broken ?? { ...(ways[0] ?? { passed: [], gone: null }), unset: null };
}
