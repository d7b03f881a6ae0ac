import { Presets, SingleBar } from 'cli-progress';
import { ExitCode } from './failure';

/** Answers: what was asked for, and nothing else, so that it can be piped. Lines that are ended already stay so. */
export function print(text: string): void {
  process.stdout.write(text === '' || text.endsWith('\n') ? text : `${text}\n`);
}

const isBrokenPipe = (error: Error): boolean => 'code' in error && error.code === 'EPIPE';

/**
 * From now on a reader that has read enough, as `head` has, ends the program in silence, as SIGPIPE would: Node
 * ignores that signal. Where only what is said beside the answer has no reader, the work goes on.
 */
export function endWithReader(): void {
  process.stdout.on('error', (error: Error) => {
    if (isBrokenPipe(error)) process.exit(ExitCode.brokenPipe);
    throw error;
  });
  process.stderr.on('error', (error: Error) => {
    if (!isBrokenPipe(error)) throw error;
  });
}

/** Answers in parts, no faster than they are taken. */
export async function printInParts(parts: AsyncIterable<string>): Promise<void> {
  for await (const part of parts) {
    if (!process.stdout.write(part)) await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
  }
}

/** Everything that is said beside the answer: progress, hints, failures. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

export interface Progress {
  /**
   * `what` names what is being worked on; news are told at once, even where lines are few. `total`: null as long as
   * nobody knows how much there is.
   */
  readonly update: (done: number, total: number | null, what: string, isNews?: boolean) => void;
  readonly stop: () => void;
}

/** How often a log that nobody watches gets a line. */
const LINE_INTERVAL_MS = 30_000;

/** A bar on a terminal; elsewhere a line at the start, then now and then, because a log cannot be redrawn. */
export function createProgress(title: string): Progress {
  return process.stderr.isTTY ? createBar(title) : createLines(title);
}

function createBar(title: string): Progress {
  const bar = new SingleBar(
    { format: `${title} {bar} {percentage}% | {value}/{total} | {what}`, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  const stop = (): void => bar.stop();
  // Whoever leaves at once gets the cursor back as well.
  process.once('exit', stop);
  bar.start(1, 0, { what: '' });
  return {
    update(done, total, what) {
      bar.setTotal(total ?? 1);
      bar.update(done, { what });
    },
    stop() {
      process.removeListener('exit', stop);
      stop();
    },
  };
}

function createLines(title: string): Progress {
  let next = 0;
  return {
    update(done, total, what, isNews = false) {
      if (Date.now() < next && !isNews) return;
      next = Date.now() + LINE_INTERVAL_MS;
      note(total === null ? `${title}: ${what}` : `${title}: ${done} of ${total} (${what})`);
    },
    stop: () => undefined,
  };
}
