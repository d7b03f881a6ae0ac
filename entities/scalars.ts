import 'reflect-metadata';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** A scalar that travels as a string in both directions, so that no digit is lost on the way through JSON. */
function textScalar(
  name: string,
  description: string,
  pattern: RegExp,
  example: string,
  isValid: (text: string) => boolean = () => true,
): GraphQLScalarType {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && pattern.test(value) && isValid(value)) return value;
    throw new GraphQLError(`${name} must be a string like "${example}"`, {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: (value) => String(value),
    parseValue: parse,
    parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** Whether the day exists: JavaScript turns the 30th of February into the 2nd of March. */
function isOnCalendar(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 10));
}

export const BigIntText = textScalar(
  'BigInt',
  'A 64-bit integer, as a string of digits: JSON numbers lose digits above 2^53.',
  /^-?\d{1,19}$/,
  '9007199254740993',
);

export const DecimalText = textScalar(
  'Decimal',
  'An exact decimal number, as a string with all its digits. Money is in the currency that the record names.',
  /^-?\d+(\.\d+)?$/,
  '255.48',
);

export const DateTimeText = textScalar(
  'DateTime',
  'An instant in UTC with microseconds (ISO 8601), as a string.',
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/,
  '2025-08-16T09:30:00.000001Z',
  isOnCalendar,
);

export const DateText = textScalar(
  'Date',
  'A calendar day without a time zone (ISO 8601), as a string.',
  /^\d{4}-\d{2}-\d{2}$/,
  '2025-08-16',
  isOnCalendar,
);
