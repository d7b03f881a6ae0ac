import type { Database } from '../reading/database';
import { conditionsOfRecords, type DiscrepancyFilter } from './discrepancies';
import { ask, stateOf } from './ledger';

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/** How many discrepancies there are, and how they are spread over each thing that a list may choose by. */
export interface Facets {
  readonly total: number;
  readonly mappings: readonly FacetCount[];
  readonly verdicts: readonly FacetCount[];
  readonly states: readonly FacetCount[];
  readonly fields: readonly FacetCount[];
}

const MOST_FIELDS = 100;

/**
 * Counts discrepancies in one pass. Those that are alike in all that is counted are put together first: they are few,
 * however many discrepancies there are, and each facet leaves out its own condition on them.
 */
export async function countFacets(database: Database, filter: DiscrepancyFilter): Promise<Facets> {
  const wanted = conditionsOfRecords(filter);
  const chosen = (value: unknown, sql: (bound: string) => string): string =>
    value === undefined ? 'true' : sql(`$${wanted.parameters.push(value)}`);
  const conditions = {
    mapping: chosen(filter.mapping, (bound) => `g.mapping = ${bound}`),
    verdict: chosen(filter.verdicts, (bound) => `g.verdict = ANY(${bound})`),
    state: chosen(filter.states, (bound) => `g.state = ANY(${bound})`),
    field: chosen(filter.field, (bound) => `${bound} = ANY(g.fields)`),
  };
  const allBut = (own: keyof typeof conditions | null): string =>
    Object.entries(conditions)
      .flatMap(([name, sql]) => (name === own ? [] : [sql]))
      .join(' AND ');
  const facet = (name: 'mapping' | 'verdict' | 'state'): string =>
    `SELECT '${name}', g.${name}, sum(g.n)::integer FROM alike g WHERE ${allBut(name)} GROUP BY g.${name}`;
  const rows = await ask<{ facet: string; value: string; count: number }>(
    database,
    `WITH alike AS MATERIALIZED (SELECT d.mapping, d.verdict, ${stateOf('d')} AS state, d.fields, count(*) AS n
       FROM counterpart.discrepancy d ${wanted.where} GROUP BY 1, 2, 3, 4)
     SELECT * FROM (SELECT 'total' AS facet, '' AS value, coalesce(sum(g.n), 0)::integer AS count FROM alike g WHERE ${allBut(null)}
       UNION ALL ${facet('mapping')} UNION ALL ${facet('verdict')} UNION ALL ${facet('state')}
       UNION ALL (SELECT 'field', f.field, sum(g.n)::integer AS n FROM alike g
         CROSS JOIN LATERAL (SELECT DISTINCT unnest(g.fields) AS field) f WHERE ${allBut('field')}
         GROUP BY f.field ORDER BY n DESC, f.field COLLATE "C" LIMIT ${MOST_FIELDS})) counted
     ORDER BY count DESC, value COLLATE "C"`,
    wanted.parameters,
  );
  const of = (name: string): FacetCount[] =>
    rows.flatMap(({ facet: own, value, count }) => (own === name ? [{ value, count }] : []));
  return {
    total: of('total')[0]?.count ?? 0,
    mappings: of('mapping'),
    verdicts: of('verdict'),
    states: of('state'),
    fields: of('field'),
  };
}

/** The legacy records that are counted in any of the facets, each once. */
export async function listCounted(database: Database, filter: DiscrepancyFilter): Promise<string[]> {
  const wanted = conditionsOfRecords(filter);
  const rows = await ask<{ id: string }>(
    database,
    `SELECT DISTINCT d.legacy_id AS id FROM counterpart.discrepancy d ${wanted.where}`,
    wanted.parameters,
  );
  return rows.map(({ id }) => id);
}
