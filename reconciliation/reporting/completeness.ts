import type { Figures } from '../ledger/figures';
import type { Mapping } from '../mapping';

/** The names of those that were never compared as a whole, so that nothing can be said of them. */
export const listUncompared = (names: readonly string[], figures: ReadonlyMap<string, Figures>): string[] =>
  names.filter((name) => (figures.get(name)?.asOf ?? null) === null);

/** What keeps a report from being complete, each with what to do; empty: nothing. */
export function listGaps(mappings: readonly Mapping[], figures: ReadonlyMap<string, Figures>): string[] {
  const names = mappings.map((mapping) => mapping.name);
  const uncompared = listUncompared(names, figures);
  if (uncompared.length === names.length) return ['Nothing was compared yet: run "counterpart compare" first.'];
  const list = uncompared.join(', ');
  const moving = names.filter((name) => (figures.get(name)?.moving ?? 0) > 0);
  return [
    ...(list === '' ? [] : [`Never compared and in no figure: ${list}. Run "counterpart compare" for them.`]),
    ...moving.map(
      (name) =>
        `${name}: ${figures.get(name)?.moving ?? 0} records changed while they were compared, and count as they stood ` +
        `before. Run "counterpart compare ${name}" again.`,
    ),
  ];
}

/** The earliest of some instants; all have the same form, and sort like their texts. */
export const oldestOf = (instants: readonly string[]): string | null => [...instants].sort()[0] ?? null;
