import type { UserManager } from 'oidc-client-ts';
import type { Provider } from './settings';

/** Where the provider sends people back to. */
export const CALLBACK = '/sign-in/callback';

/**
 * The provider, by authorization code with PKCE. The library is loaded when it is needed. What it must remember while
 * people are away lies in the tab's storage: random numbers, and where they wanted to go. What comes back stays in memory.
 */
async function open({ issuer, clientId, scope, audience }: Provider): Promise<UserManager> {
  const { InMemoryWebStorage, UserManager, WebStorageStateStore } = await import('oidc-client-ts');
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: `${location.origin}${CALLBACK}`,
    scope,
    resource: audience,
    extraQueryParams: { audience },
    loadUserInfo: false,
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
  });
}

/** Leaves the page for the provider's. */
export async function goToProvider(provider: Provider, wanted: string): Promise<void> {
  const manager = await open(provider);
  await manager.signinRedirect({ state: wanted });
}

/** What the provider sent back with the person: the access token, and where they wanted to go. */
export async function comeFromProvider(provider: Provider): Promise<{ token: string; wanted: string }> {
  const manager = await open(provider);
  const user = await manager.signinRedirectCallback();
  return { token: user.access_token, wanted: typeof user.state === 'string' ? user.state : '/' };
}
