/** How long a server may say nothing in the middle of an answer. */
const SILENCE_MS = 30_000;

/** A connection that is open and silent: nobody can tell it from one that is gone. */
class Silence extends Error {
  /** By which it counts as a lost connection. */
  readonly code = 'ETIMEDOUT';
}

/** Waits for the next part of an answer, but not for ever: packets may be swallowed while the connection stays open. */
export async function orSilence<Part>(part: Promise<Part>): Promise<Part> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Silence('the database fell silent in the middle of an answer')), SILENCE_MS);
  });
  try {
    return await Promise.race([part, silence]);
  } finally {
    clearTimeout(timer);
  }
}
