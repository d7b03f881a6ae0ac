import type { MappingName, RunKind, RunState, RunWhere } from '../generated/operations';
import { usePlace } from '../parts/use-place';
import { ACTIVE, KINDS, STATES } from './run-words';

/** Conditions of the list, as its address has them. */
export interface RunsPlace {
  readonly kind: RunKind | '';
  /** ACTIVE: whatever is not over. */
  readonly state: RunState | 'ACTIVE' | '';
  readonly mapping: string;
  readonly where: RunWhere;
  readonly become: (change: { readonly kind?: string; readonly state?: string; readonly mapping?: string }) => void;
}

export function useRunsPlace(): RunsPlace {
  const [search, become] = usePlace();
  const kind = KINDS.find((name) => name === search.get('kind')) ?? '';
  const wanted = search.get('state');
  const state = wanted === 'ACTIVE' ? wanted : (STATES.find((name) => name === wanted) ?? '');
  const mapping = search.get('mapping') ?? '';
  const states = state === 'ACTIVE' ? [...ACTIVE] : state === '' ? null : [state];
  const where = {
    kind: kind === '' ? null : kind,
    state: states,
    mapping: mapping === '' ? null : (mapping as MappingName),
  };
  return { kind, state, mapping, where, become };
}
