/** The addresses of the page. Ids and names of fields may stand in them; values of records may not. */

const part = (text: string): string => encodeURIComponent(text);

export interface RecordPlace {
  readonly mapping: string;
  readonly legacyId?: string | null | undefined;
  readonly newId?: string | null | undefined;
}

/** A record by its legacy id, or by its new row where no single legacy record stands behind that. */
export function placeOfRecord({ mapping, legacyId, newId }: RecordPlace): string {
  const id = legacyId ?? (newId == null ? '' : `new/${newId}`);
  return `/records/${part(mapping)}/${id.split('/').map(part).join('/')}`;
}

export const placeOfMapping = (mapping: string): string => `/mappings/${part(mapping)}`;
export const placeOfRun = (id: string): string => `/runs/${part(id)}`;

/** The query page is a document of its own, with a policy of its own: one loads it, and leaves it for another document. */
export const QUERY_PLACE = '/query';
export const isQueryPage = (place: string): boolean => place.split('?')[0] === QUERY_PLACE;

/** Conditions of the list of discrepancies, as its address has them; absent: any. */
export interface ListPlace {
  readonly mapping?: string;
  readonly verdict?: readonly string[];
  readonly state?: readonly string[];
  readonly field?: string;
  readonly rootCause?: string;
  readonly legacyId?: string;
  readonly orderBy?: string;
}

export function placeOfList(conditions: ListPlace): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(conditions) as [string, string | readonly string[] | undefined][])
    if (value !== undefined && value.length > 0) search.set(name, typeof value === 'string' ? value : value.join(','));
  const text = search.toString();
  return text === '' ? '/discrepancies' : `/discrepancies?${text}`;
}
