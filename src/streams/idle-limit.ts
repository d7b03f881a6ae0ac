/** A connection that is open and silent: nobody can tell it from one that is gone. */
class Silence extends Error {
  /** By which it counts as a lost connection. */
  readonly code = 'ETIMEDOUT';
}

/**
 * Waits for the next part of an answer, but not for ever: packets may be swallowed while the connection stays open.
 * `silence`: milliseconds in which the server may say nothing; 0: for ever.
 */
export async function orSilence<Part>(part: Promise<Part>, silence: number): Promise<Part> {
  if (silence === 0) return part;
  let timer: NodeJS.Timeout | undefined;
  const silent = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Silence('the database fell silent in the middle of an answer')), silence);
  });
  try {
    return await Promise.race([part, silent]);
  } finally {
    clearTimeout(timer);
  }
}
