import type { TextRows } from './database';

/** The largest text or document that is fetched, in bytes. A few that are larger would fill the memory of the service. */
export const LARGEST = 16 * 1024 * 1024;

export const TOO_LARGE_REASON = 'larger than 16 MiB';

/**
 * What a server sends in place of a text that is larger. A control character makes it unlike any text that people write,
 * and all of it can be said in every encoding: one that a column cannot hold would make the whole statement fail.
 */
export const TOO_LARGE = `\u001A ${TOO_LARGE_REASON}`;

/** The same for streams: like a text that did not decode, it asks to look closer. */
const DOUBTFUL = `\uFFFD ${TOO_LARGE_REASON}`;

/** Rows as they were sent, with a doubtful text in the place of every one that was not. */
export function markTooLarge(rows: TextRows): TextRows {
  if (!rows.some((row) => row.includes(TOO_LARGE))) return rows;
  return rows.map((row) => row.map((text) => (text === TOO_LARGE ? DOUBTFUL : text)));
}
