import { destination, type Logger, pino } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

export type Log = Logger;

/**
 * The log of a running service: one JSON line for each event, on stderr, because stdout carries what was asked for.
 * Lines are written at once, so that the last words before a crash are not lost.
 */
export function createLog(level: LogLevel): Log {
  return pino(
    { level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` },
    destination({ dest: 2, sync: true }),
  );
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
  return pino({ level: 'warn', base: null, timestamp: false }, { write });
}
