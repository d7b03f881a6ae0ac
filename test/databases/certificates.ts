import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverAccount } from '../../src/embedded/binaries';

/**
 * A name of this machine that every resolver takes for 127.0.0.2 and that is no address: connections to it count as those
 * to another machine.
 */
export const HOST = '127.2';

export interface CertificateOptions {
  readonly host?: string;
  readonly days?: number;
  /** Whether it vouches for itself, in place of the authority. */
  readonly isSelfSigned?: boolean;
}

/** An authority of the test's own, and the certificate and key that a server shows, which can be exchanged. */
export class Certificates {
  readonly folder = mkdtempSync(join(tmpdir(), 'counterpart-tls-'));

  constructor() {
    chmodSync(this.folder, 0o755);
    this.openssl('req -x509 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem', KEY);
    this.show({});
  }

  path(name: 'ca.pem' | 'server.pem' | 'server.key'): string {
    return join(this.folder, name);
  }

  /** From the next time that the server reads its files. */
  show({ host = HOST, days = 2, isSelfSigned = false }: CertificateOptions): void {
    writeFileSync(join(this.folder, 'names'), `subjectAltName=DNS:${host}\n`);
    this.openssl('req -nodes -subj /CN=server -keyout server.key -out server.csr', KEY);
    const signer = isSelfSigned ? '-signkey server.key' : '-CA ca.pem -CAkey ca.key -CAcreateserial';
    this.openssl(`x509 -req -in server.csr -out server.pem -extfile names -days ${days} ${signer}`);
    // Servers refuse a key that others could read, and do not run as root.
    chmodSync(this.path('server.key'), 0o600);
    const { uid, gid } = serverAccount() as { uid?: number; gid?: number };
    if (uid !== undefined && gid !== undefined)
      for (const name of ['server.pem', 'server.key'] as const) chownSync(this.path(name), uid, gid);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private openssl(command: string, ...more: readonly string[]): void {
    execFileSync('openssl', [...command.split(' '), ...more.flatMap((part) => part.split(' '))], {
      cwd: this.folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }
}

const KEY = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1';
