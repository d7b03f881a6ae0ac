import type { DataSource } from 'typeorm';
import { fillWithDiscrepancies, openedAt, PAGES } from '../../bench/many-discrepancies';
import { newDataSource } from '../../ormconfig';
import { listBlocked, listRoots } from '../../reconciliation/ledger/causes';
import { type DiscrepancyFilter, listDiscrepancies } from '../../reconciliation/ledger/discrepancies';
import { countFacets } from '../../reconciliation/ledger/facets';
import type { Cursor } from '../../reconciliation/ledger/filter';
import { stateOf } from '../../reconciliation/ledger/ledger';
import { listOpenCauses } from '../../reconciliation/ledger/open-causes';
import { orders } from '../../reconciliation/mappings/orders';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import type { Database } from '../../reconciliation/reading/database';
import type { DiscrepancyWhere } from '../../resolvers/types/discrepancy-where';
import { asDatabase } from '../../src/databases';
import { migrateLedger } from '../../src/migrate-ledger';
import { createPostgresDatabase, dropDatabase } from '../support/servers';
import { costOf } from './plan';

/** A ledger with so many invented discrepancies. */
function useLedger(count: number): () => Database {
  let source: DataSource | undefined;
  let url = '';
  beforeAll(async () => {
    url = await createPostgresDatabase();
    source = await newDataSource({ url, poolSize: 2, statementTimeout: 120_000 }).initialize();
    await migrateLedger(source);
    await fillWithDiscrepancies(asDatabase(source), count);
  }, 180_000);
  afterAll(async () => {
    await source?.destroy();
    await dropDatabase(url);
  });
  return () => {
    if (source === undefined) throw new Error('the ledger is open during tests only');
    return asDatabase(source);
  };
}

function filterOf(
  { verdict, state, mapping, field, rootCause, legacyId }: DiscrepancyWhere,
  newest: boolean,
): DiscrepancyFilter {
  return {
    newest,
    states: state ?? ['OPEN', 'WAIVED'],
    ...(verdict == null ? {} : { verdicts: verdict }),
    ...(mapping == null ? {} : { mapping }),
    ...(field == null ? {} : { field }),
    ...(rootCause == null ? {} : { rootCause }),
    ...(legacyId == null ? {} : { legacyId }),
  };
}

const MIDDLE = '00000000-0000-4000-8000-000000000000';
const pages = Object.entries(PAGES).flatMap(([name, where]) =>
  [false, true].map((newest): [string, DiscrepancyFilter] => [
    `${name}, the ${newest ? 'newest' : 'oldest'} first`,
    filterOf(where, newest),
  ]),
);

describe('a page of 100 out of 200,000 discrepancies', () => {
  const COUNT = 200_000;
  const ledger = useLedger(COUNT);

  test.each(pages)('%s, is read through indexes, wherever it begins', async (_, filter) => {
    for (const share of [null, 0.1, 0.5, 0.9]) {
      const after: Cursor | null = share === null ? null : [openedAt(COUNT * share), MIDDLE];
      const cost = await costOf(ledger(), (database) => listDiscrepancies(database, filter, 100, after));
      expect(cost.scanned.filter((table) => table.startsWith('discrepancy'))).toEqual([]);
      // A page of each of five mappings, in three verdicts and three states, and what lapsed; never a share of all.
      expect(cost.sorted).toBeLessThanOrEqual(5_000);
      // With both, a thousand of each are counted to find the shorter list.
      const isBoth = filter.rootCause !== undefined && filter.field !== undefined;
      expect(cost.rows).toBeLessThanOrEqual(isBoth ? 20_000 : 5_000);
      // Each of these rows is up to three pages of an index and one of the table.
      expect(cost.pages).toBeLessThanOrEqual(isBoth ? 40_000 : 5_000);
    }
  });

  test('the root causes of a mapping are counted in the order of an index', async () => {
    const cost = await costOf(ledger(), (database) => listRoots(database, orders, 100));
    expect(cost.scanned.filter((table) => table.startsWith('discrepancy'))).toEqual([]);
    // As many as there are root causes; the causes themselves need no sort.
    expect(cost.sorted).toBeLessThanOrEqual(5_001);
  });

  test('samples of 100 root causes cost as much as those samples', async () => {
    const roots = await listRoots(ledger(), teamCommunications, 100);
    expect(roots).toHaveLength(100);
    const ids = roots.map((root) => root.id);
    const cost = await costOf(ledger(), (database) => listBlocked(database, teamCommunications, ids, 5));
    expect(cost.scanned.filter((table) => table.startsWith('discrepancy'))).toEqual([]);
    expect(cost.rows).toBeLessThanOrEqual(6_000);
  });
});

