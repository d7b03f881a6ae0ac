import { describeEachEngine } from '../support/servers';
import { MUTATIONS, QUERIES } from './canary-api';
import { doEverything } from './canary-life';
import { everyHiddenColumn, findDeclared, findPerson, findSecret } from './canary-person';
import { type CanaryWorld, openCanaryWorld, type Said } from './canary-world';

/** Where values of records are kept on purpose, with the reason. Everything else that the ledger keeps is searched. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  // What a change is taken back to.
  'counterpart.change': ['before', 'after'],
  // What a second person agrees to.
  'counterpart.approval': ['planned'],
  // What a person decided that a field holds; it is compared with.
  'counterpart.field_decision': ['value'],
  // The first answer to a request, for when the same request comes again.
  'counterpart.idempotency_key': ['response'],
};

/**
 * Answers about many records at once. They go by the class that a column is declared with: in them a value stands for no
 * record, and whether a column is read by something personal elsewhere does not matter.
 */
const ABOUT_MANY = ['codeMap', 'fieldProfile', 'report'];

const isAboutMany = ({ query }: Said): boolean => ABOUT_MANY.some((name) => query.includes(`{ ${name}`));

/** Parts of answers that are about what was asked, and never about values, whoever asks. */
const WORDS = ['userErrors', 'because', 'failures', 'findings', 'note', 'scope'];

function wordsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const parts = Object.entries(value as Readonly<Record<string, unknown>>);
  return parts.flatMap(([name, part]) => (WORDS.includes(name) ? [part] : wordsOf(part)));
}

