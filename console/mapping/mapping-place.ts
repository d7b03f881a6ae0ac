import { useSearchParams } from 'wouter';
import { placeOfMapping } from '../places';

export const TABS = ['causes', 'fields', 'columns', 'checks'] as const;
export type TabName = (typeof TABS)[number];

/** A field of a mapping with one of the answers about it. */
export const placeOfField = (mapping: string, field: string, answer: string): string =>
  `${placeOfMapping(mapping)}?${new URLSearchParams({ tab: 'fields', field, answers: answer }).toString()}`;

/** What of the view stands in its address. */
interface MappingPlace {
  readonly tab: TabName;
  readonly field: string | null;
  /** Names in a list, in the order in which they were asked for. */
  readonly listOf: (name: 'answers' | 'checks') => readonly string[];
  /** Whether all causes are wanted that can be had. */
  readonly hasAllCauses: boolean;
  /** Null takes away. */
  readonly become: (change: Readonly<Record<string, string | null>>) => void;
}

export function useMappingPlace(): MappingPlace {
  const [search, setSearch] = useSearchParams();
  const wanted = search.get('tab');
  return {
    tab: TABS.find((name) => name === wanted) ?? 'causes',
    field: search.get('field'),
    listOf: (name) => (search.get(name) ?? '').split(',').filter((part) => part !== ''),
    hasAllCauses: search.get('causes') === 'all',
    become: (change) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(change))
            if (value === null || value === '') after.delete(name);
            else after.set(name, value);
          return after;
        },
        { replace: true },
      ),
  };
}

/** A list with a name put at its end, or taken out of it, as the address has it. */
export const toggled = (names: readonly string[], name: string): string =>
  (names.includes(name) ? names.filter((other) => other !== name) : [...names, name]).join(',');
