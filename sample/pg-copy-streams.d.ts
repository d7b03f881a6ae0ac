// The package ships no types; this is the part that the sample uses.
declare module 'pg-copy-streams' {
  import type { Writable } from 'node:stream';
  import type { Connection, Submittable } from 'pg';

  export function from(sql: string): Writable & Submittable & { submit(connection: Connection): void };
}
