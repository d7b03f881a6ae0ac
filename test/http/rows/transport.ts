import { body, CANARY, query, type Row } from './row';

/** How a request may be sent. */

const ASK = '{ viewer { name } }';
const MUTATION = 'mutation { diffRecord(input: { mapping: offices, legacyId: "201" }) { replayed } }';
const text = JSON.stringify({ query: ASK });
const encode = encodeURIComponent;

const bad = (id: string, what: string, send: Row['send'], status = 400): Row => ({
  id,
  what,
  send,
  status,
  code: 'BAD_REQUEST',
});
const typed = (type: string | null): Row['send'] => ({ headers: { 'content-type': type }, body: text });
const raw = (whole: string | Buffer): Row['send'] => ({ body: whole });

export const transport: readonly Row[] = [
  bad(
    'G01',
    'a GET',
    { method: 'GET', path: `?query=${encode('{__typename}')}`, headers: { 'content-type': null } },
    405,
  ),
  bad(
    'G02',
    'a GET that says that no page of a foreign site sent it',
    { method: 'GET', path: `?query=${encode('{__typename}')}`, headers: { 'apollo-require-preflight': 'true' } },
    405,
  ),
  bad('G03', 'a GET with a mutation', { method: 'GET', path: `?query=${encode(MUTATION)}` }, 405),
  ...[
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    null,
  ].map((type) => bad('G04', `content-type ${type ?? 'left out'}`, typed(type), 415)),
  ...['utf-7', 'utf-16', 'iso-8859-1', '"utf-7"'].map((charset) =>
    bad('G05', `charset ${charset}`, typed(`application/json; charset=${charset}`), 415),
  ),
  bad('G05', 'a blank before the charset', typed('application/json;charset =utf-7'), 415),
  ...['application/json; charset=utf-8', 'application/json;charset="UTF-8"', 'Application/JSON'].map(
    (type): Row => ({ id: 'G05', what: type, send: typed(type), status: 200, code: null, stream: 'elsewhere' }),
  ),
  bad('G05', 'a compressed body', { headers: { 'content-encoding': 'gzip' }, body: text }, 415),
  bad(
    'G06',
    'a GET with an odd content-type',
    { method: 'GET', path: `?query=${encode(ASK)}`, headers: { 'content-type': 'text/plain' } },
    405,
  ),
  bad('G07', 'ten operations in a list', body(Array.from({ length: 10 }, () => ({ query: ASK })))),
  bad('G07', 'an empty list', body([])),
  {
    id: 'G26',
    what: 'only the hash of a query',
    send: body({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
    status: 400,
    code: 'PERSISTED_QUERY_NOT_SUPPORTED',
  },
  {
    id: 'G26',
    what: 'a query to be remembered',
    send: body({ query: ASK, extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
    status: 400,
    code: 'PERSISTED_QUERY_NOT_SUPPORTED',
  },
  ...[
    ['no JSON', '{ "query": '],
    ['nothing', ''],
    ['a text', '"{ viewer { name } }"'],
    ['a number', '1'],
    ['null', 'null'],
    ['a name that is given twice', `{ "query": "${ASK}", "query": "${CANARY}" }`],
    ['a variable that is given twice', `{ "query": "${ASK}", "variables": { "a": 1, "\\u0061": 2 } }`],
    ['__proto__ among the variables', `{ "query": "${ASK}", "variables": { "__proto__": { "isAdmin": true } } }`],
    ['constructor', `{ "query": "${ASK}", "variables": { "constructor": { "prototype": { "isAdmin": true } } } }`],
    ['__proto__ at the top', `{ "query": "${ASK}", "__proto__": { "isAdmin": true } }`],
    ['lists a thousand deep', `{ "query": "${ASK}", "variables": { "a": ${'['.repeat(1_000)}${']'.repeat(1_000)} } }`],
    ['a number that JSON would change', `{ "query": "${ASK}", "variables": { "id": 12345678901234567890 } }`],
  ].map(([what = '', whole = '']) => bad('G28', what, raw(whole))),
  bad('G28', 'bytes that are no UTF-8', raw(Buffer.concat([Buffer.from('{ "query": "'), Buffer.from([0xff, 0xfe])]))),
  ...['PUT', 'PATCH', 'DELETE', 'TRACE', 'HEAD', 'OPTIONS'].map((method) =>
    bad('G29', method, { method, ...(method === 'TRACE' || method === 'HEAD' ? {} : { body: text }) }, 405),
  ),
  { ...bad('G30', 'a browser that wants a page', { ...query(MUTATION), headers: { accept: 'text/html' } }, 406) },
  {
    id: 'G30',
    what: 'a browser that takes anything',
    send: { ...query(ASK), headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } },
    status: 200,
    code: null,
    stream: 'elsewhere',
  },
  ...['/graphql', '/graphql/stream'].map(
    (path): Row => ({
      ...bad(
        'W01',
        `a WebSocket from a foreign page, at ${path}`,
        {
          path: path.slice('/graphql'.length),
          method: 'GET',
          headers: {
            connection: 'Upgrade',
            upgrade: 'websocket',
            'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
            'sec-websocket-version': '13',
            origin: 'https://elsewhere.example',
          },
        },
        405,
      ),
      stream: 'elsewhere',
    }),
  ),
  {
    ...bad(
      'W02',
      'a WebSocket that speaks graphql-transport-ws',
      {
        method: 'GET',
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
          'sec-websocket-version': '13',
          'sec-websocket-protocol': 'graphql-transport-ws',
        },
      },
      405,
    ),
    stream: 'elsewhere',
  },
];
