import { ExitCode } from './failure';

/** A closed terminal (SIGHUP) is a request to terminate like any other. */
const EXIT_CODES = {
  SIGINT: ExitCode.interrupted,
  SIGTERM: ExitCode.terminated,
  SIGHUP: ExitCode.terminated,
} as const;

export type StopSignal = keyof typeof EXIT_CODES;

export const exitCodeOf = (signal: StopSignal): ExitCode => EXIT_CODES[signal];

/** One Ctrl-C under npm arrives twice: from the terminal and from npm, which passes it on. */
const ECHO_MS = 300;

let orderly: ((signal: StopSignal) => void) | null = null;
let stoppedAt = 0;

function receive(signal: StopSignal): void {
  if (Date.now() - stoppedAt < ECHO_MS) return;
  // Through exit, not by dying of the signal: what was started here is then taken along.
  if (orderly === null) process.exit(EXIT_CODES[signal]);
  const stop = orderly;
  orderly = null;
  stoppedAt = Date.now();
  stop(signal);
}

/** From now on Ctrl-C and a request to terminate end the program at once. */
export function endOnSignals(): void {
  for (const signal of Object.keys(EXIT_CODES) as StopSignal[]) process.on(signal, receive);
}

/** Waits for the first of those signals, to end in order; a second one still ends the program at once. */
export const waitForStop = (): Promise<StopSignal> =>
  new Promise((resolve) => {
    orderly = resolve;
  });
