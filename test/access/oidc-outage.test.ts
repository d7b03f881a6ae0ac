import { setTimeout as sleep } from 'node:timers/promises';
import { openStream } from '../support/event-stream';
import { insertRun, nextState, PROGRESS, type Progress } from '../support/runs';
import { shareWorld } from '../support/world';
import type { Health } from './issuer';
import { QUICK, useProviders } from './providers';
import { askAs, bearer } from './signed-server';

const world = shareWorld('postgres');
const providers = useProviders(world);

describe('A11 the provider is out of order', () => {
  const PROBLEMS: readonly Health[] = ['down', 'slow', 'garbage', 'empty', 'failing', 'redirecting'];

  test.each(PROBLEMS)('A11 %s: keys that are known go on, and let in nobody else', async (health) => {
    const { url } = await providers().start({}, QUICK);
    const token = await providers().issuer.sign();
    expect((await askAs(url, token)).status).toBe(200);
    providers().issuer.health = health;
    await sleep(QUICK.fresh + 100);
    expect((await askAs(url, token)).status).toBe(200);
    const foreign = await askAs(url, await providers().stranger.sign({ iss: providers().issuer.url }));
    expect([foreign.status, foreign.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(providers().issuer.requests).toBeGreaterThan(1);
  });

  test.each(PROBLEMS)('A11 %s for too long: nobody is let in until it is back', async (health) => {
    const kept = 500;
    const { url } = await providers().start({}, { ...QUICK, kept });
    const token = await providers().issuer.sign();
    expect((await askAs(url, token)).status).toBe(200);
    providers().issuer.health = health;
    await sleep(kept + 100);
    const late = await askAs(url, token);
    expect([late.status, late.code]).toEqual([503, 'UPSTREAM_UNAVAILABLE']);
    providers().issuer.health = 'up';
    await sleep(QUICK.cooldown + 100);
    expect((await askAs(url, token)).status).toBe(200);
  });

  test.each(PROBLEMS)('A11 %s from the start: nobody is let in, and it is not asked all the time', async (health) => {
    providers().issuer.health = health;
    const { url } = await providers().start({}, { ...QUICK, cooldown: 30_000 });
    const token = await providers().issuer.sign();
    for (const answer of [await askAs(url, token), await askAs(url, token), await askAs(url, token)])
      expect([answer.status, answer.code]).toEqual([503, 'UPSTREAM_UNAVAILABLE']);
    expect(providers().issuer.requests).toBe(1);
  });

  test('A11 slow: nobody waits longer than the limit', async () => {
    providers().issuer.health = 'slow';
    const { url } = await providers().start();
    const begun = Date.now();
    expect((await askAs(url, await providers().issuer.sign())).status).toBe(503);
    expect(Date.now() - begun).toBeLessThan(10_000);
  });

  test('A11 of a key that is not known, nobody can say whether it is right', async () => {
    const { url } = await providers().start({}, QUICK);
    expect((await askAs(url, await providers().issuer.sign())).status).toBe(200);
    providers().issuer.health = 'down';
    await sleep(QUICK.cooldown + 50);
    await providers().issuer.addKey('second');
    expect((await askAs(url, await providers().issuer.sign({}, {}, 'second'))).status).toBe(503);
  });
});

describe('W03 a stream whose access token holds no more', () => {
  test('W03 ends within 30 seconds when it expires', async () => {
    const server = await providers().start();
    const token = await providers().issuer.sign({ exp: Math.floor(Date.now() / 1_000) + 2 });
    const id = await insertRun(world(), { state: 'RUNNING' });
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream', ...bearer(token) };
    const stream = await openStream<Progress>(server, PROGRESS, { id }, { headers });
    expect(await nextState(stream)).toBe('RUNNING');
    const begun = Date.now();
    await expect(stream.rest()).rejects.toThrow('terminated');
    expect(Date.now() - begun).toBeLessThan(30_000);
  });
});
