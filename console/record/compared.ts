import type { MappingName, RecordComparedQuery } from '../generated/operations';

export type Compared = NonNullable<RecordComparedQuery['record']>;
export type ComparedField = Compared['fields'][number];
export type Rule = Compared['mapping']['rules'][number];
export type Cause = Compared['causes'][number];

/** A record as the address names it: one of the two ids is null. */
export interface RecordId {
  readonly mapping: MappingName;
  readonly legacyId: string | null;
  readonly newId: string | null;
}

const TELLING: ReadonlySet<string> = new Set(['DIFFERENT', 'BLOCKED', 'UNREADABLE', 'DECIDED']);

/** Whether a field is why somebody looks at the record; the others are as they should be, or cannot be compared. */
export const isTelling = ({ state }: Pick<ComparedField, 'state'>): boolean => TELLING.has(state);
