import type { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { TextRows } from '../../reconciliation/reading/database';
import { orSilence } from './idle-limit';

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** A field as COPY writes it: `\N` is NULL, and a backslash stands before what would end the field or the row. */
function readField(field: string): string | null {
  if (!field.includes('\\')) return field;
  return field === '\\N' ? null : field.replace(/\\(.)/gs, (_, mark: string) => ESCAPES[mark] ?? mark);
}

const readLine = (line: string): (string | null)[] => {
  const fields = line.split('\t');
  return line.includes('\\') ? fields.map(readField) : fields;
};

const NEWLINE = '\n'.charCodeAt(0);

/** COPY, because no other way out of PostgreSQL is half as fast. */
export async function* streamPostgres(pool: Pool, sql: string, silence: number): AsyncGenerator<TextRows> {
  const client = await pool.connect();
  let isWhole = false;
  try {
    const chunks = client.query(copyTo(`COPY (${sql}) TO STDOUT`))[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const next = await orSilence(chunks.next(), silence);
      if (next.done === true) break;
      const bytes = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
      const end = bytes.lastIndexOf(NEWLINE);
      rest = bytes.subarray(end + 1);
      if (end >= 0) yield bytes.toString('utf8', 0, end).split('\n').map(readLine);
    }
    isWhole = true;
  } finally {
    // In the middle of an answer a connection is good for nothing else.
    client.release(!isWhole);
  }
}
