import { type GraphQLFormattedError, Kind } from 'graphql';

/** graphql-js repeats the values that it refuses. They may be personal, so only places, names and types are said. */

const LITERALS: readonly string[] = [
  Kind.STRING,
  Kind.INT,
  Kind.FLOAT,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
];

/** Of a variable that does not fit; null: the message is about something else. */
export function coercionMessage(message: string): string | null {
  const match = /^Variable "(\$\w+)" got invalid value [\s\S]*?(?: at "([\w.[\]]+)")?; ([\s\S]*)$/.exec(message);
  if (match === null) return null;
  const [, variable = '', place, reason = ''] = match;
  const expected = /(?:Expected type|in) "?([\w!]+)"?/.exec(reason)?.[1];
  const missing = /^Field "(\w+)" of required type "([\w![\]]+)" was not provided/.exec(reason);
  const unknown = /^Field "(\w+)" is not defined by type "(\w+)"/.exec(reason);
  const where = place ?? variable;
  if (missing !== null) return `${where}: ${missing[1] ?? ''} of type ${missing[2] ?? ''} is required`;
  if (unknown !== null) return `${where}: ${unknown[2] ?? ''} has no field ${unknown[1] ?? ''}`;
  return `${where} has an invalid value${expected === undefined ? '' : `: ${expected} expected`}`;
}

/** Of a query that is no GraphQL. The parser repeats the word that it stumbled over. */
function syntaxMessage({ message, locations = [] }: GraphQLFormattedError): string {
  const tokens = /more that (\d+) tokens/.exec(message)?.[1];
  if (tokens !== undefined) return `a query may have at most ${tokens} tokens`;
  const [place] = locations;
  return `the query is no GraphQL${place === undefined ? '' : `: look at line ${place.line}, column ${place.column}`}`;
}

const REQUIRED = /^Field "[\w.]+" of required type "[\w![\]]+" was not provided\.$/;
const EXPECTED = [
  /^Expected value of type "([\w![\]]+)"/,
  /^Enum "(\w+)" cannot represent/,
  /" does not exist in "(\w+)" enum/,
  /^(\w+) cannot represent/,
];

/** Of a query that is not valid. */
function validationMessage(message: string, kind: string | undefined): string {
  if (kind === undefined || !LITERALS.includes(kind) || REQUIRED.test(message)) return message;
  const expected = EXPECTED.map((pattern) => pattern.exec(message)?.[1]).find((type) => type !== undefined);
  return `a value of the query is invalid${expected === undefined ? '' : `: ${expected} expected`}`;
}

/** Of an argument that turned out not to fit when its variables were put in. */
const argumentMessage = (message: string): string =>
  message.replace(/^(Argument "\w+") has invalid value [\s\S]*$/, '$1 has an invalid value');

/** Of a query that was refused; `kind` is the kind of the node that the error is about. */
export function queryMessage(formatted: GraphQLFormattedError, kind: string | undefined): string {
  const { message, extensions } = formatted;
  switch (extensions?.code) {
    case 'GRAPHQL_PARSE_FAILED':
      return syntaxMessage(formatted);
    case 'GRAPHQL_VALIDATION_FAILED':
      return validationMessage(message, kind);
    case 'OPERATION_RESOLUTION_FAILURE':
      return 'operationName must name one operation of the query';
    default:
      return argumentMessage(message);
  }
}
