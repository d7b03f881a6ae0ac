import {
  type GraphQLField,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { createSchema } from '../../resolvers/schema';
import { minimalOperations } from '../resolvers/selection';
import { shareWorld } from '../support/world';
import { useCallers } from './callers';

const schema = createSchema();
const { own } = useCallers(shareWorld('postgres'));

describe('a question that names a mapping of another system', () => {
  const operations = minimalOperations(schema);
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {}),
  );
  const namesMapping = (type: Parameters<typeof getNamedType>[0]): boolean => {
    const named = getNamedType(type);
    if (isInputObjectType(named)) return Object.values(named.getFields()).some((field) => namesMapping(field.type));
    return named?.name === 'MappingName';
  };
  const isPair = ({ type }: GraphQLField<unknown, unknown>): boolean => {
    const named = getNamedType(type);
    return isObjectType(named) && named.getInterfaces().some(isInterfaceType);
  };
  const isRequired = (field: GraphQLField<unknown, unknown>): boolean =>
    field.args.some((argument) => isRequiredArgument(argument) && namesMapping(argument.type));

  /** Minimal operations name the first mapping that there is, which is not of the caller's system. */
  const operationOf = (field: GraphQLField<unknown, unknown>): string => {
    const operation = operations.get(field.name) ?? '';
    const argument = field.args.find((candidate) => namesMapping(candidate.type));
    if (argument === undefined || isRequired(field)) {
      // A mutation may demand an input and not the mapping in it.
      const input = argument === undefined ? undefined : getNamedType(argument.type);
      const isDirect = isInputObjectType(input) && 'mapping' in input.getFields();
      const place = isDirect ? 'mapping: offices' : 'where: { mapping: offices }';
      return operation.replace(/input: \{ (?!mapping)/, `input: { ${place}, `);
    }
    const given = argument.name === 'where' ? 'where: { mapping: offices }' : `${argument.name}: offices`;
    const call = new RegExp(`\\b${field.name}(?:\\(([^)]*)\\))?`);
    return operation.replace(
      call,
      (_, more?: string) => `${field.name}(${more === undefined ? '' : `${more}, `}${given})`,
    );
  };

  const naming = fields.filter((field) => field.args.some((argument) => namesMapping(argument.type)) || isPair(field));
  const isOwnPair = ({ name }: { name: string }): boolean => ['team', 'teamCommunication'].includes(name);

  test('can be asked in so many ways', () => {
    expect(naming.length).toBeGreaterThan(60);
    expect(naming.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['record', 'discrepancies', 'runs', 'auditEntries', 'migrateRecord', 'startRun', 'order']),
    );
  });

  test.each(naming.filter((field) => !isOwnPair(field)).map((field) => [field.name, operationOf(field)]))(
    '%s is FORBIDDEN',
    async (name, operation) => {
      const { errors } = await own().request(operation);
      expect({ operation, errors }).toMatchObject({ errors: [{ path: [name], extensions: { code: 'FORBIDDEN' } }] });
      expect(errors).toHaveLength(1);
    },
  );
});
