import fc from 'fast-check';
import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { Role } from '../../resolvers/access/role';
import { revokeToken } from '../../resolvers/sign-in/token-store';
import { createTokenText, digestOf, isTokenText } from '../../resolvers/sign-in/token-text';
import { openStream } from '../support/event-stream';
import { insertRun, nextState, PROGRESS, type Progress } from '../support/runs';
import { TcpProxy } from '../support/tcp-proxy';
import { useWorld } from '../support/world';
import { askAs, askViewer, bearer, makeToken, type SignedServer, startSigned } from './signed-server';

const statements: string[] = [];
const ways = new Map<string, TcpProxy>();
const world = useWorld('postgres', {
  onStatement: (_, sql) => statements.push(sql),
  through: async (url, side) => {
    const way = await TcpProxy.open(url);
    ways.set(side, way);
    return way.url;
  },
});

// A server for each test: wrong tokens are counted.
let server: SignedServer;

beforeEach(async () => {
  server = await startSigned(world());
  statements.length = 0;
});

afterEach(() => server.stop());

afterAll(() => Promise.all([...ways.values()].map((way) => way.close())));

const lookUps = (): number => statements.filter((sql) => sql.includes('api_token')).length;

describe('the text of a token', () => {
  test('is recognisable, and another one each time', () => {
    const texts = Array.from({ length: 200 }, createTokenText);
    expect(new Set(texts).size).toBe(200);
    for (const text of texts) expect(text).toMatch(/^cpt_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
    expect(texts.every(isTokenText)).toBe(true);
  });

  test('with one character mistyped is none', () => {
    const digit = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
    fc.assert(
      fc.property(fc.nat({ max: 53 }), digit, (place, character) => {
        const text = createTokenText();
        const mistyped = text.slice(0, place) + character + text.slice(place + 1);
        expect(isTokenText(mistyped)).toBe(mistyped === text);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('who sends a token', () => {
  test('is its owner, with its roles, in all systems', async () => {
    const { text } = await makeToken(world(), { roles: [Role.AUTOMATION, Role.VIEWER] });
    const { status, viewer } = await askAs(server.url, text);
    expect([status, viewer]).toEqual([200, { name: 'maria.lopez', roles: ['AUTOMATION', 'VIEWER'], systems: null }]);
  });

  test('is limited to the systems of it', async () => {
    const { text } = await makeToken(world(), { systems: ['Payment Processing'] });
    expect((await askAs(server.url, text)).viewer?.systems).toEqual(['Payment Processing']);
  });

  test('may do no more than its roles allow', async () => {
    const { text } = await makeToken(world(), { roles: [Role.VIEWER] });
    const query = 'mutation { setSwitch(input: { name: STOP, isOn: true, reason: "no" }) { userErrors { code } } }';
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(text) },
      body: JSON.stringify({ query }),
    });
    expect(await response.text()).toContain('FORBIDDEN');
  });

  test('has used it to the minute', async () => {
    const { text, token } = await makeToken(world());
    const lastUse = async (): Promise<unknown> => {
      const sql = 'SELECT last_used_at::text AS at FROM counterpart.api_token WHERE id = $1';
      return (await world().rows<{ at: string | null }>(sql, [token.id]))[0]?.at;
    };
    expect(await lastUse()).toBeNull();
    await askAs(server.url, text);
    const first = await lastUse();
    expect(first).not.toBeNull();
    await askAs(server.url, text);
    expect(await lastUse()).toBe(first);
    await world().rows(`UPDATE counterpart.api_token SET last_used_at = last_used_at - interval '61 seconds'`);
    const earlier = await lastUse();
    await askAs(server.url, text);
    expect(await lastUse()).not.toBe(earlier);
  });
});

describe('what is kept', () => {
  test('is a digest and four characters, in the ledger, the audit trail and the log', async () => {
    const { text, token } = await makeToken(world());
    await askAs(server.url, text);
    await askAs(server.url, `${text}x`);
    const [row] = await world().rows<Record<string, unknown>>('SELECT * FROM counterpart.api_token');
    expect(row).toMatchObject({ digest: digestOf(text), last_four: text.slice(43, 47), created_by: 'operator' });
    const entries = await world().rows<{ payload: string }>(
      'SELECT payload FROM counterpart.audit_entry ORDER BY sequence DESC LIMIT 1',
    );
    expect(JSON.parse(entries[0]?.payload ?? '')).toMatchObject({
      actor: 'operator',
      action: 'createToken',
      token: { id: token.id, owner: 'maria.lopez', name: 'nightly job', roles: ['AUTOMATION'], systems: null },
    });
    const everything = [JSON.stringify(row), JSON.stringify(entries), ...server.logged].join('\n');
    expect(everything).not.toContain(text.slice(4, 40));
    expect(entries[0]?.payload).not.toContain(digestOf(text));
    expect((await verifyAudit(world().service.sides.new)).problem).toBeNull();
  });
});

describe('A10 what lets nobody in', () => {
  const expectRefused = async (token: string, message: RegExp): Promise<void> => {
    const { status, code, message: said, headers, body } = await askAs(server.url, token);
    expect([status, code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(said).toMatch(message);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(body).not.toContain(token);
  };

  test('A10 a wrong checksum, without the ledger being asked', async () => {
    const text = createTokenText();
    const wrong = [
      `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`,
      text.slice(0, -1),
      `${text}0`,
      'cpt_',
      '~~~',
    ];
    for (const token of wrong) await expectRefused(token, /mistyped or cut off/);
    expect(lookUps()).toBe(0);
  });

  test('A10 one that was never made', async () => {
    await expectRefused(createTokenText(), /not known/);
    expect(lookUps()).toBe(1);
  });

  test('A10 one that was revoked, from the next request on', async () => {
    const { text, token } = await makeToken(world());
    expect((await askAs(server.url, text)).status).toBe(200);
    await revokeToken(world().service.newSource, 'operator', token.id, 'left');
    await expectRefused(text, /was revoked/);
    expect(server.logged.join('')).toContain(`token ${token.id} was revoked`);
  });

  test('A10 one that has expired', async () => {
    const { text } = await makeToken(world());
    expect((await askAs(server.url, text)).status).toBe(200);
    await world().rows(`UPDATE counterpart.api_token SET expires_at = clock_timestamp()`);
    await expectRefused(text, /has expired/);
  });

  test.each([
    ['no header', {}],
    ['an empty one', { authorization: '' }],
    ['no token in it', { authorization: 'Bearer' }],
    ['another scheme', { authorization: 'Basic bWFyaWE6c2VjcmV0' }],
    ['two tokens in one', { authorization: 'Bearer one two' }],
    ['a name that a proxy might give', { 'x-user-id': 'admin', 'x-forwarded-user': 'admin', 'x-remote-user': 'admin' }],
  ])('A10 %s', async (_, headers: Record<string, string>) => {
    const { status, code } = await askViewer(server.url, headers);
    expect([status, code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test.each(['token', 'access_token', 'api_key', 'Authorization', 'anything'])(
    'A10 a valid one in the address, as %s',
    async (name) => {
      const { text } = await makeToken(world());
      for (const headers of [{}, bearer(text)]) {
        const { status, code, body } = await askViewer(`${server.url}?${name}=${text}`, headers);
        expect([status, code]).toEqual([400, 'BAD_REQUEST']);
        expect(body).not.toContain(text);
      }
      expect(lookUps()).toBe(0);
    },
  );

  test('A10 A12 after some guesses of a thousand, while a valid one goes on; headers about addresses do not help', async () => {
    const { text } = await makeToken(world());
    const statuses: number[] = [];
    for (let guess = 0; guess < 1_000; guess += 1) {
      const headers = { ...bearer(createTokenText()), 'x-forwarded-for': `198.51.100.${guess % 250}` };
      const { status, headers: answered } = await askViewer(server.url, headers);
      statuses.push(status);
      if (status === 429) expect(Number(answered.get('retry-after'))).toBeGreaterThan(0);
      if (guess % 100 === 99) expect((await askAs(server.url, text)).status).toBe(200);
    }
    expect(statuses.slice(0, 30).every((status) => status === 401)).toBe(true);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(900);
    expect(statuses.every((status) => status === 401 || status === 429)).toBe(true);
    // Who sends none at all guesses nothing.
    expect((await askViewer(server.url)).status).toBe(401);
  });

  test('while the ledger cannot be asked, nobody is let in and nobody is told that a token is wrong', async () => {
    const { text } = await makeToken(world());
    ways.get('new')?.refuse();
    const down = await askAs(server.url, text);
    ways.get('new')?.restore();
    expect([down.status, down.code]).toEqual([503, 'UPSTREAM_UNAVAILABLE']);
    expect((await askAs(server.url, text)).status).toBe(200);
  });
});

describe('W03 a stream whose token holds no more', () => {
  const watch = async (text: string, id: string) =>
    openStream<Progress>(
      server,
      PROGRESS,
      { id },
      {
        headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...bearer(text) },
      },
    );

  test.each([
    ['is revoked', (id: string) => revokeToken(world().service.newSource, 'operator', id, 'left')],
    [
      'expires',
      (id: string) => world().rows('UPDATE counterpart.api_token SET expires_at = now() WHERE id = $1', [id]),
    ],
  ])('W03 ends within 30 seconds when it %s; that of another goes on', async (_, end) => {
    const [leaving, staying] = [await makeToken(world()), await makeToken(world(), { owner: 'sue' })];
    const id = await insertRun(world(), { state: 'RUNNING' });
    const [stream, other] = [await watch(leaving.text, id), await watch(staying.text, id)];
    expect([await nextState(stream), await nextState(other)]).toEqual(['RUNNING', 'RUNNING']);
    await end(leaving.token.id);
    const begun = Date.now();
    await expect(stream.rest()).rejects.toThrow('terminated');
    expect(Date.now() - begun).toBeLessThan(30_000);
    expect((await watch(leaving.text, id)).status).toBe(401);
    await world().rows(`UPDATE counterpart.run SET state = 'SUCCEEDED' WHERE id = $1`, [id]);
    expect(await nextState(other)).toBe('SUCCEEDED');
    other.leave();
  });
});
