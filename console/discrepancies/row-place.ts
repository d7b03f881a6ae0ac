import type { RecordPlace } from '../places';
import type { Row } from './page-store';

/** Rows that are there too much may claim one legacy record together: each is known by its own id. */
export const placeIn = ({ mapping, verdict, legacyId, newId }: Row): RecordPlace =>
  verdict === 'EXTRA' && newId !== null ? { mapping, newId } : { mapping, legacyId, newId };

export function idOf(row: Row): string {
  const { legacyId, newId } = placeIn(row);
  return legacyId ?? newId ?? '?';
}

/** As it is spoken of: `Payments 812`. */
export const nameOf = (row: Row, title: string): string => `${title} ${idOf(row)}`;