describeEachEngine('P01: somebody who is in every personal column turns up nowhere', (engine) => {
  let world: CanaryWorld;

  beforeAll(async () => {
    world = await openCanaryWorld(engine);
    await doEverything(world);
  }, 1_200_000);
  afterAll(() => world.close());

  /** The tables of a schema, each row as a text without what is kept on purpose. */
  async function rowsOf(schema: string): Promise<ReadonlyMap<string, readonly string[]>> {
    const tables = await world.sides.new.query<{ name: string }[]>(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
       WHERE table_schema = $1 AND table_type = 'BASE TABLE'`,
      [schema],
    );
    const found = new Map<string, string[]>();
    for (const { name } of tables) {
      const rows = await world.sides.new.query<{ row: string }[]>(
        `SELECT (to_jsonb(t) - $1::text[])::text AS row FROM ${name} t`,
        [KEPT[name] ?? []],
      );
      found.set(
        name,
        rows.map(({ row }) => row),
      );
    }
    return found;
  }

  const of = (...persons: readonly string[]): Said[] => world.answers.filter(({ person }) => persons.includes(person));

  test('the person is in every column that is hidden', () => {
    expect(world.planted).toEqual({ legacy: everyHiddenColumn('legacy'), new: everyHiddenColumn('new') });
  });

  test('the search finds the person, however they are told', () => {
    const told = ['a CANARY-7b', 'on 1907-03-09', '{"n":8675309}', Buffer.from('CANARY-7').toString('hex')];
    const encoded = ['', 'x', 'xy'].map((before) => Buffer.from(`${before}CANARY-7`).toString('base64'));
    for (const text of [...told, ...encoded, 'a RAISED-BIRD-7', String(new Date('1907-03-09T12:00:00Z'))])
      expect(findPerson(`before ${text} after`)).not.toEqual([]);
    expect(findSecret('a HUSHED-CANARY-7')).not.toEqual([]);
    expect(findPerson('{"id":"7","hash":"ab8675309cd"}')).toEqual([]);
  });

  test('whoever may see the person does, so that the others could', () => {
    const seen = of('admin').filter(({ data }) => findPerson(JSON.stringify(data)).length > 0);
    expect(seen.length).toBeGreaterThan(100);
  });

  test('whoever may have a field revealed is shown it, and the trail says of which', async () => {
    const shown = of('admin').filter(({ query, data }) => query.includes('{ revealField(') && data !== null);
    expect(shown.filter(({ data }) => findPerson(JSON.stringify(data)).length > 0).length).toBeGreaterThan(50);
    const entries = await world.sides.new.query<object[]>(
      `SELECT 1 FROM counterpart.audit_entry WHERE payload LIKE '%"action":"revealField"%' AND payload NOT LIKE '%"outcome"%'`,
    );
    expect(entries.length).toBeGreaterThan(50);
  });

  test('all was asked and answered, and failed in every way', () => {
    const parts = of('admin', 'approver').flatMap(({ data }) => Object.entries(data ?? {}));
    const answered = new Set(parts.flatMap(([name, part]) => (part === null ? [] : [name])));
    expect(QUERIES.filter((name) => !answered.has(name))).toEqual([]);
    const asked = (name: string): boolean => world.answers.some(({ query }) => query.includes(`{ ${name}(`));
    expect(MUTATIONS.filter((name) => !asked(name))).toEqual([]);
    const codes = world.answers.flatMap(({ body }) =>
      [...body.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code),
    );
    expect([...new Set(codes)]).toEqual(
      expect.arrayContaining([
        'FORBIDDEN',
        'BAD_USER_INPUT',
        'BAD_REQUEST',
        'UPSTREAM_UNAVAILABLE',
        'CONSTRAINT_VIOLATION',
        'INVALID_INPUT',
        'VALUE_INVALID',
      ]),
    );
  });

  test('nothing in any answer to whoever may not see it', () => {
    for (const said of of('viewer', 'approver', 'masked')) {
      const hits = isAboutMany(said) ? findDeclared(said.body) : findPerson(said.body);
      expect({ query: said.query, hits }).toEqual({ query: said.query, hits: [] });
    }
  });

  test('nothing in an error, a refusal or a reason, whoever asks', () => {
    for (const { query, errors, data } of world.answers) {
      const hits = findPerson(JSON.stringify([errors, wordsOf(data)]));
      expect({ query, hits }).toEqual({ query, hits: [] });
    }
  });

  test('no secret in any answer', () => {
    expect(world.answers.flatMap(({ body }) => findSecret(body))).toEqual([]);
  });

  test('nothing broke on the way', () => {
    const broken = world.answers.filter(({ body }) => body.includes('INTERNAL_SERVER_ERROR'));
    expect(broken.map(({ query, errors }) => ({ query, errors }))).toEqual([]);
  });

  test('nothing in the log, down to its lowest level', () => {
    expect(world.server.output.split('\n').length).toBeGreaterThan(1_000);
    expect(findPerson(world.server.output)).toEqual([]);
  });

  test('nothing in metrics and health', () => {
    expect(world.watched.join('')).toContain('counterpart_graphql_requests_total');
    expect(findPerson(world.watched.join('\n'))).toEqual([]);
  });

  test('nothing in traces', () => {
    expect(world.collector.spans().length).toBeGreaterThan(1_000);
    expect(findPerson(world.collector.bodies.join('\n'))).toEqual([]);
  });

  test('nothing in webhooks, their headers included', () => {
    const told = world.receiver.received.map(({ body, headers }) => body + JSON.stringify(headers));
    expect(told.length).toBeGreaterThan(10);
    expect(findPerson(told.join('\n'))).toEqual([]);
  });

  test('nothing in what commands print and say', () => {
    expect([...world.commands.keys()]).toEqual(expect.arrayContaining([expect.stringMatching(/^runs failures/)]));
    for (const [command, text] of world.commands) {
      const hits = command === 'report' ? findDeclared(text) : findPerson(text);
      expect({ command, hits, isEmpty: text === '' }).toEqual({ command, hits: [], isEmpty: false });
    }
  });

  test.each(['counterpart', 'counterpart_queue'])(
    'nothing in the tables of %s, but where it is kept on purpose',
    async (schema) => {
      const tables = await rowsOf(schema);
      for (const [table, rows] of tables)
        expect({ table, hits: rows.flatMap(findPerson) }).toEqual({ table, hits: [] });
      const filled = [...tables].flatMap(([table, rows]) => (rows.length === 0 ? [] : [table.split('.')[1]]));
      if (schema === 'counterpart')
        expect(filled).toEqual(
          expect.arrayContaining([
            'outbox',
            'run_failure',
            'audit_entry',
            'access_entry',
            'run',
            'api_token',
            'rejection',
            'bulk_change',
          ]),
        );
    },
  );

  test('where it is kept on purpose it is', async () => {
    for (const [table, columns] of Object.entries(KEPT)) {
      for (const column of columns) {
        const rows = await world.sides.new.query<{ text: string }[]>(`SELECT ${column}::text AS text FROM ${table}`);
        expect({ table, column, isThere: rows.some(({ text }) => findPerson(text ?? '').length > 0) }).toEqual({
          table,
          column,
          isThere: true,
        });
      }
    }
  });
});
