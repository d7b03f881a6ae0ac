import {
  type GraphQLInputType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  isScalarType,
} from 'graphql';
import { createSchema } from '../../resolvers/schema';
import { shareWorld, useWorld } from '../support/world';
import { confirmed, mutate, preview } from '../writing/mutations';
import { type Body, type OpenApi, openApi } from './api-world';

/** Every place where a caller can put a text, with texts that were made to do harm. */

const world = shareWorld('postgres');
const schema = createSchema();
let api: OpenApi;
let before: object;

beforeAll(async () => {
  api = await openApi(world());
  before = await world().snapshot();
});
afterAll(() => api.stop());

/** Whatever was asked, no row of the business changed, and nothing broke. */
afterEach(async () => {
  expect(await world().snapshot()).toEqual(before);
  expect(api.lines.filter((line) => line.includes('a request failed'))).toEqual([]);
});

const HOSTILE: readonly (readonly [string, string])[] = [
  ['SQL that ends a text', "'; DROP TABLE offices; --"],
  ['SQL that is always true', '" OR 1=1 --'],
  ['a backslash', "\\'; SELECT 1; --"],
  ['wildcards', '%_%'],
  ['NUL', 'a\u0000b'],
  ['half a character', 'a\ud800b'],
  ['an emoji and marks that turn the line', '🦷\u202egnp.exe\u200f'],
  ['a page with a script', '<script>alert(1)</script>\r\nSet-Cookie: a=b\u001b[31m'],
];

type Values = Record<string, unknown>;

/** Values that an input takes; what would do something is not done. */
function example(name: string, type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return example(name, type.ofType);
  if (isListType(type)) return [example(name, type.ofType)];
  if (isEnumType(type)) return type.getValues().at(-1)?.value as unknown;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    return Object.fromEntries(
      fields
        .filter((field) => isRequiredInputField(field) || field.name === 'dryRun')
        .map((field) => [field.name, example(field.name, field.type)]),
    );
  }
  if (type.name === 'Int') return 1;
  if (type.name === 'Boolean') return name === 'dryRun';
  return '1';
}

interface Place {
  readonly path: string;
  readonly type: string;
  /** A whole request, with this value there. */
  readonly request: (value: unknown) => object;
}

/** Every scalar inside an input, with the way to put something there. */
function* placesIn(
  path: string,
  type: GraphQLInputType,
  put: (value: unknown) => unknown,
): Generator<{ path: string; type: string; put: (value: unknown) => unknown }> {
  if (isNonNullType(type)) yield* placesIn(path, type.ofType, put);
  else if (isListType(type)) yield* placesIn(`${path}[]`, type.ofType, (value) => put([value]));
  else if (isInputObjectType(type))
    for (const field of Object.values(type.getFields()))
      yield* placesIn(`${path}.${field.name}`, field.type, (value) =>
        put({ ...(example('', type) as Values), [field.name]: value }),
      );
  else if (isScalarType(type) || isEnumType(type)) yield { path, type: type.name, put };
}

function listPlaces(): Place[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  return roots.flatMap(([kind, root]) =>
    Object.values(root?.getFields() ?? {}).flatMap(({ name, args, type }) => {
      const declared = args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
      const given = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
      const selection = isCompositeType(getNamedType(type)) ? '{ __typename }' : '';
      const text = `${kind}(${declared}) { ${name}(${given}) ${selection} }`;
      const rest = Object.fromEntries(
        args
          .filter((argument) => isNonNullType(argument.type))
          .map((argument) => [argument.name, example(argument.name, argument.type)]),
      );
      return args.flatMap((argument) =>
        [...placesIn(`${name}.${argument.name}`, argument.type, (value) => value)].map(
          ({ path, type: scalar, put }) => ({
            path,
            type: scalar,
            request: (value: unknown) => ({ query: text, variables: { ...rest, [argument.name]: put(value) } }),
          }),
        ),
      );
    }),
  );
}

const places = listPlaces();
const texts = places.filter(({ type }) => type === 'ID' || type === 'String');

const ANSWERS = ['BAD_USER_INPUT', 'FORBIDDEN', 'NOT_FOUND'];

async function send(place: Place, value: unknown): Promise<string[]> {
  const { body } = await api.send({ body: JSON.stringify(place.request(value)) });
  const { errors = [] } = JSON.parse(body) as Body;
  return errors.map(({ extensions, message }) => {
    const code = extensions?.code ?? 'none';
    return ANSWERS.includes(code) ? code : `${place.path}: ${code}: ${message}`;
  });
}

test('there are as many places as the schema has', () => expect(texts.length).toBeGreaterThan(150));

const AT_ONCE = 8;

/** The answers to this value in each place, the same ones once. */
async function tryEverywhere(value: unknown): Promise<string[]> {
  const found = new Set<string>();
  for (let start = 0; start < texts.length; start += AT_ONCE) {
    const answers = await Promise.all(texts.slice(start, start + AT_ONCE).map((place) => send(place, value)));
    for (const answer of answers.flat()) found.add(answer);
  }
  return [...found];
}

const isUnexpected = (answer: string): boolean => !ANSWERS.includes(answer);

test.each(HOSTILE)('I01: %s, in every text', async (_, text) => {
  expect((await tryEverywhere(text)).filter(isUnexpected)).toEqual([]);
});

test('I01: a megabyte, in every text', async () => {
  const place = texts[0];
  const { status } = await api.send({ body: JSON.stringify(place?.request('x'.repeat(1_048_576))) });
  expect(status).toBe(413);
});

test('I01: a very long text, in every text', async () => {
  expect((await tryEverywhere('x'.repeat(100_000))).filter(isUnexpected)).toEqual([]);
});

test('I02: an object in every place of one value', async () => {
  const wrong: string[] = [];
  for (const place of places) {
    const answers = await send(place, { nested: 'CANARY' });
    if (answers.length === 0 || answers.some((answer) => answer !== 'BAD_USER_INPUT'))
      wrong.push(`${place.path}: ${answers.join()}`);
  }
  expect(wrong).toEqual([]);
});

describe('I01: what is written', () => {
  const own = useWorld('postgres');
  const NOTE = { mapping: 'teamCommunications', legacyId: '21' };

  test.each(HOSTILE.filter(([what]) => what !== 'NUL' && what !== 'half a character'))(
    'a reason with %s is kept as it is',
    async (_, reason) => {
      const { fingerprint } = await preview(own(), 'migrateRecord', NOTE);
      const { userErrors } = await mutate(own(), 'migrateRecord', { ...confirmed(NOTE, fingerprint), reason });
      expect(userErrors).toEqual([]);
      const { changes } = await own().api.ask<object & { changes: object }>(
        '{ changes(first: 1) { nodes { reason } } }',
      );
      expect(changes).toEqual({ nodes: [{ reason }] });
    },
  );
});
