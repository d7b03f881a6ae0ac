import type { Verdict } from '../comparing/verdict';
import type { Mapping } from '../mapping';

/** Why a pair is not matched. Codes are stable and generic; the mapping's own words are in the message. */
export enum CauseCode {
  /** The parent exists on the legacy side and could be migrated now. */
  PARENT_MISSING = 'PARENT_MISSING',
  /** The parent exists but is not what the mapping asks for. */
  PARENT_NOT_ELIGIBLE = 'PARENT_NOT_ELIGIBLE',
  /** The parent is itself blocked; the root cause is further up. */
  PARENT_BLOCKED = 'PARENT_BLOCKED',
  /** The parent was left out on purpose. */
  PARENT_EXCLUDED = 'PARENT_EXCLUDED',
  /** The legacy record names a parent that the legacy side does not have. */
  PARENT_NOT_IN_LEGACY = 'PARENT_NOT_IN_LEGACY',
  /** The parent exists more than once on the new side. */
  PARENT_AMBIGUOUS = 'PARENT_AMBIGUOUS',
  /** The parent's own values cannot be decoded. */
  PARENT_UNREADABLE = 'PARENT_UNREADABLE',
  /** A legacy code has no label. */
  CODE_UNMAPPED = 'CODE_UNMAPPED',
  /** A value does not fit what the new side can hold. */
  VALUE_INVALID = 'VALUE_INVALID',
  /** A value could not be read or decoded. */
  VALUE_UNREADABLE = 'VALUE_UNREADABLE',
  /** The new side holds another value than the rule gives. */
  VALUE_DIFFERS = 'VALUE_DIFFERS',
  /** Another row already holds a value that must be unique. */
  NOT_UNIQUE = 'NOT_UNIQUE',
  /** A required value or parent was never set. */
  REQUIRED_VALUE_MISSING = 'REQUIRED_VALUE_MISSING',
  /** The database refused the record. */
  REJECTED_BY_DATABASE = 'REJECTED_BY_DATABASE',
  /** Nothing stands in the way: the record was never migrated. */
  NOT_MIGRATED = 'NOT_MIGRATED',
  /** The same legacy record stands on the new side more than once. */
  LOADED_TWICE = 'LOADED_TWICE',
  /** A new row claims a legacy record that does not exist. */
  NOT_IN_LEGACY = 'NOT_IN_LEGACY',
  /** A new row exists for a legacy record that the mapping leaves out. */
  OUT_OF_SCOPE = 'OUT_OF_SCOPE',
}

/** One record on the way from a pair to what explains it. */
export interface Hop {
  /** Null: no mapping covers the table. */
  readonly mapping: Mapping | null;
  /** The legacy table of the record. */
  readonly table: string;
  readonly legacyId: string | null;
  readonly newId: string | null;
  /** How the record stands, in a word or two. */
  readonly state: string;
  /** Its verdict, where it was compared on the way; null: it has none; absent: it was not compared. */
  readonly verdict?: Verdict | null;
}

/** The cause at the end of a path, shared by everything that it blocks. */
export interface Root {
  /** Stable: the same cause has the same id in every comparison. */
  readonly id: string;
  readonly code: CauseCode;
  readonly message: string;
  readonly mapping: Mapping;
  readonly field: string | null;
  /** The record that explains the rest; null: the cause is no single record. */
  readonly record: Hop | null;
}

export interface Cause {
  readonly code: CauseCode;
  readonly message: string;
  readonly field: string | null;
  /** From the pair itself to the record that explains it. */
  readonly path: readonly Hop[];
  readonly root: Root;
}
