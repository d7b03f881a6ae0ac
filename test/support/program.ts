import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { until } from './until';

const ROOT = join(__dirname, '..', '..');

interface Ending {
  /** Null: a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The program itself, in a process of its own that can be stopped, woken and killed. */
export class Program {
  /** Whatever it said so far, on stdout and stderr. */
  output = '';
  private ending: Ending | null = null;

  private constructor(
    private readonly child: ChildProcess,
    private readonly name: string,
  ) {
    const take = (text: Buffer): void => {
      this.output += text.toString('utf8');
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', (exitCode, signal) => {
      this.ending = { exitCode, signal };
    });
  }

  /** Starts `counterpart …` with these variables and no others of its own. */
  static start(command: readonly string[], variables: Readonly<Record<string, string>>): Program {
    const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env;
    const child = spawn(process.execPath, ['src/counterpart.cjs', ...command], {
      cwd: ROOT,
      env: { PATH, HOME, TMPDIR, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Program(child, command.join(' '));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.ending !== null;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits until it says something like this, and returns the match. */
  says(pattern: RegExp, limits?: { seconds: number }): Promise<RegExpExecArray> {
    const look = (): RegExpExecArray | null => {
      const match = pattern.exec(this.output);
      if (match === null && this.ending !== null)
        throw new Error(`${this.name} ended (${JSON.stringify(this.ending)}) and said only:\n${this.output}`);
      return match;
    };
    return until(`${this.name} says ${pattern.source}`, look, limits);
  }

  ended(limits?: { seconds: number }): Promise<Ending> {
    return until(`${this.name} ends`, () => this.ending, limits);
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended();
  }
}
