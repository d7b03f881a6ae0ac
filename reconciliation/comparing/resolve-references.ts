import type { Eligibility, MappedField, Mapping } from '../mapping';
import type { Cells } from '../reading/cells';
import type { FoundRow } from '../reading/lookup';
import { meaningOf, type NewRecord } from '../reading/new-reader';
import type { FieldExpectation } from './expectation';

/** What a legacy key leads to on the new side. */
export type Resolution =
  | { readonly outcome: 'FOUND'; readonly id: string }
  | { readonly outcome: 'NOT_ELIGIBLE' | 'AMBIGUOUS'; readonly id: string }
  | { readonly outcome: 'UNRESOLVED' };

/** Resolutions of one batch, by parent mapping and legacy key. */
export class References {
  private readonly rows = new Map<string, FoundRow[]>();

  add(parent: Mapping, rows: readonly FoundRow[]): void {
    for (const row of rows) {
      const key = `${parent.name}/${row.key}`;
      this.rows.set(key, [...(this.rows.get(key) ?? []), row]);
    }
  }

  resolve(field: MappedField, key: string): Resolution {
    const { reference } = field.rule;
    if (reference === undefined) throw new Error(`${field.property} is no reference`);
    const rows = this.rows.get(`${reference.mapping().name}/${key}`) ?? [];
    const eligible = rows.filter((row) => isEligible(reference.eligible, row.cells));
    const [first] = eligible;
    if (first !== undefined) return { outcome: eligible.length > 1 ? 'AMBIGUOUS' : 'FOUND', id: first.id };
    return rows[0] === undefined ? { outcome: 'UNRESOLVED' } : { outcome: 'NOT_ELIGIBLE', id: rows[0].id };
  }
}

export function isEligible(eligible: Eligibility | null, cells: Cells): boolean {
  return Object.entries(eligible?.where ?? {}).every(([property, text]) => cells.get(property) === text);
}

/** Whether the row already points at an eligible record of this key, so that nothing need be looked up. */
export function pointsAt(field: MappedField, row: NewRecord | undefined, key: string | null): boolean {
  if (row === undefined || row.meanings.get(meaningOf(field)) !== key) return false;
  return (
    key === null || isEligible(field.rule.reference?.eligible ?? null, row.parents.get(meaningOf(field)) ?? new Map())
  );
}

/** What a batch has to look up on the new side before it can be compared. */
export interface Wanted {
  readonly mapping: Mapping;
  readonly keys: Set<string>;
  readonly tested: Set<string>;
}

/** The parents that a batch needs and that its rows do not already point at. */
export function wantedParents(
  batch: readonly { expectations: readonly FieldExpectation[]; row: NewRecord | undefined }[],
): Wanted[] {
  const wanted = new Map<Mapping, Wanted>();
  for (const { expectations, row } of batch) {
    for (const { field, outcome } of expectations) {
      const { reference } = field.rule;
      if (reference === undefined || !('value' in outcome) || outcome.value === null) continue;
      if (pointsAt(field, row, outcome.value)) continue;
      const mapping = reference.mapping();
      const entry = wanted.get(mapping) ?? { mapping, keys: new Set(), tested: new Set() };
      entry.keys.add(outcome.value);
      for (const property of Object.keys(reference.eligible?.where ?? {})) entry.tested.add(property);
      wanted.set(mapping, entry);
    }
  }
  return [...wanted.values()];
}
