import { Role } from '../../resolvers/access/role';
import { useWorld } from '../support/world';
import { carryOut, mutate } from '../writing/mutations';
import { limited, useCallers } from './callers';

const world = useWorld('postgres');
const { all, as } = useCallers(world);
const vera = () => as({ name: 'vera', roles: [Role.VIEWER], systems: null });

type Entry = Readonly<Record<string, unknown>>;

describe('reading the audit trail', () => {
  interface Page {
    readonly auditEntries: {
      readonly nodes: readonly Entry[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  }
  const list = async (where: string, more = 'first: 20'): Promise<Page['auditEntries']> => {
    const query = `{ auditEntries(${more}, where: { ${where} }) { nodes { sequence actor action outcome codes mapping legacyId reason changes ids { kind id } } pageInfo { hasNextPage endCursor } } }`;
    return (await as(limited(Role.APPROVER)).ask<Page>(query)).auditEntries;
  };
  const sequences = async (where: string): Promise<unknown[]> =>
    (await list(where)).nodes.map(({ sequence }) => sequence);

  beforeEach(async () => {
    await carryOut(world(), 'migrateRecord', { mapping: 'teamCommunications', legacyId: '21' });
    await vera().request(
      'mutation { diffRecord(input: { mapping: teamCommunications, legacyId: "21" }) { __typename } }',
    );
    await mutate(world(), 'migrateRecord', { mapping: 'teamCommunications', legacyId: '22' });
    await carryOut(world(), 'waiveDiscrepancy', { mapping: 'templates', legacyId: '302' });
  });

  test('the newest first, page by page', async () => {
    const first = await list('', 'first: 2');
    expect(first.nodes).toEqual([
      {
        sequence: '3',
        actor: 'tester',
        action: 'migrateRecord',
        outcome: 'REFUSED',
        codes: ['INVALID_INPUT'],
        mapping: 'teamCommunications',
        legacyId: '22',
        reason: '',
        changes: [],
        ids: [],
      },
      {
        sequence: '2',
        actor: 'vera',
        action: 'diffRecord',
        outcome: 'DENIED',
        codes: ['FORBIDDEN'],
        mapping: 'teamCommunications',
        legacyId: '21',
        reason: '',
        changes: [],
        ids: [],
      },
    ]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const last = await list('', `first: 2, after: "${first.pageInfo.endCursor}"`);
    expect(last.nodes).toMatchObject([{ sequence: '1', outcome: 'DONE', codes: [], changes: ['1'] }]);
    expect(last.pageInfo.hasNextPage).toBe(false);
  });

  test.each([
    ['actor: "vera"', ['2']],
    ['action: "migrateRecord"', ['3', '1']],
    ['legacyId: "21"', ['2', '1']],
    ['outcome: DENIED', ['2']],
    ['outcome: REFUSED', ['3']],
    ['outcome: DONE', ['1']],
    ['mapping: teamCommunications, outcome: DONE, actor: "vera"', []],
  ])('where %s', async (where, expected) => {
    expect(await sequences(where)).toEqual(expected);
  });

  test('whoever is not limited sees what is about other mappings, and about none', async () => {
    await all().ask(
      'mutation { setSwitch(input: { name: READ_ONLY, isOn: false, reason: "r" }) { userErrors { code } } }',
    );
    const query = '{ auditEntries(first: 2) { nodes { action mapping ids { kind id } } } }';
    expect(await all().ask(query)).toEqual({
      auditEntries: {
        nodes: [
          { action: 'setSwitch', mapping: null, ids: [{ kind: 'switch', id: 'READ_ONLY' }] },
          { action: 'waiveDiscrepancy', mapping: 'templates', ids: [] },
        ],
      },
    });
  });

  test('an entry that somebody made unreadable hides no other', async () => {
    const runner = world().new.createQueryRunner();
    await runner.query('SET session_replication_role = replica');
    await runner.query("UPDATE counterpart.audit_entry SET payload = 'no JSON' WHERE sequence = 2");
    await runner.query('RESET session_replication_role');
    await runner.release();
    const { auditEntries } = await all().ask<Page>(
      '{ auditEntries(first: 9) { nodes { sequence action } pageInfo { hasNextPage endCursor } } }',
    );
    expect(auditEntries.nodes.map(({ sequence, action }) => [sequence, action])).toEqual([
      ['4', 'waiveDiscrepancy'],
      ['3', 'migrateRecord'],
      ['2', ''],
      ['1', 'migrateRecord'],
    ]);
  });
});
