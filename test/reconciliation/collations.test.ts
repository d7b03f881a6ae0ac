import { spreadParents } from '../../reconciliation/answers/parent-spread/parent-spread';
import { coverPaths } from '../../reconciliation/answers/path-coverage/path-coverage';
import { mappings } from '../../reconciliation/mappings/all';
import { messages } from '../../reconciliation/mappings/messages';
import { patients } from '../../reconciliation/mappings/patients';
import { rolePermissions } from '../../reconciliation/mappings/role-permissions';
import { Statement } from '../../reconciliation/reading/statement';
import { countChildren } from '../../reconciliation/tracing/children';
import { useTwoSides, uuidOf } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { range } from './answers-world';
import { lending, loans } from './invented-loans';
import { comparedField, compareRecord, stage } from './record';

/** Three texts that a collation without case, accents and closing blanks takes for the one that is meant. */
const ALIKE = [
  [101, 'Dispatch', 'Patient'],
  [102, 'dispatch', 'patient '],
  [103, 'dispatch', 'pátient'],
] as const;

describeEachEngine('texts that only a collation takes for equal', (engine) => {
  const open = useTwoSides(engine, { mappings: [...mappings, ...lending] });
  const isMysql = engine === 'mysql';

  beforeAll(async () => {
    if (!isMysql) return;
    const indexed = { django_content_type: 'model', auth_permission: 'name', invented_loan: 'kind' };
    for (const [table, column] of Object.entries(indexed)) {
      const ignoring = 'CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci';
      await open().legacy.query(`ALTER TABLE ${table} ${ignoring}, ADD INDEX texts (${column})`);
    }
  });

  test('a kind of parent is meant by its exact name', async () => {
    await stage(
      open(),
      {
        django_content_type: ALIKE.map(([id, label, model]) => ({ '#': id, id, app_label: label, model })),
        dispatch_record: [{ '#': 13, like: 1 }, ...ALIKE.map(([id]) => ({ '#': id, like: 1, target_type_id: id }))],
      },
      {},
    );
    const { paths } = await coverPaths(open().sides, mappings, messages, 'recipientId');
    expect(paths[0]?.parent.name).toBe('patients');
    expect(paths[0]?.hops.map(({ named, found }) => [named, found])).toEqual([
      [3, 3],
      [3, 3],
    ]);
    expect((await spreadParents(open().sides, messages, 'recipientId')).legacy).toEqual({
      rows: 6,
      named: 3,
      parents: 1,
    });
    expect(await countChildren(open().sides.legacy, [messages], patients, ['1'])).toMatchObject([{ count: 3 }]);
  });

  test('so is the record that a natural key names', async () => {
    const names = ['Can close', 'can close', 'Can close ', 'Cán close'];
    const permissions = names.map((name, index) => ({ '#': 71 + index, like: 1, name }));
    const links = names.map((_, index) => ({ '#': 71 + index, id: '#', role_id: 2, permission_id: 71 + index }));
    await stage(
      open(),
      { auth_permission: permissions, dispatch_role_permissions: links },
      { role_permissions: [{ '#': 71, id: 'permission 71', role_id: 'role 2', permission: 'Can close' }] },
    );
    const pairs = await open().comparison.loader.listByNewIds(rolePermissions, [uuidOf('permission 71')]);
    expect(pairs.map(({ legacyId, verdict }) => [legacyId, verdict])).toEqual([['71', 'MATCHED']]);
  });

  test('so is a companion', async () => {
    const loan = (id: number, kind: string) => ({ id, book_id: 1, reader_id: null, at: null, kind });
    await open().replaceRows(
      {
        invented_loan: [loan(1, 'Lent'), loan(2, 'lent '), loan(3, 'lent'), loan(4, 'lént')],
        invented_book: [{ id: 1, owner_id: null }],
      },
      {},
    );
    const pair = await compareRecord(open(), loans, '1');
    expect(['firstId', 'lastId'].map((property) => comparedField(pair, property).expected)).toEqual(['3', '3']);
  });

  test('several texts, alone and in tuples, beside other kinds', async () => {
    const loan = (id: number, kind: string) => ({ id, book_id: id, reader_id: null, at: null, kind });
    await open().replaceRows({ invented_loan: [loan(1, 'Lent'), loan(2, 'lent'), loan(3, 'kept')] }, {});
    const idsWhere = async (build: (statement: Statement) => string): Promise<string[]> => {
      const statement = new Statement(engine);
      const rows = await open().sides.legacy.query<{ id: string | number }>(
        `SELECT id FROM invented_loan WHERE ${build(statement)} ORDER BY id`,
        statement.parameters,
      );
      return rows.map(({ id }) => String(id));
    };
    expect(await idsWhere((statement) => statement.isOneOf('kind', 'text', ['lent', 'KEPT']))).toEqual(['2']);
    const columns = [
      { expression: 'kind', column: { kind: 'text' } },
      { expression: 'book_id', column: { kind: 'integer' } },
    ] as const;
    const tuples = [
      ['lent', '1'],
      ['lent', '2'],
      ['Kept', '3'],
    ];
    expect(await idsWhere((statement) => statement.areOneOf(columns, tuples))).toEqual(['2']);
  });

  if (isMysql) {
    test('an index over the column still finds them', async () => {
      await open().replaceRows(
        { invented_loan: range(1, 300, (id) => ({ id, book_id: 1, reader_id: null, at: null, kind: `kind ${id}` })) },
        {},
      );
      const statement = new Statement('mysql');
      const sql = `EXPLAIN SELECT id FROM invented_loan WHERE ${statement.isEqual('kind', 'text', 'kind 7')}`;
      expect(await open().sides.legacy.query(sql, statement.parameters)).toMatchObject([{ type: 'ref', key: 'texts' }]);
    });
  }
});
