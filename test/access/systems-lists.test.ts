import { readClaims } from '../../reconciliation/claims/read-claims';
import { mappings } from '../../reconciliation/mappings/all';
import type { Caller } from '../../resolvers/access/caller';
import { Role } from '../../resolvers/access/role';
import { Service } from '../../resolvers/service';
import { insertRun } from '../support/runs';
import { useWorld } from '../support/world';
import { carryOut } from '../writing/mutations';
import { type Asking, limited, OWN, startCallers, useCallers } from './callers';

const world = useWorld('postgres');
const { all, as, own } = useCallers(world);

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

interface Names {
  readonly nodes: readonly { readonly mapping: string; readonly [field: string]: unknown }[];
}

describe('lists hold the own mappings alone', () => {
  test('systems, mappings and what stands beside them', async () => {
    const found = await own().ask<{
      systems: { name: string; mappings: { name: string }[] }[];
      mappings: { name: string; parents: { name: string }[]; children: { name: string }[] }[];
    }>('{ systems { name mappings { name } } mappings { name parents { name } children { name } } }');
    expect(found.systems).toEqual([{ name: 'Team Organization', mappings: OWN.map((name) => ({ name })) }]);
    expect(found.mappings).toEqual([
      { name: 'teams', parents: [], children: [] },
      { name: 'teamCommunications', parents: [{ name: 'teams' }], children: [] },
    ]);
  });

  test('facets and causes of discrepancies', async () => {
    const query =
      '{ discrepancyFacets(where: { state: [OPEN, WAIVED, CLOSED] }) { total mappings { value count } fields { value } } openByCause { mapping discrepancies } }';
    interface Counted {
      discrepancyFacets: { total: number; mappings: { value: string; count: number }[]; fields: { value: string }[] };
      openByCause: { mapping: string; discrepancies: number }[];
    }
    const found = await own().ask<Counted>(query);
    const { discrepancyFacets: everything, openByCause } = await all().ask<Counted>(query);
    const { total, mappings: counted } = found.discrepancyFacets;
    expect(counted).toEqual(everything.mappings.filter(({ value }) => OWN.includes(value)));
    expect(total).toBe(counted.reduce((sum, { count }) => sum + count, 0));
    expect(total).toBeGreaterThan(0);
    expect(found.discrepancyFacets.fields.length).toBeLessThan(everything.fields.length);
    expect(found.openByCause).toEqual(openByCause.filter(({ mapping }) => OWN.includes(mapping)));
    expect(found.openByCause.length).toBeGreaterThan(0);
    expect(found.openByCause.length).toBeLessThan(openByCause.length);
  });

  test('the parents and children of a mapping', async () => {
    const payer = as({ name: 'paula', roles: [Role.VIEWER], systems: ['Payment Processing'] });
    const query = '{ mapping(name: payments) { parents { name } children { name } } }';
    expect(await payer.ask(query)).toEqual({ mapping: { parents: [], children: [{ name: 'paymentOperations' }] } });
    expect(await all().ask(query)).toMatchObject({ mapping: { parents: [{ name: 'orders' }, { name: 'profiles' }] } });
  });

  test('claims that are about nothing else', async () => {
    const claimed = (name: string, figure: object): object => ({ name, section: 'A', stated: '1', figure });
    const { claims } = readClaims(
      JSON.stringify({
        schema: 'counterpart.claims/v1',
        title: 'A report',
        claims: [
          claimed('teams', { kind: 'due', mappings: ['teams'] }),
          claimed('messages', { kind: 'rows', mapping: 'teamCommunications' }),
          claimed('offices', { kind: 'rows', mapping: 'offices' }),
          claimed('everything', { kind: 'rate', mappings: 'all' }),
          claimed('both', { kind: 'sumOf', claims: ['teams', 'messages'] }),
          claimed('more', { kind: 'sumOf', claims: ['teams', 'offices'] }),
        ],
      }),
    );
    const { sides } = world().service;
    const server = await startCallers(new Service(sides, world().new, world().rowSources, mappings, claims));
    try {
      const found = await server.as(limited(Role.VIEWER)).ask<{ claims: { name: string }[] }>('{ claims { name } }');
      expect(found.claims.map(({ name }) => name)).toEqual(['teams', 'messages', 'both']);
    } finally {
      await server.stop();
    }
  });

  test('the report, integrity checks and mapping checks', async () => {
    const { report, integrityChecks, mappingChecks } = await own().ask<{
      report: { lines: { mapping: string }[]; systems: { name: string }[]; measures: { mapping: string }[] };
      integrityChecks: { mapping: string }[];
      mappingChecks: { mapping: string }[];
    }>(
      '{ report { lines { mapping } systems { name } measures { mapping } } integrityChecks { mapping } mappingChecks { mapping } }',
    );
    expect(report.systems).toEqual([{ name: 'Team Organization' }]);
    expect(report.lines.map(({ mapping }) => mapping)).toEqual(OWN);
    for (const { mapping } of [...report.measures, ...integrityChecks, ...mappingChecks])
      expect(OWN).toContain(mapping);
    expect(integrityChecks.length).toBeGreaterThan(0);
  });

  test.each(['OLDEST', 'NEWEST'])('discrepancies, %s first, by pages as in one', async (order) => {
    const query = `query($first: Int!, $after: String) { discrepancies(first: $first, after: $after, orderBy: ${order}) { nodes { id mapping } pageInfo { hasNextPage endCursor } } }`;
    const ask = async (asking: Asking, first: number, after: string | null = null): Promise<Names['nodes']> => {
      const { discrepancies } = await asking.ask<{ discrepancies: Names & { pageInfo: PageInfo } }>(query, {
        first,
        after,
      });
      const { hasNextPage, endCursor } = discrepancies.pageInfo;
      return hasNextPage ? [...discrepancies.nodes, ...(await ask(asking, first, endCursor))] : discrepancies.nodes;
    };
    const known = await ask(all(), 50);
    const expected = known.filter(({ mapping }) => OWN.includes(mapping));
    expect(expected.length).toBeGreaterThan(3);
    expect(known.length).toBeGreaterThan(expected.length);
    expect(await ask(own(), 2)).toEqual(expected);
  });

  test('discrepancies of a legacy id that several mappings know', async () => {
    const query = '{ discrepancies(first: 50, where: { legacyId: "21" }) { nodes { mapping } } }';
    const known = await all().ask<{ discrepancies: Names }>(query);
    const found = await own().ask<{ discrepancies: Names }>(query);
    expect(found.discrepancies.nodes).toEqual([{ mapping: 'teamCommunications' }]);
    expect(known.discrepancies.nodes.length).toBeGreaterThan(1);
  });

  test('changes, waivers, runs and the audit trail', async () => {
    await carryOut(world(), 'migrateRecord', { mapping: 'teamCommunications', legacyId: '21' });
    await carryOut(world(), 'migrateRecord', { mapping: 'profiles', legacyId: '6' });
    await carryOut(world(), 'waiveDiscrepancy', { mapping: 'teamCommunications', legacyId: '22' });
    await carryOut(world(), 'waiveDiscrepancy', { mapping: 'templates', legacyId: '302' });
    await insertRun(world(), { mapping: 'teams' });
    await insertRun(world(), { mapping: 'offices' });
    const query = `{ changes(first: 9) { nodes { mapping } } waivers(first: 9) { nodes { mapping } }
      runs(first: 9) { nodes { mapping } } auditEntries(first: 9) { nodes { mapping } } }`;
    const mappingsOf = (answer: Record<string, Names>): Record<string, string[]> =>
      Object.fromEntries(
        Object.entries(answer).map(([list, { nodes }]) => [list, nodes.map(({ mapping }) => mapping)]),
      );
    expect(mappingsOf(await own().ask(query))).toEqual({
      changes: ['teamCommunications'],
      waivers: ['teamCommunications'],
      runs: ['teams'],
      auditEntries: ['teamCommunications', 'teamCommunications'],
    });
    expect(mappingsOf(await all().ask(query))).toEqual({
      changes: ['profiles', 'teamCommunications'],
      waivers: ['templates', 'teamCommunications'],
      runs: ['offices', 'teams'],
      auditEntries: ['templates', 'teamCommunications', 'profiles', 'teamCommunications'],
    });
  });

  test('what hangs on a record, and is no other system’s', async () => {
    const query = '{ profile(legacyId: "2") { children { mapping } } }';
    const users: Caller = { name: 'ursula', roles: [Role.SUPPORT], systems: ['Users'] };
    const { profile } = await as(users).ask<{ profile: { children: { mapping: string }[] } }>(query);
    const known = await all().ask<{ profile: { children: { mapping: string }[] } }>(query);
    const mine = ['doctors', 'doctorOffices', 'patients'];
    expect(known.profile.children.map(({ mapping }) => mapping)).toContain('teamCommunications');
    expect(profile.children).toEqual(known.profile.children.filter(({ mapping }) => mine.includes(mapping)));
  });

  test('nobody without systems sees any', async () => {
    const nobody = as({ name: 'nina', roles: [Role.ADMIN], systems: [] });
    const query = '{ systems { name } discrepancies(first: 5) { nodes { id } } report { lines { mapping } } }';
    expect(await nobody.ask(query)).toEqual({ systems: [], discrepancies: { nodes: [] }, report: { lines: [] } });
  });
});
