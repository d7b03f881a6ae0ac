import type { Role } from './role';

/** Somebody who signed in. */
export interface Caller {
  /** The person behind the request, by the name that the audit trail carries; two tokens of one person are one person. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** The systems whose mappings they may see and write; null: all. */
  readonly systems: readonly string[] | null;
}
