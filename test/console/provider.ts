import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OidcSettings } from '../../resolvers/sign-in/oidc';
import { Issuer } from '../access/issuer';

export const CLIENT = 'counterpart-console';

/** What the page asked for when it sent somebody here. */
interface Asked {
  readonly challenge: string;
  readonly redirect: string;
  readonly nonce: string | null;
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}

/** An identity provider with a way in for browsers: authorization code with PKCE, as RFC 7636 has it. Everybody is maria. */
export class BrowserProvider {
  /** What its tokens hold for. */
  seconds = 300;
  /** Whether it gives a refresh token, and takes it. */
  renews = false;
  /** How often it was asked for another token. */
  renewals = 0;
  private readonly asked = new Map<string, Asked>();

  private constructor(
    private readonly server: Server,
    private readonly issuer: Issuer,
    readonly url: string,
  ) {}

  static async start(): Promise<BrowserProvider> {
    const issuer = await Issuer.start();
    await issuer.addKey('first');
    const server = createServer((request, response) => void provider.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const provider = new BrowserProvider(server, issuer, `http://127.0.0.1:${port}`);
    return provider;
  }

  get settings(): OidcSettings {
    return { ...this.issuer.settings, issuer: this.url };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await this.issuer.stop();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    if (pathname === '/.well-known/openid-configuration') return this.describe(response);
    if (pathname === '/authorize') return this.sendBack(searchParams, response);
    if (pathname === '/token') return this.giveToken(await readForm(request), response);
    response.writeHead(404).end();
  }

  private describe(response: ServerResponse): void {
    const places = {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      jwks_uri: String(this.issuer.settings.keys),
    };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(places));
  }

  /** Maria is signed in here already: she goes back at once. */
  private sendBack(wanted: URLSearchParams, response: ServerResponse): void {
    const redirect = wanted.get('redirect_uri') ?? '';
    const isRight =
      wanted.get('client_id') === CLIENT &&
      wanted.get('response_type') === 'code' &&
      wanted.get('code_challenge_method') === 'S256';
    if (!isRight) {
      response.writeHead(400).end('not what this provider does');
      return;
    }
    const code = randomUUID();
    this.asked.set(code, { challenge: wanted.get('code_challenge') ?? '', redirect, nonce: wanted.get('nonce') });
    const back = new URL(redirect);
    back.searchParams.set('code', code);
    back.searchParams.set('state', wanted.get('state') ?? '');
    response.writeHead(302, { location: String(back) }).end();
  }

  /** Once for each code, to whoever knows what the challenge was made of. */
  private async giveToken(form: URLSearchParams, response: ServerResponse): Promise<void> {
    response.setHeader('content-type', 'application/json');
    if (form.get('grant_type') === 'refresh_token' && form.get('refresh_token') === `refresh-${this.renewals}`) {
      this.renewals++;
      return this.send(response, {});
    }
    const code = form.get('code') ?? '';
    const asked = this.asked.get(code);
    this.asked.delete(code);
    const made = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (asked === undefined || asked.challenge !== made || form.get('redirect_uri') !== asked.redirect) {
      response.writeHead(400).end(JSON.stringify({ error: 'invalid_grant' }));
      return;
    }
    const identity = await this.issuer.sign({ iss: this.url, aud: CLIENT, nonce: asked.nonce }, { typ: 'JWT' });
    return this.send(response, { id_token: identity });
  }

  private async send(response: ServerResponse, more: object): Promise<void> {
    const expiry = Math.floor(Date.now() / 1_000) + this.seconds;
    const access = await this.issuer.sign({ iss: this.url, exp: expiry, jti: randomUUID() });
    const refresh = this.renews ? { refresh_token: `refresh-${this.renewals}` } : {};
    const token = { access_token: access, token_type: 'Bearer', expires_in: this.seconds, ...refresh, ...more };
    response.end(JSON.stringify(token));
  }
}
