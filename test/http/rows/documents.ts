import { body, CANARY, query, type Row, times } from './row';

/** How large and of what kind a query may be. */

const DEEP = [
  'record(mapping: orders, legacyId: "1001")',
  ...Array.from({ length: 7 }, () => ['parents', 'record']).flat(),
];
const nest = (levels: readonly string[], last: string): string =>
  levels.reduceRight((inner, level) => `${level} { ${inner} }`, last);
const WAIVE = 'withdrawWaiver(input: { waiverId: "1", reason: "x", idempotencyKey: "x" }) { replayed }';

/** Fragments that spread the next one once or more, down to a last one. */
const chain = (length: number, spread: (next: string) => string, last: string): string =>
  times(length, (index) => `fragment F${index} on Query { ${index === length - 1 ? last : spread(`F${index + 1}`)} }`);

const complex = (id: string, what: string, send: Row['send']): Row => ({
  id,
  what,
  send,
  status: 400,
  code: 'OPERATION_TOO_COMPLEX',
});
const invalid = (id: string, what: string, send: Row['send']): Row => ({
  id,
  what,
  send,
  status: 400,
  code: 'GRAPHQL_VALIDATION_FAILED',
});
const unparsed = (id: string, what: string, send: Row['send']): Row => ({
  id,
  what,
  send,
  status: 400,
  code: 'GRAPHQL_PARSE_FAILED',
});
/** What is refused of a stream for another reason. */
const atStream = (row: Row, code: string): Row => ({ ...row, stream: { status: 400, code } });

