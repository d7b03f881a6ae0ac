import type { MappingName } from '../generated/operations';
import { usePlace } from '../parts/use-place';
import { isWholeNumber } from './conditions';

interface Conditions {
  readonly actor: string | null;
  readonly mapping: MappingName | null;
  readonly legacyId: string | null;
  /** What the address says by another name; null: nothing. */
  readonly said: (name: string) => string | null;
}

/** The conditions that the address has, as the API takes them; null: any. */
export function useConditions(): Conditions {
  const [search] = usePlace();
  const said = (name: string): string | null => {
    const text = search.get(name);
    return text === '' ? null : text;
  };
  const legacyId = said('legacyId');
  return {
    actor: said('actor'),
    mapping: said('mapping') as MappingName | null,
    legacyId: legacyId !== null && isWholeNumber(legacyId) ? legacyId : null,
    said,
  };
}
