import type { User, UserManager } from 'oidc-client-ts';
import type { Grant } from './session';
import type { Provider } from './settings';

/** Where the provider sends people back to. */
export const CALLBACK = '/sign-in/callback';

/** What the provider gives: a token, and how long it holds, where it says so. */
interface Given {
  readonly token: string;
  readonly grant: Grant | null;
}

/**
 * The provider, by authorization code with PKCE. The library is loaded when it is needed. What it must remember while
 * people are away lies in the tab's storage: random numbers, and where they wanted to go.
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
    automaticSilentRenew: false,
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
  });
}

/** Where somebody is, to come back to. */
const here = (): string => (location.pathname.startsWith('/sign-in') ? '/' : `${location.pathname}${location.search}`);

/** Leaves the page for the provider's, to come back to the same place. */
export async function goToProvider(provider: Provider): Promise<void> {
  const manager = await open(provider);
  await manager.signinRedirect({ state: here() });
}

/** What the provider sent back with the person, and where they wanted to go. */
export async function comeFromProvider(provider: Provider): Promise<Given & { readonly wanted: string }> {
  const manager = await open(provider);
  const user = await manager.signinRedirectCallback();
  return { ...givenBy(user), wanted: typeof user.state === 'string' ? user.state : '/' };
}

/** Who somebody is was never asked of the provider: its token says it to the service. */
const NOBODY = { access_token: '', token_type: 'Bearer', profile: { sub: '', iss: '', aud: '', exp: 0, iat: 0 } };

/** Another token for the same person, without their doing anything; no frame is opened for it. */
export async function renewByRefreshToken(provider: Provider, refreshToken: string): Promise<Given> {
  const [manager, library] = await Promise.all([open(provider), import('oidc-client-ts')]);
  await manager.storeUser(new library.User({ ...NOBODY, refresh_token: refreshToken }));
  const user = await manager.signinSilent();
  if (user === null) throw new Error('the provider gave no other token');
  return givenBy(user);
}

const MOST_LEAD_SECONDS = 300;

function givenBy({ access_token: token, refresh_token: refreshToken, expires_in: seconds }: User): Given {
  if (seconds === undefined) return { token, grant: null };
  // Of a token that holds for minutes only, five would be nearly all.
  const lead = Math.min(MOST_LEAD_SECONDS, seconds / 3);
  const expiresAt = Date.now() + seconds * 1000;
  return { token, grant: { refreshToken: refreshToken ?? null, dueAt: expiresAt - lead * 1000, expiresAt } };
}
