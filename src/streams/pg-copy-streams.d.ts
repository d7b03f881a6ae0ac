// The package ships no types; this is the part that is used here.
declare module 'pg-copy-streams' {
  import type { Readable, Writable, WritableOptions } from 'node:stream';
  import type { Connection, Submittable } from 'pg';

  export function from(
    sql: string,
    options?: WritableOptions,
  ): Writable & Submittable & { submit(connection: Connection): void };
  export function to(sql: string): Readable & Submittable & { submit(connection: Connection): void };
}
