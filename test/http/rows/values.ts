import { CANARY, query, type Row } from './row';

/** What stands in a query and in its variables. */

/** Says what is wrong, in place of a stream that none of these asks for. */
const AT_STREAM = { status: 400, code: 'BAD_REQUEST' } as const;

const bad = (id: string, what: string, send: Row['send'], code = 'BAD_USER_INPUT'): Row => ({
  id,
  what,
  send,
  status: 400,
  code,
  stream: AT_STREAM,
});
const invalid = (id: string, what: string, send: Row['send']): Row => {
  const { stream: _, ...row } = bad(id, what, send, 'GRAPHQL_VALIDATION_FAILED');
  return row;
};
/** Found by a resolver: one part of an answer that might have others. */
const found = (id: string, what: string, send: Row['send']): Row => ({ ...bad(id, what, send), status: 200 });

const LISTS = [
  'records(mapping: offices, ',
  'discrepancies(',
  'changes(',
  'waivers(',
  'runs(',
  'rootCauses(mapping: offices, ',
  'duplicates(mapping: offices, ',
  'lineage(mapping: offices, legacyId: "201", ',
];
const ask = (list: string, first: string): string => `${list}first: ${first}) { __typename }`;

const FIRST = LISTS.flatMap((list) => [
  ...['99999999', '101', '-1', '0'].map((first) => bad('G19', ask(list, first), query(`{ ${ask(list, first)} }`))),
  bad('G19', `${list}as a variable)`, query(`query($n: Int!) { ${ask(list, '$n')} }`, { n: 99_999_999 })),
  bad('G19', `${list}as the default of a variable)`, query(`query($n: Int! = 99999999) { ${ask(list, '$n')} }`)),
]);

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));
const RECORDS =
  'query($where: RecordWhere) { records(mapping: offices, first: 5, where: $where) { nodes { verdict } } }';
const START = 'mutation($input: StartRunInput!) { startRun(input: $input) { userErrors { code } } }';
const MIGRATE = 'mutation($input: MigrateRecordInput!) { migrateRecord(input: $input) { replayed } }';
const NOTE = { mapping: 'teamCommunications', legacyId: '21' };

export const values: readonly Row[] = [
  ...FIRST,
  bad(
    'G19',
    'null where there is a default',
    query('query($n: Int) { rootCauses(mapping: offices, first: $n) { id } }', { n: null }),
  ),
  bad('G19', 'deeper down', query('{ office(legacyId: "201") { changes(first: 0) { nodes { id } } } }')),
  invalid('G19', 'first and last', query('{ changes(first: 5, last: 5) { nodes { id } } }')),
  invalid('G19', 'no first', query('{ changes { nodes { id } } }')),
  bad('G20', 'a condition in a condition', query(RECORDS, { where: { and: [{ and: [] }] } })),
  found('G20', '101 ids', query(RECORDS, { where: { legacyIds: ids(101) } })),
  found('G20', '10,000 ids', query(RECORDS, { where: { legacyIds: ids(10_000) } })),
  found(
    'G20',
    '10,001 ids of a run',
    query(START, {
      input: { mapping: 'offices', kind: 'COMPARE', legacyIds: ids(10_001), reason: 'x', idempotencyKey: 'x' },
    }),
  ),
  ...[
    ['an object in place of an id', 'query($id: ID) { office(legacyId: $id) { verdict } }', { id: { nested: CANARY } }],
    ['a text in place of a number', 'query($n: Int!) { changes(first: $n) { nodes { id } } }', { n: CANARY }],
    ['a text in place of a label', 'query($m: MappingName!) { rootCauses(mapping: $m) { id } }', { m: CANARY }],
    ['a text in place of an object', MIGRATE, { input: CANARY }],
    ['a list in place of a text', MIGRATE, { input: { ...NOTE, reason: [CANARY] } }],
    ['an object in a list', MIGRATE, { input: { ...NOTE, overrides: [{ field: { deep: CANARY } }] } }],
    ['a text in place of a flag', MIGRATE, { input: { ...NOTE, dryRun: CANARY } }],
    [
      'a text in place of an instant',
      'mutation($input: WaiveDiscrepancyInput!) { waiveDiscrepancy(input: $input) { replayed } }',
      { input: { ...NOTE, expiresAt: CANARY } },
    ],
  ].map(([what, text, variables]) => bad('G22', what as string, query(text as string, variables as object))),
  ...[
    ['a text in place of a number', `{ changes(first: "${CANARY}") { nodes { id } } }`],
    ['a text in place of a label', `{ rootCauses(mapping: "${CANARY}") { id } }`],
    ['an unknown label', `{ rootCauses(mapping: ${CANARY.replace(/-/g, '_')}) { id } }`],
    ['a text in place of an object', `{ changes(first: 5, where: "${CANARY}") { nodes { id } } }`],
    ['an object in place of an id', `{ office(legacyId: { nested: "${CANARY}" }) { verdict } }`],
  ].map(([what = '', text = '']) => invalid('G22', `${what}, in the query`, query(text))),
  ...[
    [
      'a very long text',
      'query($where: ChangeWhere) { changes(first: 5, where: $where) { nodes { id } } }',
      { where: { actor: CANARY.repeat(100) } },
    ],
    ['a very long field', MIGRATE, { input: { ...NOTE, overrides: [{ field: CANARY.repeat(100), value: 'x' }] } }],
    ['an id with letters', 'query($id: ID) { office(legacyId: $id) { verdict } }', { id: CANARY }],
    [
      'a cursor of nobody',
      'query($after: String) { changes(first: 5, after: $after) { nodes { id } } }',
      { after: CANARY },
    ],
    [
      'an unknown field',
      'query($field: String!) { fieldProfile(mapping: offices, field: $field) { field } }',
      { field: CANARY },
    ],
  ].map(([what, text, variables]) => found('G23', what as string, query(text as string, variables as object))),
  ...[
    ['the order of a list', '{ discrepancies(first: 5, orderBy: "id; DROP TABLE offices") { nodes { id } } }'],
    ['a mapping', `{ record(mapping: "offices'; DROP TABLE offices; --", legacyId: "1") { verdict } }`],
    ['a verdict', `{ discrepancies(first: 5, where: { verdict: ["MISSING' OR '1'='1"] }) { nodes { id } } }`],
  ].map(([what = '', text = '']) => invalid('I03', `SQL in place of ${what}`, query(text))),
  bad(
    'I03',
    'SQL in place of an order, as a variable',
    query('query($o: DiscrepancyOrder!) { discrepancies(first: 5, orderBy: $o) { nodes { id } } }', {
      o: 'id; DROP TABLE offices',
    }),
  ),
  bad(
    'I03',
    'SQL in place of a mapping, as a variable',
    query('query($m: MappingName!) { records(mapping: $m, first: 5) { nodes { verdict } } }', {
      m: "offices'; DROP TABLE offices; --",
    }),
  ),
  ...['fieldProfile', 'codeMap', 'parentSpread', 'pathCoverage'].map((root) =>
    found(
      'I03',
      `SQL in place of a field of ${root}`,
      query(`query($field: String!) { ${root}(mapping: offices, field: $field) { __typename } }`, {
        field: 'name"; DROP TABLE offices; --',
      }),
    ),
  ),
];