/** The same by the plain meaning of the conditions, which looks at every discrepancy. */
async function listPlainly(database: Database, filter: DiscrepancyFilter): Promise<string[]> {
  const direction = filter.newest ? 'DESC' : 'ASC';
  const rows = await database.query<{ id: string }>(
    `SELECT d.id::text FROM counterpart.discrepancy d WHERE ${stateOf('d')} = ANY($1)
       AND ($2::text IS NULL OR d.mapping = $2) AND ($3::text[] IS NULL OR d.verdict = ANY($3))
       AND ($4::text IS NULL OR $4 = ANY(d.fields)) AND ($5::text IS NULL OR d.legacy_id = $5)
       AND ($6::text IS NULL OR EXISTS (SELECT 1 FROM counterpart.discrepancy_cause c WHERE c.discrepancy_id = d.id AND c.root_id = $6))
     ORDER BY d.opened_at ${direction}, d.id ${direction}`,
    [
      filter.states ?? ['OPEN', 'WAIVED', 'CLOSED'],
      filter.mapping ?? null,
      filter.verdicts ?? null,
      filter.field ?? null,
      filter.legacyId ?? null,
      filter.rootCause ?? null,
    ],
  );
  return rows.map((row) => row.id);
}

async function walk(database: Database, filter: DiscrepancyFilter, first: number): Promise<string[]> {
  const ids: string[] = [];
  for (let after: Cursor | null = null; ; ) {
    const page = await listDiscrepancies(database, filter, first, after);
    ids.push(...page.items.map((item) => item.id));
    const last = page.items.at(-1);
    if (!page.hasNextPage || last === undefined) return ids;
    after = [last.openedAt, last.id];
  }
}

