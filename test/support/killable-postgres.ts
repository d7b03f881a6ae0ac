import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedOptions, type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/embedded/postgres';

/**
 * The test servers are faster without these, and lose what was committed last when they are killed. The disk itself
 * does not fail here, so that nothing has to be forced onto it.
 */
const SURVIVES_KILLS = { synchronous_commit: 'on', full_page_writes: 'on' };

/** A PostgreSQL of the test's own that may be killed and started again on the same port. */
export class KillablePostgres {
  private constructor(
    private readonly options: EmbeddedOptions,
    private server: EmbeddedPostgres,
  ) {}

  static async start(settings: Readonly<Record<string, string>> = {}): Promise<KillablePostgres> {
    const folder = mkdtempSync(join(tmpdir(), 'counterpart-test-'));
    // Started by root, PostgreSQL runs as another account, which has to get there.
    chmodSync(folder, 0o755);
    const options = { folder, forTests: true, settings: { ...SURVIVES_KILLS, ...settings } };
    const server = await startEmbeddedPostgres(options);
    const port = Number(new URL(server.url('postgres')).port);
    return new KillablePostgres({ ...options, port }, server);
  }

  /** Where everything of this server lies. */
  get home(): string {
    return this.server.home;
  }

  url(database: string): string {
    return this.server.url(database);
  }

  /** Ends the server and all of its sessions at once, with nothing written down. */
  kill(): void {
    const children = childrenOf(this.server.pid);
    for (const pid of [this.server.pid, ...children]) killIfThere(pid);
  }

  /** After `kill`: starts it again, which recovers what was committed. */
  async restart(): Promise<void> {
    await this.server.stop();
    this.server = await startEmbeddedPostgres(this.options);
  }

  async remove(): Promise<void> {
    await this.server.stop();
    rmSync(this.options.folder, { recursive: true, force: true });
  }
}

function childrenOf(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const processes = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return processes.flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid] : []));
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself a moment ago.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
