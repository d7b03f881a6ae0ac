import { pino } from 'pino';
import type { Browser } from 'playwright-core';
import { createOidc } from '../../resolvers/sign-in/oidc';
import { type RunningServer, startServer } from '../../src/http/server';
import { createPage } from '../../src/page/page';
import { createSignIn } from '../../src/sign-in/sign-in';
import { shareWorld } from '../support/world';
import { startChromium } from './chromium';
import { BrowserProvider, CLIENT } from './provider';
import { watchTab } from './tab';

const world = shareWorld('postgres');
let provider: BrowserProvider;
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  provider = await BrowserProvider.start();
  browser = await startChromium();
  const log = pino({ level: 'silent' });
  const { service } = world();
  server = await startServer({
    service,
    host: '127.0.0.1',
    port: 0,
    log,
    signIn: createSignIn(service.sides.new, createOidc(provider.settings), log),
    page: createPage({
      needsSignIn: true,
      provider: {
        issuer: provider.url,
        clientId: CLIENT,
        scope: 'openid',
        audience: provider.settings.audience,
        tokenUrl: null,
      },
    }),
  });
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await provider.stop();
});

describe('through the identity provider', () => {
  test('somebody comes back signed in, to where they wanted to go', async () => {
    const page = await browser.newPage();
    const { problems } = watchTab(page);
    await page.goto(`${new URL(server.url).origin}/claims`);
    await page.getByRole('button', { name: 'Continue with your organisation' }).click();
    await page.getByRole('heading', { name: 'Claims', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'maria.lopez' }).waitFor();
    // The code is used up, and has no place in the history.
    expect(page.url()).toMatch(/\/claims$/);
    expect(problems).toEqual([]);
  });

  test('what the page keeps is the token, for as long as the tab lives', async () => {
    const page = await browser.newPage();
    await page.goto(new URL(server.url).origin);
    await page.getByRole('button', { name: 'Continue with your organisation' }).click();
    await page.getByRole('button', { name: 'maria.lopez' }).waitFor();
    const [kept, lasting] = await page.evaluate(() => [Object.keys(sessionStorage), Object.keys(localStorage)]);
    expect(kept?.filter((name) => name.startsWith('oidc'))).toEqual([]);
    expect(kept).toContain('counterpart.token');
    expect(lasting).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: 'maria.lopez' }).waitFor();
  });

  test('a code that somebody else was sent is worth nothing', async () => {
    const page = await browser.newPage();
    await page.goto(`${new URL(server.url).origin}/sign-in/callback?code=stolen&state=made-up`);
    await page.getByText('The identity provider did not sign you in').waitFor();
    await page.getByRole('button', { name: 'Back to the sign-in' }).click();
    await page.getByRole('heading', { name: 'Sign in to Counterpart' }).waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem('counterpart.token'))).toBeNull();
  });
});