const rows: readonly Row[] = [
  ...[
    '{ __schema { types { name } } }',
    '{ __type(name: "RecordPair") { name } }',
    'query { ...F } fragment F on Query { a: __type(name: "Run") { name } }',
  ].flatMap((text) =>
    ['VIEWER', 'ANALYST', 'SUPPORT', 'AUTOMATION', 'APPROVER'].map((caller) =>
      atStream({ ...invalid('G08', `${caller} asks ${text}`, query(text)), caller }, 'BAD_REQUEST'),
    ),
  ),
  {
    id: 'G08',
    what: 'an administrator',
    send: query('{ __type(name: "Run") { name } }'),
    status: 200,
    code: null,
    stream: 'elsewhere',
  },
  {
    id: 'G08',
    what: 'the name of a type is no introspection',
    send: query('{ viewer { __typename } }'),
    caller: 'VIEWER',
    status: 200,
    code: null,
    stream: 'elsewhere',
  },
  invalid(
    'G09',
    'introspection that goes round',
    query(`{ ${nest(['__schema', 'types', 'fields', 'type', 'fields', 'type', 'fields', 'type', 'fields'], 'name')} }`),
  ),
  ...[
    ['field', '{ viewr { name } }'],
    ['argument', '{ record(maping: offices, legacyId: "1") { verdict } }'],
    ['type', 'query($a: MappingNam) { viewer { name } }'],
    ['fragment type', '{ ... on Querry { viewer { name } } }'],
    ['enum value', '{ records(mapping: office, first: 1) { nodes { verdict } } }'],
    ['input field', '{ records(mapping: offices, first: 1, where: { legacyIdss: ["1"] }) { nodes { verdict } } }'],
    ['directive', '{ viewer @includ(if: true) { name } }'],
  ].map(([what = '', text = '']) => invalid('G10', `a misspelt ${what}`, query(text))),
  complex('G11', '101 aliases of __typename', query(`{ ${times(101, (index) => `a${index}: __typename`)} }`)),
  complex(
    'G12',
    '101 records by alias',
    query(`{ ${times(101, (index) => `a${index}: office(legacyId: "${index}") { verdict }`)} }`),
  ),
  complex('G12', '31 aliases further down', query(`{ viewer { ${times(31, (index) => `a${index}: name`)} } }`)),
  complex('G12', '21 fields at the root', query(`{ ${times(21, () => 'viewer { name }')} }`)),
  complex(
    'G12',
    '21 fields at the root by fragments',
    query(`{ ${times(7, () => '...F')} } fragment F on Query { viewer { name } systems { name } mappings { name } }`),
  ),
  complex('G13', 'the same field 501 times', query(`{ viewer { ${times(501, () => 'name')} } }`)),
  complex(
    'G13',
    'in a fragment that nobody spreads',
    query(`{ viewer { name } } fragment F on Viewer { ${times(1_000, () => 'name')} }`),
  ),
  invalid('G14', 'ten unknown directives', query(`{ viewer ${times(10, (index) => `@d${index}`)} { name } }`)),
  complex('G14', '21 directives', query(`{ viewer { ${times(21, () => 'name @include(if: true)')} } }`)),
  unparsed('G14', 'a thousand directives', query(`{ viewer { ${times(1_000, () => 'name @include(if: true)')} } }`)),
  complex('G15', 'fifteen levels', query(`{ ${nest(DEEP.slice(0, 14), 'verdict')} }`)),
  complex(
    'G15',
    'fifteen levels through fifteen fragments',
    query(
      `{ record(mapping: orders, legacyId: "1001") { ...F0 } } ${times(15, (index) => `fragment F${index} on RecordPair { verdict parents { record { ${index === 14 ? 'verdict' : `...F${index + 1}`} } } }`)}`,
    ),
  ),
  {
    ...invalid(
      'G16',
      'fragments in a circle',
      query('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A viewer { name } }'),
    ),
    within: 50,
  },
  { ...invalid('G16', 'a fragment in itself', query('{ ...A } fragment A on Query { ...A }')), within: 50 },
  {
    ...complex(
      'G17',
      '2^14 fields by fragments',
      query(`{ ...F0 } ${chain(15, (next) => `...${next} ...${next}`, 'viewer { name }')}`),
    ),
    within: 100,
  },
  {
    ...complex(
      'G17',
      '2^200 fields by fragments',
      query(`{ ...F0 } ${chain(200, (next) => `...${next} ...${next}`, 'viewer { name }')}`),
    ),
    within: 100,
  },
  {
    ...complex(
      'G17',
      'by fragments that spread their successor under other names',
      query(`{ ...F0 } ${chain(100, (next) => `... { ...${next} } ... { ...${next} }`, 'viewer { name }')}`),
    ),
    within: 100,
  },
  unparsed('G18', '20,000 tokens', query(`{ viewer { ${times(20_000, () => 'x')} } }`)),
  complex('G18', 'a query of 200,000 bytes', query(`{ viewer { name } } # ${'x'.repeat(200_000)}`)),
  {
    ...unparsed(
      'G18',
      'a body of 300,000 bytes',
      body({ query: '{ viewer { name } }', operationName: 'x'.repeat(300_000) }),
    ),
    status: 413,
    code: 'BAD_REQUEST',
  },
  atStream(
    {
      ...invalid(
        'G18',
        'a literal of 10,000 characters',
        query(`{ record(mapping: offices, legacyId: "${'x'.repeat(10_000)}") { verdict } }`),
      ),
      status: 200,
      code: 'BAD_USER_INPUT',
    },
    'BAD_REQUEST',
  ),
  unparsed(
    'G18',
    '5,000 variables that are declared',
    query(`query(${times(5_000, (index) => `$v${index}: Int`)}) { viewer { name } }`),
  ),
  {
    ...invalid(
      'G18',
      '5,000 variables that are given',
      query('{ viewer { name } }', Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`v${index}`, 1]))),
    ),
    code: 'BAD_REQUEST',
  },
  ...[
    '{ viewer { name }',
    `{ record(mapping: offices, legacyId: "${CANARY}) { verdict } }`,
    `{ viewer { name } } ${CANARY}`,
    '',
    '{}',
  ].map((text) => {
    const row = unparsed('G21', `the query ${JSON.stringify(text).replace(CANARY, '…')}`, query(text));
    return text === '' ? { ...row, code: 'BAD_REQUEST' } : row;
  }),
  atStream(
    {
      ...invalid('G25', 'two operations and no name', query('query A { viewer { name } } query B { viewer { name } }')),
      code: 'OPERATION_RESOLUTION_FAILURE',
    },
    'OPERATION_RESOLUTION_FAILURE',
  ),
  atStream(
    {
      ...invalid(
        'G25',
        'a name of no operation',
        body({ query: 'query A { viewer { name } }', operationName: CANARY }),
      ),
      code: 'OPERATION_RESOLUTION_FAILURE',
    },
    'OPERATION_RESOLUTION_FAILURE',
  ),
  complex('G31', 'two writes', query(`mutation { a: ${WAIVE} b: ${WAIVE} }`)),
  complex('G31', '25 writes by alias', query(`mutation { ${times(25, (index) => `a${index}: ${WAIVE}`)} }`)),
  complex(
    'G31',
    'two writes by fragments',
    query(`mutation { ...F ...G } fragment F on Mutation { a: ${WAIVE} } fragment G on Mutation { b: ${WAIVE} }`),
  ),
];

/** A mutation is not streamed anyhow; where nothing else is wrong with it, that is what it is told. */
export const documents = rows.map((row) =>
  row.id === 'G31' && row.what !== '25 writes by alias' ? atStream(row, 'BAD_REQUEST') : row,
);
