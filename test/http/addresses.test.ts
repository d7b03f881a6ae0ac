import { shareWorld } from '../support/world';
import { type Body, type OpenApi, openApi } from './api-world';
import { type RawAnswer, sendRaw } from './raw';

const world = shareWorld('postgres');
let api: OpenApi;

beforeAll(async () => {
  api = await openApi(world());
});
afterAll(() => api.stop());

const TOKEN = `cpt_${'x'.repeat(43)}_000000`;

function send(path: string): Promise<RawAnswer> {
  const { origin } = new URL(api.url);
  const body = JSON.stringify({ query: '{ viewer { name } }' });
  return sendRaw(origin, { path, headers: { authorization: 'ADMIN' }, body });
}

const codesOf = ({ body }: RawAnswer): unknown[] =>
  ((JSON.parse(body) as Body).errors ?? []).map(({ extensions }) => extensions?.code);

test.each([
  `/${TOKEN}`,
  `/graphql/${TOKEN}`,
  `/graphql/stream/${TOKEN}/`,
  `/graphql/${TOKEN.replace('c', '%63')}`,
  `/graphql%2F${TOKEN}`,
  `/elsewhere?token=x`,
  `/graphql?x=${TOKEN}`,
])('a token in the address %s is refused, and not repeated', async (path) => {
  const answer = await send(path);
  expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_REQUEST']]);
  expect(answer.body).toContain('revoke');
  expect(answer.body + api.lines.join('')).not.toContain(TOKEN.slice(4));
});

test.each(['/graphql/', '/GraphQL', '/graphql/x', '/graphql/stream/', '/graphqlx', '//graphql', '/%67raphql/', '/%'])(
  '%s is nowhere',
  async (path) => {
    const answer = await send(path);
    expect([answer.status, codesOf(answer)]).toEqual([404, ['NOT_FOUND']]);
  },
);

test('the two places are where they were', async () => {
  expect((await send('/graphql')).status).toBe(200);
  expect((await send('/graphql?x=1')).status).toBe(200);
  // It asks for a stream.
  expect((await send('/graphql/stream')).status).toBe(406);
});
