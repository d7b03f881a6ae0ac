import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CryptoKey, exportSPKI, importJWK, UnsecuredJWT } from 'jose';
import type { OidcSettings } from '../../resolvers/sign-in/oidc';
import { shareWorld } from '../support/world';
import { AUDIENCE } from './issuer';
import { QUICK, useProviders } from './providers';
import { askAs, bearer, makeToken } from './signed-server';

const world = shareWorld('postgres');
const providers = useProviders(world);

const soon = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;

describe('who sends an access token of the provider', () => {
  test.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('is let in, signed by %s', async (algorithm) => {
    await providers().issuer.addKey('other', algorithm);
    const { url } = await providers().start();
    const { status, viewer } = await askAs(url, await providers().issuer.sign({}, {}, 'other'));
    expect([status, viewer]).toEqual([200, { name: 'maria.lopez', roles: ['SUPPORT'], systems: null }]);
  });

  test.each<[string, object, Partial<OidcSettings>, object]>([
    [
      'several roles, those unknown passed over',
      { counterpart_roles: ['OWNER', 'VIEWER', 'APPROVER'] },
      {},
      { roles: ['VIEWER', 'APPROVER'] },
    ],
    ['one role that is no list', { counterpart_roles: 'ANALYST' }, {}, { roles: ['ANALYST'] }],
    ['a limit to systems', { counterpart_systems: ['Payment Processing'] }, {}, { systems: ['Payment Processing'] }],
    ['a limit to none', { counterpart_systems: [] }, {}, { systems: [] }],
    ['a name in another claim', { email: 'ann@lab.example' }, { nameClaim: 'email' }, { name: 'ann@lab.example' }],
    [
      'roles inside objects',
      { realm_access: { roles: ['VIEWER'] } },
      { rolesClaim: 'realm_access.roles' },
      { roles: ['VIEWER'] },
    ],
    [
      'roles in a claim that is an address',
      { 'https://lab.example/roles': ['VIEWER'] },
      { rolesClaim: 'https://lab.example/roles' },
      { roles: ['VIEWER'] },
    ],
    ['an audience among others', { aud: ['account', AUDIENCE] }, {}, {}],
  ])('%s', async (_, claims, settings, expected) => {
    const { url } = await providers().start(settings);
    const { status, viewer } = await askAs(url, await providers().issuer.sign(claims));
    expect([status, viewer]).toEqual([200, expect.objectContaining(expected)]);
  });

  test('of the kind JWT where the provider sends such', async () => {
    const { url } = await providers().start({ tokenType: 'JWT' });
    expect((await askAs(url, await providers().issuer.sign({}, { typ: 'JWT' }))).status).toBe(200);
  });

  test('an API token is taken beside', async () => {
    const { url } = await providers().start();
    const { text } = await makeToken(world());
    expect((await askAs(url, text)).viewer?.name).toBe('maria.lopez');
    expect(providers().issuer.requests).toBe(0);
  });

  test('the keys are asked for once', async () => {
    const { url } = await providers().start();
    const token = await providers().issuer.sign();
    await Promise.all(Array.from({ length: 10 }, () => askAs(url, token)));
    expect(providers().issuer.requests).toBe(1);
  });
});

describe('who may do nothing here', () => {
  test.each<[string, object]>([
    ['no roles', { counterpart_roles: undefined }],
    ['no role that is known', { counterpart_roles: ['OWNER', 'admin'] }],
    ['roles that are no texts', { counterpart_roles: [{ ADMIN: true }] }],
    ['roles in an object', { counterpart_roles: { ADMIN: 'ADMIN' } }],
    ['systems that are no texts', { counterpart_systems: [7] }],
    ['systems that are null', { counterpart_systems: null }],
    ['no name', { sub: undefined }],
    ['a name in two lines', { sub: 'maria\nlopez' }],
    ['a name that is a number', { sub: 7 }],
  ])('%s', async (_, claims) => {
    const { url } = await providers().start();
    const { status, code, viewer } = await askAs(url, await providers().issuer.sign(claims));
    expect([status, code, viewer]).toEqual([403, 'FORBIDDEN', undefined]);
  });
});

