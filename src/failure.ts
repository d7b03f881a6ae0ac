/** What the program tells its caller by its exit code; scripts and service managers rely on these numbers. */
export const ExitCode = {
  ok: 0,
  /** Differences over the line that the caller drew. */
  differences: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** Something was skipped, could not be read or could not be reached. */
  incomplete: 3,
  /** A fault of this program, or a write whose outcome is not known. */
  internal: 4,
  timedOut: 5,
  /** Understood and not done, because it would do harm or is not allowed. */
  refused: 6,
  unauthenticated: 7,
  configuration: 78,
  interrupted: 130,
  /** Nobody reads the answer any more; what shells say of a program that ended of SIGPIPE. */
  brokenPipe: 141,
  terminated: 143,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** An expected failure. Its message says in plain words what is wrong and what to do; no stack is ever shown for it. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    message: string,
    readonly exitCode: ExitCode,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The text of anything that was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
