import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shareWorld } from '../support/world';
import { type Body, type OpenApi, openApi } from './api-world';
import { ELSEWHERE, IDS, LEFT_OUT } from './left-out';
import { documents } from './rows/documents';
import { CANARY, type Row } from './rows/row';
import { transport } from './rows/transport';
import { values } from './rows/values';

/** What is sent, and what has to come back: a table, each row named by the check that it belongs to. */

const rows = [...transport, ...documents, ...values];
const world = shareWorld('postgres');
let api: OpenApi;
let before: object;

beforeAll(async () => {
  api = await openApi(world());
  before = await world().snapshot();
  // What is slow only the first time, because the schema is built, is no part of any measure.
  await api.ask({ query: '{ viewer { name } }' });
});

afterAll(() => api.stop());

afterEach(() => {
  expect(api.lines.join('')).not.toContain(CANARY);
  expect(api.lines.filter((line) => line.includes('a request failed'))).toEqual([]);
});

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Looks at what holds of every answer, and gives its status and codes. */
async function answerTo(row: Row, path: string): Promise<(number | string | undefined)[]> {
  const accept = path === '' ? {} : { accept: 'text/event-stream' };
  const { send } = row;
  const answer = await api.send(
    { ...send, path: `${path}${send.path ?? ''}`, headers: { ...accept, ...send.headers } },
    row.caller,
  );
  expect(answer.headers).toMatchObject(HEADERS);
  expect(answer.headers).not.toHaveProperty('strict-transport-security');
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  expect(answer.body).not.toContain(CANARY);
  expect(answer.body).not.toContain(CANARY.replace(/-/g, '_'));
  expect(answer.body).not.toMatch(/Did you mean|<html|node_modules|SELECT /);
  if (answer.status === 405) expect(answer.headers.allow).toBe('POST');
  if (send.method === 'HEAD') return [answer.status, 'BAD_REQUEST'];
  const { errors = [] } = JSON.parse(answer.body) as Body;
  expect(errors.length).toBeLessThanOrEqual(6);
  return [answer.status, ...new Set(errors.map((error) => error.extensions?.code))];
}

const expectedOf = ({ status, code }: Pick<Row, 'status' | 'code'>): (number | string)[] =>
  code === null ? [status] : [status, code];

test.each(rows.map((row) => [`${row.id} ${row.what}`.slice(0, 140), row] as const))('%s', async (_, row) => {
  expect(await answerTo(row, '')).toEqual(expectedOf(row));
});

test.each(
  rows.flatMap((row) => {
    const { stream } = row;
    if (stream === 'elsewhere' || row.send.headers?.accept !== undefined) return [];
    return [[`${row.id} ${row.what}`.slice(0, 140), row, stream ?? { status: row.status, code: row.code }] as const];
  }),
)('at the stream: %s', async (_, row, expected) => {
  expect(await answerTo(row, '/stream')).toEqual(expectedOf(expected));
});

test.each(rows.filter((row) => row.within !== undefined).map((row) => [`${row.id} ${row.what}`, row] as const))(
  '%s is refused at once',
  async (_, row) => {
    const memory = process.memoryUsage.rss();
    const times = [];
    for (let turn = 0; turn < 5; turn += 1) times.push((await api.send(row.send)).milliseconds);
    expect(Math.min(...times)).toBeLessThan(row.within ?? 0);
    expect(process.memoryUsage.rss() - memory).toBeLessThan(50 * 1024 * 1024);
  },
);

test('G28: no object was given another ancestry', () => {
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});

test('G30: what is not wanted is not carried out', async () => {
  const [row] = transport.filter(({ id, status }) => id === 'G30' && status === 406);
  const countOf = async (): Promise<number> => (await world().rows('SELECT 1 FROM counterpart.audit_entry')).length;
  const entries = await countOf();
  await api.send(row?.send ?? {});
  expect(await countOf()).toBe(entries);
});

test('of all that was sent, nothing was written', async () => {
  expect(await world().snapshot()).toEqual(before);
});

describe('no check is forgotten', () => {
  const made = new Set([...rows.map(({ id }) => id), ...Object.keys(ELSEWHERE), ...Object.keys(LEFT_OUT)]);

  test('each is a row, a test of its own, or left out with a reason', () =>
    expect([...made].sort()).toEqual([...IDS].sort()));

  test.each(Object.entries(ELSEWHERE))('%s is in %s', (id, file) => {
    expect(readFileSync(join(__dirname, file), 'utf8')).toMatch(new RegExp(`['\`(]${id}`));
  });
});
