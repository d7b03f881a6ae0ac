import { createOidc, type OidcSettings } from '../../resolvers/sign-in/oidc';
import type { KeyTimes } from '../../resolvers/sign-in/oidc-keys';
import type { World } from '../support/world';
import { Issuer } from './issuer';
import { type SignedServer, startSigned } from './signed-server';

/** Times that a test can wait for. */
export const QUICK: KeyTimes = { timeout: 2_000, fresh: 400, cooldown: 200, kept: 60_000 };

export interface Providers {
  readonly issuer: Issuer;
  /** Somebody else's server: nothing that a token says may lead there. */
  readonly stranger: Issuer;
  /** Starts the service with the issuer as its provider. */
  start(settings?: Partial<OidcSettings>, times?: KeyTimes): Promise<SignedServer>;
}

/** An identity provider for each test of the file, and one that nobody may ever ask. */
export function useProviders(world: () => World): () => Providers {
  let providers: Providers | undefined;
  const servers: SignedServer[] = [];
  beforeEach(async () => {
    const [issuer, stranger] = [await Issuer.start(), await Issuer.start()];
    await Promise.all([issuer.addKey('first'), stranger.addKey('first')]);
    const start: Providers['start'] = async (settings = {}, times) => {
      const server = await startSigned(world(), createOidc({ ...issuer.settings, ...settings }, times));
      servers.push(server);
      return server;
    };
    providers = { issuer, stranger, start };
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
    expect(providers?.stranger.requests).toBe(0);
    await Promise.all([providers?.issuer.stop(), providers?.stranger.stop()]);
  });
  return () => {
    if (providers === undefined) throw new Error('the providers are there during tests only');
    return providers;
  };
}
