import type { Mapping } from '../mapping';
import type { Claim } from './claims';
import type { Figure } from './figure';

/** The mappings that a figure is computed of, those of the claims that it rests on included. */
function mappingsOf(
  figure: Figure,
  all: readonly string[],
  known: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if ('claims' in figure) return figure.claims.flatMap((name) => known.get(name) ?? all);
  if ('rates' in figure) return figure.rates.flat();
  if ('mapping' in figure) return [figure.mapping];
  const { mappings, except } = figure;
  return mappings === 'all' ? all.filter((name) => !except.includes(name)) : mappings;
}

/** The names of the mappings that each claim, or another reading of it, says something about, by the claim's name. */
export function mappingsOfClaims(
  claims: readonly Claim[],
  mappings: readonly Mapping[],
): ReadonlyMap<string, readonly string[]> {
  const all = mappings.map(({ name }) => name);
  const found = new Map<string, readonly string[]>();
  for (const { name, figure, alternatives } of claims) {
    const figures = [figure, ...alternatives.map((alternative) => alternative.figure)];
    found.set(name, [...new Set(figures.flatMap((each) => mappingsOf(each, all, found)))]);
  }
  return found;
}
