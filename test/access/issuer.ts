import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';
import type { OidcSettings } from '../../resolvers/sign-in/oidc';

/** How the provider answers whoever asks for its keys. */
export type Health = 'up' | 'down' | 'slow' | 'garbage' | 'empty' | 'redirecting' | 'failing';

interface Key {
  readonly private: CryptoKey;
  readonly public: JWK;
}

export const AUDIENCE = 'counterpart';

/** An identity provider of the test's own: it signs, and publishes its keys over HTTP. */
export class Issuer {
  health: Health = 'up';
  /** How often its keys were asked for. */
  requests = 0;
  private readonly keys = new Map<string, Key>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Issuer> {
    const server = createServer((_request, response) => issuer.answer(response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const issuer = new Issuer(server, `http://127.0.0.1:${port}`);
    return issuer;
  }

  get settings(): OidcSettings {
    return {
      issuer: this.url,
      audience: AUDIENCE,
      keys: new URL(`${this.url}/jwks`),
      tokenType: 'at+jwt',
      nameClaim: 'sub',
      rolesClaim: 'counterpart_roles',
      systemsClaim: 'counterpart_systems',
    };
  }

  async addKey(kid: string, algorithm = 'ES256'): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
    this.keys.set(kid, { private: privateKey, public: { ...(await exportJWK(publicKey)), kid, alg: algorithm } });
  }

  removeKey(kid: string): void {
    this.keys.delete(kid);
  }

  publicKey(kid: string): JWK {
    return this.key(kid).public;
  }

  /** An access token that is right, but for what is given. A claim that is undefined is left out. */
  async sign(claims: object = {}, header: Partial<JWTHeaderParameters> = {}, kid = 'first'): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const usual = { iss: this.url, aud: AUDIENCE, sub: 'maria.lopez', iat: now, exp: now + 300 };
    const { private: key, public: published } = this.key(kid);
    return new SignJWT({ ...usual, counterpart_roles: ['SUPPORT'], ...claims })
      .setProtectedHeader({ alg: published.alg ?? '', kid, typ: 'at+jwt', ...header })
      .sign(key);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private key(kid: string): Key {
    const key = this.keys.get(kid);
    if (key === undefined) throw new Error(`the issuer has no key ${kid}`);
    return key;
  }

  private answer(response: ServerResponse): void {
    this.requests += 1;
    if (this.health === 'slow') return;
    if (this.health === 'down') response.destroy();
    else if (this.health === 'redirecting') response.writeHead(302, { location: `${this.url}/elsewhere` }).end();
    else if (this.health === 'failing') response.writeHead(500).end('{"keys":[]}');
    else response.setHeader('content-type', 'application/json').end(this.text());
  }

  private text(): string {
    if (this.health === 'garbage') return '<html>we are back soon</html>';
    if (this.health === 'empty') return '{}';
    return JSON.stringify({ keys: [...this.keys.values()].map((key) => key.public) });
  }
}