describe('A09 what is no access token for this service', () => {
  const text = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  /** Signed with the provider's public key as if it were a shared secret. */
  async function signedByPublicKey(): Promise<string> {
    const pem = await exportSPKI((await importJWK(providers().issuer.publicKey('first'), 'ES256')) as CryptoKey);
    const [, payload] = (await providers().issuer.sign()).split('.');
    const signed = `${text({ alg: 'HS256', kid: 'first', typ: 'at+jwt' })}.${payload}`;
    return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
  }

  async function tampered(): Promise<string> {
    const [header, payload = '', signature] = (await providers().issuer.sign()).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as object;
    return `${header}.${text({ ...claims, counterpart_roles: ['ADMIN'] })}.${signature}`;
  }

  const unsecured = (): string =>
    new UnsecuredJWT({ sub: 'maria.lopez', counterpart_roles: ['ADMIN'] })
      .setIssuer(providers().issuer.url)
      .setAudience(AUDIENCE)
      .setExpirationTime('5m')
      .encode();

  test.each<[string, () => string | Promise<string>]>([
    ['alg none', unsecured],
    ['HS256 with the public key', signedByPublicKey],
    [
      'ES384, which is not on the list',
      async () => {
        await providers().issuer.addKey('long', 'ES384');
        return providers().issuer.sign({}, {}, 'long');
      },
    ],
    ['a changed payload', tampered],
    ['no signature', async () => `${(await providers().issuer.sign()).split('.').slice(0, 2).join('.')}.`],
    ['another audience', () => providers().issuer.sign({ aud: 'billing' })],
    ['no audience', () => providers().issuer.sign({ aud: undefined })],
    ['another issuer', () => providers().issuer.sign({ iss: 'http://127.0.0.1:1' })],
    ['the issuer with a slash', () => providers().issuer.sign({ iss: `${providers().issuer.url}/` })],
    ['no issuer', () => providers().issuer.sign({ iss: undefined })],
    ['an ID token', () => providers().issuer.sign({ nonce: 'n' }, { typ: 'JWT' })],
    ['no kind', () => providers().issuer.sign({}, { typ: undefined as never })],
    ['expired', () => providers().issuer.sign({ exp: soon(-30) })],
    ['no expiry', () => providers().issuer.sign({ exp: undefined })],
    ['an expiry that is a text', () => providers().issuer.sign({ exp: '2099-01-01' as never })],
    ['not valid yet', () => providers().issuer.sign({ nbf: soon(60) })],
    [
      'a key of a stranger, with his address',
      () => providers().stranger.sign({ iss: providers().issuer.url }, { jku: `${providers().stranger.url}/jwks` }),
    ],
    [
      "a stranger's key in the token itself",
      () =>
        providers().stranger.sign({ iss: providers().issuer.url }, { jwk: providers().stranger.publicKey('first') }),
    ],
    [
      'certificates of a stranger',
      () => providers().stranger.sign({ iss: providers().issuer.url }, { x5u: `${providers().stranger.url}/x5u` }),
    ],
    [
      'a path for a key',
      () => providers().stranger.sign({ iss: providers().issuer.url }, { kid: '../../../../dev/null' }),
    ],
    [
      'SQL for a key',
      () => providers().stranger.sign({ iss: providers().issuer.url }, { kid: "' UNION SELECT 'key' --" }),
    ],
    ['no key that is known', () => providers().stranger.sign({ iss: providers().issuer.url }, { kid: 'other' })],
    [
      'an extension that is not known',
      async () => {
        const [, payload, signature] = (await providers().issuer.sign()).split('.');
        return `${text({ alg: 'ES256', kid: 'first', typ: 'at+jwt', crit: ['lab'], lab: 1 })}.${payload}.${signature}`;
      },
    ],
    ['ten thousand characters', () => providers().issuer.sign({ note: 'x'.repeat(10_000) })],
    ['no JSON', () => 'bm90.anNvbg.eA'],
    ['nothing', () => '..'],
  ])('A09 %s', async (_, make) => {
    const { url, logged } = await providers().start();
    const token = await make();
    const { status, code, body } = await askAs(url, token);
    expect([status, code]).toEqual([401, 'UNAUTHENTICATED']);
    for (const said of [body, ...logged]) {
      expect(said).not.toContain('maria');
      for (const part of token.split('.').filter((piece) => piece !== '')) expect(said).not.toContain(part);
    }
  });

  test('A09 a hundred thousand characters, which are not even read', async () => {
    const { url } = await providers().start();
    const response = await fetch(url, { method: 'POST', headers: bearer('x'.repeat(100_000)) });
    expect(response.status).toBe(431);
  });

  test('A09 why is told to the log, not to the caller', async () => {
    const { url, logged } = await providers().start();
    const audience = await askAs(url, await providers().issuer.sign({ aud: 'billing' }));
    const key = await askAs(url, await providers().stranger.sign({ iss: providers().issuer.url }));
    expect(audience.message).toBe(key.message);
    const reasons = logged.filter((line) => line.includes('a sign-in was refused'));
    expect(reasons.map((line) => (JSON.parse(line) as { reason: string }).reason)).toEqual([
      'ERR_JWT_CLAIM_VALIDATION_FAILED aud',
      'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    ]);
  });

  test('A09 a new key is found; an old one that is gone opens nothing any more', async () => {
    const { url } = await providers().start({}, QUICK);
    const old = await providers().issuer.sign();
    expect((await askAs(url, old)).status).toBe(200);
    await sleep(QUICK.cooldown + 50);
    await providers().issuer.addKey('second');
    expect((await askAs(url, await providers().issuer.sign({}, {}, 'second'))).status).toBe(200);
    providers().issuer.removeKey('first');
    await sleep(QUICK.fresh + 50);
    expect((await askAs(url, old)).status).toBe(401);
  });
});
