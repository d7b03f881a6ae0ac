import { pino } from 'pino';
import type { Browser, Page } from 'playwright-core';
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

async function signIn(path: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${new URL(server.url).origin}${path}`);
  await page.getByRole('button', { name: 'Continue with your organisation' }).click();
  return page;
}

const tokenIn = (page: Page): Promise<string | null> =>
  page.evaluate(() => sessionStorage.getItem('counterpart.token'));

describe('through the identity provider', () => {
  test('somebody comes back signed in, to where they wanted to go', async () => {
    const page = await browser.newPage();
    const { problems } = watchTab(page);
    await page.goto(`${new URL(server.url).origin}/claims?outcome=FAILS`);
    await page.getByRole('button', { name: 'Continue with your organisation' }).click();
    await page.getByRole('heading', { name: 'Claims', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'maria.lopez' }).waitFor();
    // The code is used up, and has no place in the history.
    expect(page.url()).toMatch(/\/claims\?outcome=FAILS$/);
    expect(problems).toEqual([]);
  });

  test('the query page is come back to as a document of its own', async () => {
    const page = await signIn('/query');
    await page.getByRole('heading', { name: 'Query', level: 1 }).waitFor();
    // Its document, which lets the editor make styles of its own, and not that of the sign-in.
    const documents = await page.evaluate(() => performance.getEntriesByType('navigation').map(({ name }) => name));
    expect(documents).toEqual([`${new URL(server.url).origin}/query`]);
    await page.getByRole('link', { name: 'Claims' }).click();
    await page.getByRole('heading', { name: 'Claims', level: 1 }).waitFor();
    expect(await page.evaluate(() => performance.getEntriesByType('navigation')[0]?.name)).toMatch(/\/claims$/);
  });

  test('a session that may be renewed is renewed, under what one is doing', async () => {
    Object.assign(provider, { seconds: 6, renews: true });
    const page = await signIn('/claims');
    await page.getByRole('heading', { name: 'Claims', level: 1 }).waitFor();
    const first = await tokenIn(page);
    await page.waitForFunction((token) => sessionStorage.getItem('counterpart.token') !== token, first);
    expect(provider.renewals).toBeGreaterThan(0);
    // What is asked next is asked with the new one.
    const asked = page.waitForRequest((request) => request.url().endsWith('/graphql'));
    const renewed = await tokenIn(page);
    await page.getByRole('link', { name: 'Overview' }).click();
    expect((await asked).headers().authorization).not.toBe(`Bearer ${first}`);
    expect(renewed).not.toBe(first);
    expect(await page.getByText('You will be signed out soon').count()).toBe(0);
    await page.close();
  });

  test('one that may not be is said to end, with a way to sign in again and stay', async () => {
    Object.assign(provider, { seconds: 6, renews: false });
    const page = await signIn('/claims?outcome=FAILS');
    await page.getByText('You will be signed out soon').waitFor();
    provider.seconds = 300;
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByText('You will be signed out soon').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Claims', level: 1 }).waitFor();
    expect(page.url()).toMatch(/\/claims\?outcome=FAILS$/);
  });

  test('what the page keeps is the token, for as long as the tab lives', async () => {
    const page = await signIn('/');
    await page.getByRole('button', { name: 'maria.lopez' }).waitFor();
    const [kept, lasting] = await page.evaluate(() => [Object.keys(sessionStorage), Object.keys(localStorage)]);
    expect(kept?.filter((name) => name.startsWith('oidc'))).toEqual([]);
    expect(kept?.toSorted()).toEqual(['counterpart.grant', 'counterpart.token']);
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