describe('the pages of a list', () => {
  const COUNT = 3_000;
  const ledger = useLedger(COUNT);

  /** Of those that are waived: some expired, some for good; and causes that share a root. */
  beforeAll(async () => {
    for (const sql of [
      `UPDATE counterpart.discrepancy SET waived_until = '2026-01-02 00:00:00Z' WHERE state = 'WAIVED' AND record_key::integer % 4 = 0`,
      `UPDATE counterpart.discrepancy SET waived_until = 'infinity' WHERE state = 'WAIVED' AND record_key::integer % 3 = 0`,
      `INSERT INTO counterpart.discrepancy_cause (discrepancy_id, ordinal, mapping, code, field, root_id, state, verdict, opened_at)
       SELECT discrepancy_id, 1, mapping, code, 'other', root_id, state, verdict, opened_at FROM counterpart.discrepancy_cause`,
      "UPDATE counterpart.root_cause SET code = 'NOT_MIGRATED' WHERE right(id, 1) IN ('1', '3', '7')",
      // Whoever writes a discrepancy need not know of the lists.
      `UPDATE counterpart.discrepancy SET state = 'CLOSED' WHERE record_key::integer % 11 = 0`,
      `UPDATE counterpart.discrepancy SET verdict = 'DIFFERENT', fields = '{atTheEnd,ofThree}' WHERE record_key::integer % 13 = 0`,
      `UPDATE counterpart.discrepancy SET fields = '{}' WHERE record_key::integer % 17 = 0`,
    ])
      await ledger().query(sql);
  });

  test.each(pages)('%s, hold what the conditions mean, each once and in order', async (_, filter) => {
    expect(await walk(ledger(), filter, 97)).toEqual(await listPlainly(ledger(), filter));
  });

  test.each(pages)('%s, begin as far on as is asked for', async (_, filter) => {
    const all = await listPlainly(ledger(), filter);
    for (const skip of [1, 97, 1_000, all.length]) {
      const { items, hasNextPage } = await listDiscrepancies(ledger(), filter, 10, null, skip);
      expect(items.map(({ id }) => id)).toEqual(all.slice(skip, skip + 10));
      expect(hasNextPage).toBe(all.length > skip + 10);
      const last = items.at(-1);
      if (last === undefined) continue;
      const next = await listDiscrepancies(ledger(), filter, 10, [last.openedAt, last.id], 5);
      expect(next.items.map(({ id }) => id)).toEqual(all.slice(skip + 15, skip + 25));
    }
  });

  test.each(pages.filter((_, index) => index % 2 === 0))(
    '%s, are counted by all that they could be',
    async (_, filter) => {
      const count = async (more: object): Promise<number> =>
        (await listPlainly(ledger(), { ...filter, ...more })).length;
      const { total, fields, mappings, states, verdicts } = await countFacets(ledger(), filter);
      expect(total).toBe(await count({}));
      const facets = [
        ...mappings.map((counted) => [counted, { mapping: counted.value }] as const),
        ...verdicts.map((counted) => [counted, { verdicts: [counted.value] }] as const),
        ...states.map((counted) => [counted, { states: [counted.value] }] as const),
        ...fields.map((counted) => [counted, { field: counted.value }] as const),
      ];
      for (const [counted, more] of facets) expect([counted, counted.count]).toEqual([counted, await count(more)]);
      const sum = (counts: readonly { count: number }[]): number => counts.reduce((n, { count }) => n + count, 0);
      expect(sum(mappings)).toBe(await count({ mapping: undefined }));
      expect(sum(states)).toBe(await count({ states: ['OPEN', 'WAIVED', 'CLOSED'] }));
      for (const list of [mappings, verdicts, states, fields])
        expect(list).toEqual(
          [...list].sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1)),
        );
    },
  );

  test('causes of open ones are counted by code, each discrepancy once', async () => {
    const plainly = await ledger().query(
      `SELECT r.code, c.mapping, count(DISTINCT d.id)::integer AS discrepancies FROM counterpart.discrepancy d
       JOIN counterpart.discrepancy_cause c ON c.discrepancy_id = d.id
       JOIN counterpart.root_cause r ON r.mapping = c.mapping AND r.id = c.root_id
       WHERE ${stateOf('d')} = 'OPEN' GROUP BY 1, 2 ORDER BY 3 DESC, 2, 1`,
    );
    const counted = await listOpenCauses(ledger(), null);
    expect(counted).toEqual(plainly);
    expect(counted.length).toBeGreaterThan(5);
    expect(await listOpenCauses(ledger(), ['orders'])).toEqual(counted.filter(({ mapping }) => mapping === 'orders'));
  });

  test('what a waiver covers no longer is in them', async () => {
    const lapsed = await ledger().query(
      `SELECT 1 FROM counterpart.discrepancy d WHERE d.state = 'WAIVED' AND ${stateOf('d')} = 'OPEN'`,
    );
    expect(lapsed.length).toBeGreaterThan(5);
  });

  test('counted root causes are those that the lists hold', async () => {
    const [root] = await listRoots(ledger(), teamCommunications, 1);
    const filter = { mapping: 'teamCommunications', states: ['OPEN'], newest: false, rootCause: root?.id ?? '' };
    const open = await listPlainly(ledger(), filter);
    expect(root?.blocks).toBe(open.length);
    const blocked = await listBlocked(ledger(), teamCommunications, [root?.id ?? ''], 3);
    const first = await ledger().query<{ id: string }>(
      'SELECT legacy_id AS id FROM counterpart.discrepancy WHERE id = ANY($1::uuid[]) ORDER BY legacy_id::integer',
      [open.slice(0, 3)],
    );
    expect(blocked.get(root?.id ?? '')?.map((hop) => hop.legacyId)).toEqual(first.map((row) => row.id));
  });

  test('a discrepancy that is deleted leaves no list behind', async () => {
    await ledger().query("DELETE FROM counterpart.discrepancy WHERE record_key = '2999'");
    const left = await ledger().query(
      `SELECT 1 FROM counterpart.discrepancy_field f WHERE NOT EXISTS (SELECT 1 FROM counterpart.discrepancy d WHERE d.id = f.discrepancy_id)`,
    );
    expect(left).toEqual([]);
  });
});
