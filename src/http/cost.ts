import {
  type DocumentNode,
  type FieldNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity';
import { checkFirst, inputError } from '../../resolvers/input-error';
import { LIMITS } from './limits';
import { lengthOf } from './list-lengths';

/** What reads whole tables to answer, beside what it answers. */
export const SCANS: readonly string[] = [
  'Query.claims',
  'Query.codeMap',
  'Query.duplicates',
  'Query.fieldProfile',
  'Query.integrityChecks',
  'Query.lineage',
  'Query.mappingChecks',
  'Query.parentSpread',
  'Query.pathCoverage',
  'Query.report',
];
const SCAN = 2_000;

/** What does so where its conditions have a text, which is looked for in a table of the legacy side. */
export const TEXT_SEARCHES: readonly string[] = [
  'Mutation.exportDifferences',
  'Query.discrepancies',
  'Query.discrepancyFacets',
];

interface Conditions {
  readonly where?: { readonly text?: unknown } | null;
}

const hasText = ({ input, where }: Conditions & { readonly input?: Conditions }): boolean =>
  (where?.text ?? input?.where?.text ?? null) !== null;

/** Whether a root field that is asked for with these arguments reads whole tables. */
export const isScan = (place: string, args: object): boolean =>
  SCANS.includes(place) || (TEXT_SEARCHES.includes(place) && hasText(args));

/** What reads the whole list of discrepancies in one statement, to count it. */
export const COUNTERS: readonly string[] = ['Query.discrepancyFacets', 'Query.openByCause', 'Query.trend'];

/** Each counts a table or two in one statement, for all mappings of a request. */
const COUNTS = ['Mapping.rows', ...COUNTERS];
const COUNT = 500;

/** To jump further than this is to read a good part of the list. */
const FAR = 10_000;

/** Whether a root field that is asked for with these arguments reads a good part of what the ledger remembers. */
export const isCount = (place: string, args: { readonly skip?: number }): boolean =>
  COUNTERS.includes(place) || (args.skip ?? 0) > FAR;

/** Rows that are read and passed over. */
const SKIPPED = 0.001;

/** What may be a sentence, a text of a record or an image of a row; what is not is a name, a number or a word. */
const LONG = [
  'actualValue',
  'after',
  'because',
  'before',
  'definition',
  'description',
  'expectedValue',
  'explanation',
  'fingerprint',
  'legacyValue',
  'message',
  'reason',
  'remedy',
  'scope',
  'words',
];

/** Its `first` is for each generation, and its lists are counted at their longest. */
const isByGeneration = (type: string, name: string): boolean => type === 'Query' && name === 'lineage';

/** Of an object, and of about a hundred bytes. */
const ONE = 1;
const SHORT = 0.25;
const BYTES = 100;

function baseOf(place: string, args: { readonly skip?: number }): number {
  if (COUNTS.includes(place) && !isScan(place, args)) return COUNT;
  return (isScan(place, args) ? SCAN : 0) + (args.skip ?? 0) * SKIPPED;
}

/** Names of the caller's own are in the answer as often as what they stand for. */
function ownName({ alias }: FieldNode): number {
  const { length } = alias?.value ?? '';
  if (length > LIMITS.aliasCharacters)
    throw inputError(`an alias may have at most ${LIMITS.aliasCharacters} characters`);
  return length / BYTES;
}

/** How long it is: as `first` says, by whatever way it is given. A page is its `nodes`, counted where `first` stands. */
function timesOf(
  type: string,
  { name, type: inner }: { name: string; type: GraphQLOutputType },
  first?: number,
): number {
  const wanted = first === undefined ? null : checkFirst(first);
  if (wanted !== null && !isByGeneration(type, name)) return wanted;
  return isListType(getNullableType(inner)) && !type.endsWith('Connection') ? lengthOf(type, name) : 1;
}

/** One for each object and for each hundred bytes, about, that an answer may hold. */
const estimate: ComplexityEstimator = ({ type, field, node, args, childComplexity }) => {
  const times = timesOf(type.name, field, (args as { first?: number }).first);
  const isLeaf = !isCompositeType(getNamedType(field.type));
  const each = isLeaf ? (LONG.includes(field.name) ? ONE : SHORT) : ONE + childComplexity;
  return baseOf(`${type.name}.${field.name}`, args) + ownName(node) + times * each;
};

/** What an operation costs with these variables, which must fit. Throws where a `first` is out of bounds. */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number {
  // Beside the one operation the others of the document cost nothing.
  const definitions = [
    operation,
    ...document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION),
  ];
  return Math.ceil(getComplexity({ schema, query: { ...document, definitions }, variables, estimators: [estimate] }));
}
