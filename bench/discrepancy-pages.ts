import type { Database } from '../reconciliation/reading/database';
import { encodeCursor } from '../resolvers/connection';
import { print } from '../src/output';
import { openedAt, PAGES } from './many-discrepancies';
import { withManyDiscrepancies } from './many-discrepancies-world';

/** Pages of discrepancies over HTTP when there are many, beside the bare statement that reads one row by its key. */

const COUNT = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 6;

const LIST = `query ($where: DiscrepancyWhere, $order: DiscrepancyOrder!, $after: String) {
  discrepancies(first: 100, where: $where, orderBy: $order, after: $after) {
    nodes { id mapping legacyId newId verdict state fields movedSide openedAt seenAt closedAt reopened }
    pageInfo { hasNextPage endCursor } } }`;

const ROOTS = '{ rootCauses(mapping: teamCommunications, first: 100) { id code message blocks } }';
const SAMPLES =
  '{ rootCauses(mapping: teamCommunications, first: 100) { id code message blocks sample(first: 5) { legacyId } } }';

const FACETS = '{ discrepancyFacets { total mappings { value count } fields { value count } } }';
const CAUSES = '{ openByCause { code mapping discrepancies } }';
const SKIPPING = `{ discrepancies(first: 100, skip: ${Math.min(1_000_000, COUNT / 2)}) { nodes { id } } }`;

/** The first page, and pages from within the list; what is closed comes first in it. */
const PLACES = [null, 0.25, 0.5, 0.75, 0.95].map((share) =>
  share === null ? null : encodeCursor([openedAt(Math.floor(COUNT * share)), '00000000-0000-4000-8000-000000000000']),
);

type Ask = (query: string, variables?: object) => Promise<unknown>;

const milliseconds = (from: bigint): number => Number(process.hrtime.bigint() - from) / 1e6;

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return milliseconds(start);
}

/** Every page of one filter, in both orders, with a bare statement after each. */
async function measure(bare: () => Promise<unknown>, queries: readonly (() => Promise<unknown>)[]) {
  const pages: number[] = [];
  const rows: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const query of queries) {
      const taken = [await time(query), await time(bare)] as const;
      // The first round warms up.
      if (round === 0) continue;
      pages.push(taken[0]);
      rows.push(taken[1]);
    }
  }
  return { pages, rows };
}

function tell(name: string, { pages, rows }: { pages: readonly number[]; rows: readonly number[] }): void {
  const [median, high] = [percentile(pages, 0.5), percentile(pages, 0.95)];
  const row = percentile(rows, 0.5);
  const shown = (value: number): string => `${Math.round(value * 10) / 10} ms`;
  const ratio = (value: number): string => `${Math.round(value / row)}×`;
  print(`| ${name} | ${shown(median)} | ${shown(high)} | ${ratio(median)} | ${ratio(high)} |`);
}

async function measureAll(ask: Ask, database: Database): Promise<void> {
  const [one] = await database.query<{ id: string }>('SELECT id::text FROM counterpart.discrepancy LIMIT 1');
  const bare = () => database.query('SELECT * FROM counterpart.discrepancy WHERE id = $1', [one?.id]);
  print(
    `| ${COUNT} discrepancies | median | p95 | median / a row by its key | p95 / a row by its key |\n|---|---|---|---|---|`,
  );
  for (const [name, where] of Object.entries(PAGES)) {
    const queries = ['OLDEST', 'NEWEST'].flatMap((order) =>
      PLACES.map((after) => () => ask(LIST, { where, order, after })),
    );
    tell(name, await measure(bare, queries));
  }
  tell('100 root causes, counted', await measure(bare, [() => ask(ROOTS)]));
  tell('the same with samples', await measure(bare, [() => ask(SAMPLES)]));
  tell('facets', await measure(bare, [() => ask(FACETS)]));
  tell('open ones by cause', await measure(bare, [() => ask(CAUSES)]));
  tell('a page after half of all', await measure(bare, [() => ask(SKIPPING)]));
}

const askAt =
  (url: string): Ask =>
  async (query, variables = {}) => {
    const body = JSON.stringify({ query, variables });
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const answer = (await response.json()) as { errors?: unknown };
    if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  };

void withManyDiscrepancies(COUNT, ({ url, database }) => measureAll(askAt(url), database));
