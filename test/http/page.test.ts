import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPage } from '../../src/page/page';
import { shareWorld } from '../support/world';
import { type OpenApi, openApi } from './api-world';
import { type RawAnswer, sendRaw } from './raw';

const world = shareWorld('postgres');
const PROVIDER = {
  issuer: 'https://login.example.com/realms/lab',
  clientId: 'page',
  scope: 'openid',
  audience: 'api',
  tokenUrl: null,
};
const apis: OpenApi[] = [];

async function open(page = createPage({ needsSignIn: true, provider: null })): Promise<OpenApi> {
  const api = await openApi(world(), { page });
  apis.push(api);
  return api;
}

const get = (api: OpenApi, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<RawAnswer> =>
  sendRaw(new URL(api.url).origin, { path, method, headers });

const header = ({ headers }: RawAnswer, name: string): string => String(headers[name] ?? '');

afterEach(async () => {
  for (const api of apis.splice(0)) await api.stop();
});

describe('the page', () => {
  test.each(['/', '/discrepancies?verdict=MISSING', '/records/payments/17', '/runs/1', '/sign-in/callback?code=1'])(
    '%s is the document, without signing in',
    async (path) => {
      const answer = await get(await open(), path);
      expect(answer.status).toBe(200);
      expect(header(answer, 'content-type')).toBe('text/html; charset=utf-8');
      expect(header(answer, 'cache-control')).toBe('no-store');
      expect(answer.body).toContain('<div id="page">');
      // Not a pair of underscores alone: a nonce may have one.
      expect(answer.body).not.toMatch(/__[A-Z_]+__/);
    },
  );

  test('may run and load its own files only, with styles by a nonce that is new each time', async () => {
    const api = await open();
    const [first, second] = [await get(api, '/'), await get(api, '/')];
    const policy = header(first, 'content-security-policy');
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w-]{24}'; /);
    expect(policy).toContain("connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(header(second, 'content-security-policy')).not.toBe(policy);
    // No script stands in the document itself.
    expect(first.body.match(/<script(?![^>]* src=)/g)).toBeNull();
  });

  test('talks to the identity provider where there is one, and to nobody else', async () => {
    const answer = await get(await open(createPage({ needsSignIn: true, provider: PROVIDER })), '/');
    expect(header(answer, 'content-security-policy')).toContain("connect-src 'self' https://login.example.com;");
    expect(answer.body).toContain('realms/lab');
    const elsewhere = { ...PROVIDER, tokenUrl: 'https://tokens.example.com/oauth2/token' };
    const other = await get(await open(createPage({ needsSignIn: true, provider: elsewhere })), '/');
    expect(header(other, 'content-security-policy')).toContain(
      "connect-src 'self' https://login.example.com https://tokens.example.com;",
    );
  });

  test('is told nothing that would end an attribute', async () => {
    const clientId = `a"><script>alert(1)</script>'&`;
    const answer = await get(await open(createPage({ needsSignIn: true, provider: { ...PROVIDER, clientId } })), '/');
    expect(answer.body).not.toContain('<script>alert');
  });

  test('only the query page may make styles as it likes, and it may run no more than the others', async () => {
    const policy = header(await get(await open(), '/query'), 'content-security-policy');
    expect(policy).toContain("style-src 'self' 'unsafe-inline';");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("worker-src 'self'");
  });

  test('its files may be kept for ever and were compressed when it was built; answers of the API never do', async () => {
    const api = await open();
    const [, path = ''] = /src="(\/files\/[^"]+\.js)"/.exec((await get(api, '/')).body) ?? [];
    for (const [accepted, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['identity', ''],
    ] as const) {
      const file = await get(api, path, { 'accept-encoding': accepted });
      expect(file.status).toBe(200);
      expect(header(file, 'content-type')).toMatch(/javascript/);
      expect(header(file, 'cache-control')).toBe('public, max-age=31536000, immutable');
      expect(header(file, 'content-encoding')).toBe(encoding);
    }
    const asked = await api.send({
      headers: { 'accept-encoding': 'gzip' },
      body: JSON.stringify({ query: '{ __schema { types { name description fields { name } } } }' }),
    });
    expect(asked.status).toBe(200);
    expect(header(asked, 'content-encoding')).toBe('');
  });

  test.each([
    ['/nowhere', 'GET', 404],
    ['/Runs', 'GET', 404],
    ['/files/', 'GET', 404],
    ['/files/..%2findex.html', 'GET', 404],
    ['/index.html', 'GET', 404],
    ['/', 'POST', 405],
    ['/query', 'DELETE', 405],
    ['/?token=cpt_x', 'GET', 400],
    ['/runs?access_token=x', 'GET', 400],
  ])('%s by %s is %d', async (path, method, status) => {
    const answer = await get(await open(), path, {}, method);
    expect(answer.status).toBe(status);
    expect(header(answer, 'content-security-policy')).toContain("default-src 'none'");
  });

  test('says how to build it where it was not built', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'not-built-'));
    const answer = await get(await open(createPage({ needsSignIn: true, provider: null }, folder)), '/runs');
    rmSync(folder, { recursive: true });
    expect(answer.status).toBe(503);
    expect(answer.body).toContain('npm run build');
  });
});
