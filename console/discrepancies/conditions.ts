import { useMemo } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type {
  DiscrepancyOrder,
  DiscrepancyState,
  DiscrepancyWhere,
  MappingName,
  SaveViewWhere,
  Verdict,
} from '../generated/operations';
import { VERDICTS } from '../parts/verdict';
import { type ListPlace, placeOfList } from '../places';

/** What the list is narrowed to. All of it stands in the address; the text that is looked for never does. */
export interface Conditions {
  readonly mapping: string | null;
  readonly verdict: readonly string[];
  readonly state: readonly string[];
  readonly field: string | null;
  readonly rootCause: string | null;
  readonly legacyId: string | null;
  readonly orderBy: DiscrepancyOrder;
}

export const STATES: readonly string[] = ['OPEN', 'WAIVED', 'CLOSED'];

/** What no enum of the API names is left out: an address from elsewhere narrows by what it says rightly. */
const listOf = (text: string | null, known: readonly string[]): string[] =>
  (text ?? '').split(',').filter((value) => known.includes(value));

const textOf = (text: string | null): string | null => (text === null || text === '' ? null : text);

const readConditions = (search: URLSearchParams): Conditions => ({
  mapping: textOf(search.get('mapping')),
  verdict: listOf(search.get('verdict'), VERDICTS),
  state: listOf(search.get('state'), STATES),
  field: textOf(search.get('field')),
  rootCause: textOf(search.get('rootCause')),
  legacyId: textOf(search.get('legacyId')),
  orderBy: search.get('orderBy') === 'NEWEST' ? 'NEWEST' : 'OLDEST',
});

const set = <Value>(name: keyof ListPlace, value: Value | null): { [name: string]: Value } =>
  value === null ? {} : { [name]: value };

export const placeOf = ({ verdict, state, orderBy, ...single }: Conditions): string =>
  placeOfList({
    ...set('mapping', single.mapping),
    verdict,
    state,
    ...set('field', single.field),
    ...set('rootCause', single.rootCause),
    ...set('legacyId', single.legacyId),
    ...set('orderBy', orderBy === 'OLDEST' ? null : orderBy),
  });

export interface UsedConditions {
  readonly conditions: Conditions;
  readonly narrow: (change: Partial<Conditions>) => void;
}

export function useConditions(): UsedConditions {
  const [search] = useSearchParams();
  const [, go] = useLocation();
  const text = search.toString();
  const conditions = useMemo(() => readConditions(new URLSearchParams(text)), [text]);
  return { conditions, narrow: (change) => go(placeOf({ ...conditions, ...change }), { replace: true }) };
}

/** The conditions that may be kept in a view: none of them names a record. */
export const keptWhereOf = ({ mapping, verdict, state, field, rootCause }: Conditions): SaveViewWhere => ({
  ...(mapping === null ? {} : { mapping: mapping as MappingName }),
  ...(verdict.length === 0 ? {} : { verdict: verdict as Verdict[] }),
  ...(state.length === 0 ? {} : { state: state as DiscrepancyState[] }),
  ...(field === null ? {} : { field }),
  ...(rootCause === null ? {} : { rootCause }),
});

/** As the API takes them; `text`: empty, none is looked for. */
export const whereOf = (conditions: Conditions, text: string): DiscrepancyWhere => ({
  ...keptWhereOf(conditions),
  ...(conditions.legacyId === null ? {} : { legacyId: conditions.legacyId }),
  ...(text === '' ? {} : { text }),
});

export const isNarrowed = (conditions: Conditions, text: string): boolean =>
  Object.keys(whereOf(conditions, text)).length > 0;

export const NO_CONDITIONS: Conditions = {
  mapping: null,
  verdict: [],
  state: [],
  field: null,
  rootCause: null,
  legacyId: null,
  orderBy: 'OLDEST',
};
