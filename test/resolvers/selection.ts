import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

type AnyField = GraphQLField<unknown, unknown>;

const UUID = '00000000-0000-4000-8000-000000000000';

/** A value that a required argument or input field takes, as GraphQL writes it. */
function literal(name: string, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(name, type.ofType);
  if (isListType(type)) return `[${literal(name, type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${required.map((field) => `${field.name}: ${literal(field.name, field.type)}`).join(', ')} }`;
  }
  if (type.name === 'Int') return '5';
  if (type.name === 'Boolean') return 'true';
  return name === 'newId' || name === 'waiverId' ? `"${UUID}"` : '"1"';
}

function call(name: string, given: readonly GraphQLArgument[]): string {
  const required = given.filter(isRequiredArgument);
  return required.length === 0
    ? name
    : `${name}(${required.map((argument) => `${argument.name}: ${literal(argument.name, argument.type)}`).join(', ')})`;
}

/** Every field of a type, each with all that it leads to, down to a depth. */
export function selectEach(type: GraphQLNamedType, depth: number, leaveOut: readonly string[] = []): string[] {
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field: AnyField) => {
    const target = getNamedType(field.type);
    if (leaveOut.includes(field.name)) return [];
    if (!isCompositeType(target)) return [call(field.name, field.args)];
    const inner = depth > 1 ? selectAll(target, depth - 1, leaveOut) : '';
    return inner === '' ? [] : [`${call(field.name, field.args)} ${inner}`];
  });
}

/** Every field of a type, and of what it leads to, down to a depth; '' when nothing can be selected there. */
export function selectAll(type: GraphQLNamedType, depth: number, leaveOut: readonly string[] = []): string {
  const parts = selectEach(type, depth, leaveOut);
  return parts.length === 0 ? '' : `{ ${parts.join(' ')} }`;
}

/** A minimal operation for every root field, by its name. */
export function minimalOperations(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const operations = new Map<string, string>();
  for (const [kind, root] of [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      const isScalar = !isCompositeType(getNamedType(field.type));
      operations.set(field.name, `${kind} { ${call(field.name, field.args)} ${isScalar ? '' : '{ __typename }'} }`);
    }
  }
  return operations;
}
