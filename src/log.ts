import { type DestinationStream, destination, type LogFn, type Logger, type LoggerOptions, pino } from 'pino';
import { isError, isThrown, recordError, wordsOf } from './error-record';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

export type Log = Logger;

/** What is logged, where pino would take an error's own words: as the message of the line, or under another key. */
function withoutValues([first, ...rest]: readonly unknown[]): readonly unknown[] {
  const words = rest.map((part) => (isError(part) ? wordsOf(part) : part));
  if (isError(first)) return withoutValues([{ err: first }, ...words]);
  if (typeof first !== 'object' || first === null) return [first, ...words];
  const about: Record<string, unknown> = { ...first };
  for (const [key, value] of Object.entries(about)) {
    if (key !== 'err' && isError(value)) about[key] = recordError(value);
  }
  return [about, ...(words.length === 0 && isThrown(about.err) ? [wordsOf(about.err)] : words)];
}

const WITHOUT_VALUES: LoggerOptions = {
  base: null,
  serializers: { err: (thrown: unknown) => recordError(thrown) },
  hooks: {
    logMethod(parts, method) {
      method.apply(this, withoutValues(parts) as Parameters<LogFn>);
    },
  },
};

/**
 * The log of a running service: one JSON line for each event, on stderr, because stdout carries what was asked for.
 * Lines are written at once, so that the last words before a crash are not lost. Errors are logged without the values
 * of records that databases and drivers put into them.
 */
export function createLog(level: LogLevel, to: DestinationStream = destination({ dest: 2, sync: true })): Log {
  return pino({ ...WITHOUT_VALUES, level, timestamp: () => `,"time":"${new Date().toISOString()}"` }, to);
}

/**
 * The log of a command that somebody waits for: warnings only, each in its own words. Those that come with an error
 * stay lines of JSON, because the error says more than fits into a sentence.
 */
export function createPlainLog(say: (sentence: string) => void): Log {
  const write = (line: string): void => {
    const { msg, err } = JSON.parse(line) as { msg: string; err?: unknown };
    say(err === undefined ? msg : line.trimEnd());
  };
  return pino({ ...WITHOUT_VALUES, level: 'warn', timestamp: false }, { write });
}
