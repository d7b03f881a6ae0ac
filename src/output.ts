import { Presets, SingleBar } from 'cli-progress';

/** Answers: what was asked for, and nothing else, so that it can be piped. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Everything that is said beside the answer: progress, hints, failures. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

export interface Progress {
  /** `what` names what is being worked on. */
  readonly update: (done: number, total: number, what: string) => void;
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
  bar.start(1, 0, { what: '' });
  return {
    update(done, total, what) {
      bar.setTotal(total);
      bar.update(done, { what });
    },
    stop: () => bar.stop(),
  };
}

function createLines(title: string): Progress {
  let next = 0;
  return {
    update(done, total, what) {
      if (Date.now() < next) return;
      next = Date.now() + LINE_INTERVAL_MS;
      note(`${title}: ${done} of ${total} (${what})`);
    },
    stop: () => undefined,
  };
}
