import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Role } from '../../resolvers/access/role';
import { createToken } from '../../resolvers/sign-in/token-store';
import { readFixture } from '../mappings/fixture';
import { openTwoSides, type TwoSides } from '../mappings/two-sides';
import { createMysqlReader, type Reader } from '../support/mysql-reader';
import { until } from '../support/until';

const ROOT = join(__dirname, '..', '..');

type Variables = Readonly<Record<string, string>>;

/** How a command ended, with what it printed and what it said beside that. */
export interface Ended {
  readonly exitCode: number | null;
  readonly answer: string;
  readonly notes: string;
}

/** A command in a process of its own. */
export class RunningCommand {
  answer = '';
  notes = '';
  private ending: { exitCode: number | null } | null = null;

  constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (text: Buffer) => {
      this.answer += text.toString('utf8');
    });
    child.stderr?.on('data', (text: Buffer) => {
      this.notes += text.toString('utf8');
    });
    // Not at its exit: what it said last may still be on the way.
    child.once('close', (exitCode) => {
      this.ending = { exitCode };
    });
  }

  /** Closes the other end of what it prints to, as `head` does when it has read enough. */
  stopReading(from: 'stdout' | 'stderr' = 'stdout'): void {
    this.child[from]?.destroy();
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  says(pattern: RegExp): Promise<string> {
    return until(`it says ${pattern.source}`, () => {
      if (this.ending !== null && !pattern.test(this.notes)) throw new Error(`it ended and said only: ${this.notes}`);
      return pattern.exec(this.notes)?.[0] ?? null;
    });
  }

  async ended(): Promise<Ended> {
    const { exitCode } = await until(`the command ends; so far it said: ${this.notes}`, () => this.ending);
    return { exitCode, answer: this.answer, notes: this.notes };
  }
}

/** Where nothing listens: the legacy side as it is while it is down. */
export const LEGACY_DOWN = { LEGACY_DATABASE_URL: 'mysql://reader:secret@127.0.0.1:1/lab' };

/** Both sides of a small migration with commands that work on them, as a person or a pipeline would. */
export interface CommandWorld {
  readonly sides: TwoSides;
  start(command: readonly string[], variables?: Variables): RunningCommand;
  run(...command: readonly string[]): Promise<Ended>;
  runWith(variables: Variables, ...command: readonly string[]): Promise<Ended>;
}

const urlOf = (source: TwoSides['legacy']): string => String((source.options as { url?: string }).url);

/** The text of an API token of a person, as `counterpart token create` prints it. */
export async function tokenOf(
  { sides }: CommandWorld,
  owner: string,
  roles: readonly Role[],
  systems: readonly string[] | null = null,
): Promise<string> {
  return (await createToken(sides.new, 'tester', { owner, name: 'test', roles, systems, days: 1 })).text;
}

/** The address that may write to the legacy side, which commands refuse. */
export const writingLogin = ({ sides }: CommandWorld): string => urlOf(sides.legacy).replace('mariadb:', 'mysql:');

/**
 * The world of the categories: three that differ, two that are missing, one too many. On MySQL, because PostgreSQL's
 * test server has no login that only reads.
 */
export function useCommandWorld(): () => CommandWorld {
  let world: CommandWorld | undefined;
  let sides: TwoSides | undefined;
  let reader: Reader | undefined;
  const running: RunningCommand[] = [];
  beforeAll(async () => {
    sides = await openTwoSides('mysql');
    reader = await createMysqlReader(urlOf(sides.legacy));
    const { legacy, new: current } = readFixture('categories');
    await sides.replaceRows(legacy, current);
    world = makeWorld(sides, reader, running);
  });
  afterAll(async () => {
    // Whatever a failed test left behind.
    for (const command of running) command.signal('SIGKILL');
    await reader?.drop();
    await sides?.close();
  });
  return () => {
    if (world === undefined) throw new Error('the world is there during tests only');
    return world;
  };
}

function makeWorld(sides: TwoSides, reader: Reader, running: RunningCommand[]): CommandWorld {
  const start = (command: readonly string[], variables: Variables = {}): RunningCommand => {
    const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env;
    const urls = { LEGACY_DATABASE_URL: reader.url, NEW_DATABASE_URL: urlOf(sides.new) };
    const child = spawn(process.execPath, ['src/counterpart.cjs', ...command], {
      cwd: ROOT,
      env: { PATH, HOME, TMPDIR, COUNTERPART_OPERATOR: 'maria', ...urls, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = new RunningCommand(child);
    running.push(started);
    return started;
  };
  return {
    sides,
    start,
    run: (...command) => start(command).ended(),
    runWith: (variables, ...command) => start(command, variables).ended(),
  };
}

/** What `--format json` printed. */
export interface Printed {
  readonly schema: string;
  readonly exitCode: number;
  readonly reason: string;
  readonly runs: readonly {
    readonly id: string;
    readonly mapping: string;
    readonly kind: string;
    readonly state: string;
    readonly counts: Readonly<Record<string, number>>;
    readonly open: Readonly<Record<string, number>> | null;
    readonly exitCode: number;
    readonly reason: string;
  }[];
  readonly incomplete: readonly { readonly mapping: string; readonly id: string | null; readonly reason: string }[];
}

export const read = ({ answer }: Ended): Printed => JSON.parse(answer) as Printed;

/** The id of the only run that a command printed. */
export const idOf = (ended: Ended): string => read(ended).runs[0]?.id ?? '';
