import type { ValueKind } from './table';

/** What PostgreSQL calls a column of each kind; lengths and precisions come from the column itself. */
export const POSTGRES_TYPES = {
  integer: 'integer',
  bigint: 'bigint',
  decimal: 'numeric',
  boolean: 'boolean',
  text: 'text',
  instant: 'timestamp with time zone',
  date: 'date',
  json: 'jsonb',
  uuid: 'uuid',
  enum: 'enum',
} as const satisfies Record<ValueKind, string>;
