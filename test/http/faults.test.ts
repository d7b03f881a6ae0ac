import { useOwnWorld } from '../support/world';
import { type OpenApi, openApi } from './api-world';
import { CANARY } from './rows/row';

/** What breaks inside stays inside. */

const HOSTILE = `<script>alert(1)</script>\r\n\u001b[31mred\u001b[0m {"level":60}`;
const NOTE = '{ teamCommunication(legacyId: "20") { legacy { text } new { body } } }';
/** What ends a line of the log, or moves a terminal's cursor. */
const hasControls = (line: string): boolean => [...line].some((character) => /\p{Cc}/u.test(character));

const world = useOwnWorld('postgres');
let api: OpenApi;

beforeEach(async () => {
  api = await openApi(world());
});
afterEach(() => api.stop());

/** Makes any look at the table fail with an error of the server. */
async function breakTable(words: string): Promise<void> {
  await world().rows(`CREATE FUNCTION broken() RETURNS boolean LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION USING MESSAGE = convert_from(decode('${Buffer.from(words).toString('hex')}', 'hex'), 'UTF8'),
      DETAIL = '${CANARY}', HINT = 'SELECT 1', ERRCODE = 'P0001'; END $$`);
  await world().rows('ALTER TABLE offices RENAME TO whole');
  await world().rows('CREATE VIEW offices AS SELECT * FROM whole WHERE broken()');
}

test('G24: the answer carries an id and nothing else, and the log says where it broke, without values', async () => {
  await breakTable(`relation "${CANARY}" does not exist at 10.0.0.5 user=root`);
  const { status, body, read } = await api.ask({ query: '{ office(legacyId: "201") { verdict } }' });
  expect(status).toBe(200);
  const [error, ...others] = read.errors ?? [];
  const errorId = error?.extensions?.errorId ?? 'none';
  expect(others).toEqual([]);
  expect(error).toMatchObject({
    message: `something went wrong on our side; its id is ${errorId}`,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });
  for (const text of [body, ...api.lines])
    expect(text).not.toMatch(new RegExp(`${CANARY}|10\\.0\\.0\\.5|root|SELECT|broken\\(|postgres:`, 'i'));
  const [line, ...more] = api.lines.filter((text) => text.includes(errorId));
  expect(more).toEqual([]);
  expect(JSON.parse(line ?? '')).toMatchObject({
    errorId,
    code: 'P0001',
    stack: expect.stringContaining('at ') as string,
  });
});

test('I06: what is in the data comes as text, and as nothing that a page or a terminal would carry out', async () => {
  await world().legacy.query(`UPDATE dispatch_note SET text = $1 WHERE id = 20`, [HOSTILE]);
  const { headers, read } = await api.ask({ query: NOTE });
  expect(headers['content-type']).toMatch(/^application\/json/);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(read.data).toMatchObject({ teamCommunication: { legacy: { text: HOSTILE } } });
});

test('I06: nothing of it reaches the log', async () => {
  await breakTable(HOSTILE);
  await api.ask({ query: '{ office(legacyId: "201") { verdict } }' });
  await api.ask({ query: `{ viewer { name } } # ${HOSTILE}`, operationName: HOSTILE });
  await api.send({
    path: `?${encodeURIComponent(HOSTILE)}`,
    headers: { 'user-agent': '<script>', 'x-request-id': '<script>' },
  });
  await api.send({ path: `/%1b[31m/%0d%0a`, method: 'GET' });
  expect(api.lines.length).toBeGreaterThan(0);
  for (const line of api.lines) {
    expect(hasControls(line.trimEnd())).toBe(false);
    expect(JSON.parse(line)).toBeInstanceOf(Object);
    expect(line).not.toMatch(/script|31m/);
  }
});
