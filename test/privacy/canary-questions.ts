import {
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql';
import type { Mapping } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';
import { singularOf } from '../../resolvers/types/record-pair';
import { minimalOperations, selectAll, selectEach } from '../resolvers/selection';
import { hiddenFields, MUTATIONS, mutations, queries, schema, typeOf } from './canary-api';
import { CANARY } from './canary-person';
import type { CanaryWorld, Person, Said } from './canary-world';

const operations = minimalOperations(schema);

/** So many requests are under way at once. */
const AT_ONCE = 6;

async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  const workThrough = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workThrough));
}

/** What a query may be asked about: every mapping, and where it names a field, every field; for values, of people. */
function variantsOf(operation: string): string[] {
  if (!/\bmapping: \w+/.test(operation)) return [operation];
  return mappings.flatMap((mapping) => {
    const { name } = mapping;
    const about = operation.replace(/\bmapping: \w+/, `mapping: ${name}`);
    if (!about.includes('field: "1"')) return [about];
    const isAboutValues = /\b(codeMap|fieldProfile)\(/.test(operation);
    return (isAboutValues ? hiddenFields(mapping) : mapping.fields).map(({ property }) =>
      about.replace('field: "1"', `field: "${property}"`),
    );
  });
}

/** Every query that is not about one record, with all that it leads to. */
export async function askEverything(world: CanaryWorld, person: Person): Promise<void> {
  const pairs = new Set(mappings.map(({ name }) => singularOf(name)));
  const asked = queries
    .filter((field) => !pairs.has(field.name))
    .flatMap(({ name, type }) => variantsOf(operations.get(name) ?? '').map((operation) => ({ operation, type })));
  await each(asked, async ({ operation, type }) => {
    const ask = (depth: number): Promise<Said> => {
      const selection = selectAll(getNamedType(type), depth);
      return world.ask(person, operation.replace(/ *\{ __typename \}/, ` ${selection}`));
    };
    // All of it is sometimes more than one request may ask for.
    const { data } = await ask(3);
    if (data === null) await ask(1);
  });
}

const FIELDS = 'verdict fingerprint fields { field state legacyValue expectedValue actualValue because }';

/** The last record of a mapping, which has the numbers. */
async function findLast({ sides }: CanaryWorld, mapping: Mapping): Promise<string> {
  const records = await sides.comparison.loader.legacy.list(mapping, { after: null, limit: 1_000 });
  return records.at(-1)?.key ?? '';
}

/** A record of every mapping, in parts, because all of it is more than one request may ask for. */
export async function askRecords(world: CanaryWorld, person: Person): Promise<void> {
  for (const mapping of mappings) {
    const single = singularOf(mapping.name);
    const type = `${single[0]?.toUpperCase() ?? ''}${single.slice(1)}Pair`;
    const id = await findLast(world, mapping);
    await world.ask(person, `{ record(mapping: ${mapping.name}, legacyId: "${id}") { ${FIELDS} } }`);
    const parts = selectEach(typeOf(type), 4, ['mapping']);
    await each(parts, (part) => world.ask(person, `{ ${single}(legacyId: "${id}") { ${part} } }`));
  }
}

/** Every hidden field of a record of every mapping, with a page that is masked around it. */
export async function revealFields(world: CanaryWorld, person: Person): Promise<void> {
  const selection = selectAll(typeOf('RevealFieldPayload'), 3);
  const query = `mutation($input: RevealFieldInput!) { revealField(input: $input) ${selection} }`;
  for (const mapping of mappings) {
    const legacyId = await findLast(world, mapping);
    await each(hiddenFields(mapping), ({ property: field }) =>
      world.ask(person, query, { input: { mapping: mapping.name, legacyId, field, reason: 'a ticket' } }),
    );
  }
}

export const WRONG = `${CANARY}wrong`;

/** Something that a place takes. */
function fitting(type: GraphQLInputType): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) return [fitting(bare.ofType)];
  if (isEnumType(bare)) return bare.getValues()[0]?.name;
  if (isInputObjectType(bare))
    return Object.fromEntries(Object.values(bare.getFields()).map((field) => [field.name, fitting(field.type)]));
  return { Int: 5, Boolean: true }[String(bare)] ?? '1';
}

/** The person's values in place of each argument: as a text, and where an input is wanted in each of its fields. */
function wrongFor(argument: GraphQLArgument): unknown[] {
  const named = getNamedType(argument.type);
  if (!isInputObjectType(named)) return [WRONG, { deep: WRONG }];
  const whole = fitting(argument.type) as object;
  const fields = Object.values(named.getFields()).filter(({ name }) => name !== 'reason');
  return [
    WRONG,
    ...fields.flatMap(({ name }) => [WRONG, [{ deep: WRONG }]].map((wrong) => ({ ...whole, [name]: wrong }))),
  ];
}

/** Every query and mutation with values in places that they do not fit. */
export async function askWrongly(world: CanaryWorld, person: Person): Promise<void> {
  // Whoever may not write is told so before anything else.
  await each(person === 'viewer' ? queries : [...queries, ...mutations], async ({ name, args }) => {
    const kind = MUTATIONS.includes(name) ? 'mutation' : 'query';
    const isObject = /\{ __typename \}/.test(operations.get(name) ?? '');
    const declared = args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
    const given = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
    const query = `${kind}(${declared}) { ${name}(${given}) ${isObject ? '{ __typename }' : ''} }`;
    for (const argument of args) {
      for (const wrong of wrongFor(argument)) {
        const others = Object.fromEntries(args.map((other) => [other.name, fitting(other.type)]));
        await world.ask(person, query, { ...others, [argument.name]: wrong });
      }
    }
  });
}

/** Requests that are none. */
export async function knockWrongly(world: CanaryWorld): Promise<void> {
  const json = { 'content-type': 'application/json' };
  await world.send(`/${WRONG}?email=${WRONG}`, {});
  await world.send(`/graphql?query=${WRONG}`, { headers: { 'x-apollo-operation-name': WRONG } });
  await world.send('/graphql', { method: 'POST', headers: json, body: `{"query": ${WRONG}` });
  await world.send('/graphql', { method: 'POST', headers: { 'content-type': WRONG }, body: WRONG });
  await world.send('/graphql', { method: 'POST', headers: { ...json, authorization: `Bearer ${WRONG}` }, body: '{}' });
  await world.send('/graphql', {
    method: 'POST',
    headers: { ...json, traceparent: WRONG, 'x-request-id': WRONG },
    body: JSON.stringify({ query: `query ${WRONG.replace('-', '_')} { viewer { name } }` }),
  });
}
