import type { FindTable } from '../catalogue/catalogue';
import type { Mapping } from '../mapping';
import type { Sides } from '../reading/database';

export enum Severity {
  /** Comparing or migrating fails, or may say something wrong. */
  ERROR = 'ERROR',
  /** It works, and something that should protect or tell does not. */
  WARNING = 'WARNING',
}

export enum CheckCode {
  TABLE_MISSING = 'TABLE_MISSING',
  COLUMN_MISSING = 'COLUMN_MISSING',
  NOT_READABLE = 'NOT_READABLE',
  TYPE_UNFIT = 'TYPE_UNFIT',
  NULLABILITY = 'NULLABILITY',
  KEY_NOT_UNIQUE = 'KEY_NOT_UNIQUE',
  ENUM_LABEL_MISSING = 'ENUM_LABEL_MISSING',
  ENUM_LABEL_UNKNOWN = 'ENUM_LABEL_UNKNOWN',
  CODE_UNMAPPED = 'CODE_UNMAPPED',
  TRIGGER_DISABLED = 'TRIGGER_DISABLED',
  FOREIGN_KEY_MISSING = 'FOREIGN_KEY_MISSING',
}

/** Where a mapping and a live database do not fit each other, and what to do about it. */
export interface Finding {
  readonly severity: Severity;
  readonly code: CheckCode;
  readonly mapping: Mapping;
  readonly side: keyof Sides;
  /** The table that it is about. */
  readonly table: string;
  /** The column, by its name in the database; null: it is about the table, or about several of its columns. */
  readonly column: string | null;
  readonly message: string;
  readonly remedy: string;
}

/** A finding without what all findings of one look at a mapping share. */
export type FindingPart = Omit<Finding, 'mapping'>;

/** A mapping and what both catalogues hold of its tables. */
export interface Subject {
  readonly mapping: Mapping;
  readonly find: FindTable;
}

/** A name as SQL for the new side writes it; most need no marks and are easier to read without. */
export const sqlName = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
