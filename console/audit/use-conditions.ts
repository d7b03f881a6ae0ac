import { useState } from 'react';
import type { MappingName } from '../generated/operations';
import { isLegacyId } from '../parts/ids';
import { usePlace } from '../parts/use-place';

interface Conditions {
  readonly actor: string | null;
  readonly setActor: (actor: string | null) => void;
  readonly mapping: MappingName | null;
  readonly legacyId: string | null;
  /** What the address says by another name; null: nothing. */
  readonly said: (name: string) => string | null;
}

/** The conditions as the API takes them; null: any. The actor is not of the address: it may be the name of a person. */
export function useConditions(): Conditions {
  const [search] = usePlace();
  const [actor, setActor] = useState<string | null>(null);
  const said = (name: string): string | null => {
    const text = search.get(name);
    return text === '' ? null : text;
  };
  const legacyId = said('legacyId');
  return {
    actor,
    setActor,
    mapping: said('mapping') as MappingName | null,
    legacyId: legacyId !== null && isLegacyId(legacyId) ? legacyId : null,
    said,
  };
}
