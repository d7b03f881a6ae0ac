import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administrationDataSource } from '../../ormconfig';
import { until } from '../support/until';

/** Whether this machine can start a MariaDB of the test's own. */
export const hasMariadb = spawnSync('mariadbd', ['--version']).status === 0;

/** One statement a line, as the server reads them at its start. */
const LOGIN = `CREATE DATABASE lab;
CREATE USER reader@'%' IDENTIFIED BY 'invented';
GRANT RELOAD, SELECT ON *.* TO reader@'%';
`;

const findFreePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** A MariaDB with settings of the test's own, on all addresses of this machine's loopback. */
export class OwnMariadb {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(settings: readonly string[]): Promise<OwnMariadb> {
    const folder = mkdtempSync(join(tmpdir(), 'counterpart-mariadb-'));
    const data = join(folder, 'data');
    const user = process.getuid?.() === 0 ? ['--user=root'] : [];
    execFileSync('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, ...user], { stdio: 'ignore' });
    const first = join(folder, 'first.sql');
    writeFileSync(first, LOGIN);
    const port = await findFreePort();
    const options = [
      `--datadir=${data}`,
      `--socket=${folder}/s`,
      `--port=${port}`,
      '--bind-address=127.0.0.1,127.0.0.2',
    ];
    const more = [`--init-file=${first}`, '--skip-name-resolve', ...settings];
    const child = spawn('mariadbd', ['--no-defaults', ...user, ...options, ...more], { stdio: 'ignore' });
    const server = new OwnMariadb(folder, child, port);
    await until('MariaDB answers', () =>
      server.run('SELECT 1').then(
        () => true,
        () => false,
      ),
    );
    return server;
  }

  url(host: string): string {
    return `mysql://reader:invented@${host}:${this.port}/lab`;
  }

  async run(statement: string): Promise<void> {
    const source = administrationDataSource({ url: this.url('127.0.0.1'), poolSize: 1, statementTimeout: 10_000 });
    await source.initialize();
    try {
      await source.query(statement);
    } finally {
      await source.destroy();
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
