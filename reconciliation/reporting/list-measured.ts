import { fieldOf, type Mapping, type Measure } from '../mapping';
import type { Sides } from '../reading/database';
import { measureAmounts } from './amounts';
import { measureBreakdown } from './breakdown';
import type { Measured, MeasuredValues } from './measured';

function measure(sides: Sides, mapping: Mapping, declared: Measure): Promise<MeasuredValues> {
  const field = fieldOf(mapping, declared.field);
  if (declared.kind !== 'breakdown') return measureAmounts(sides, mapping, declared.kind, field);
  return measureBreakdown(sides, mapping, field, declared.of === null ? null : fieldOf(mapping, declared.of));
}

/** Every measure that these mappings declare, counted now on both sides. */
export async function listMeasured(sides: Sides, mappings: readonly Mapping[]): Promise<Measured[]> {
  const all: Measured[] = [];
  for (const mapping of mappings) {
    for (const declared of mapping.measures) {
      const { kind, field } = declared;
      const of = declared.kind === 'breakdown' ? declared.of : null;
      const values = await measure(sides, mapping, declared);
      all.push({ mapping: mapping.name, title: mapping.title, kind, field, of, ...values });
    }
  }
  return all;
}
