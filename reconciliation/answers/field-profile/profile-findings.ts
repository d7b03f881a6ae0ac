import type { MappedField } from '../../mapping';
import { roundHalfUp } from '../../reporting/exact';
import { percentOf } from '../../reporting/rate';
import { counted } from '../words';
import type { ValueProfile } from './value-profile';

/** A change of the fill rate below one in a hundred is as a rule that of a few records. */
const LEAST_CHANGE = 100;

function fillRate({ filled, rows }: ValueProfile): string {
  const percent = percentOf({ part: filled, whole: rows });
  return percent === null ? 'nothing' : `${roundHalfUp(percent, 1)} %`;
}

/** The rule reads one value and passes it on, so that the two sides may be held against each other. */
const isPassedOn = ({ rule }: MappedField): boolean => rule.reads.length === 1 && rule.kind !== 'derived';

function isVaried(profile: ValueProfile): boolean {
  return profile.distinct + (profile.nulls > 0 ? 1 : 0) > 1;
}

function constantFinding(current: ValueProfile, legacy: readonly ValueProfile[]): string[] {
  const varied = legacy.filter(isVaried);
  if (current.rows < 2 || isVaried(current) || varied.length === 0) return [];
  const held = current.nulls > 0 ? 'NULL' : 'one value';
  return varied.map(
    ({ path, distinct }) =>
      `the new side holds ${held} in every row, and ${path} has ${counted(distinct, 'different value')} on the legacy side`,
  );
}

function fillFinding(current: ValueProfile, legacy: ValueProfile): string[] {
  if (current.rows === 0 || legacy.rows === 0) return [];
  const change = current.filled * legacy.rows - legacy.filled * current.rows;
  if (Math.abs(change) * LEAST_CHANGE < current.rows * legacy.rows) return [];
  return [`the fill rate ${change < 0 ? 'fell' : 'rose'} from ${fillRate(legacy)} to ${fillRate(current)}`];
}

function lengthFinding({ rule }: MappedField, current: ValueProfile, legacy: ValueProfile): string[] {
  if (rule.kind !== 'copy' || current.longest === null || legacy.longest === null) return [];
  if (current.longest === legacy.longest) return [];
  return [
    `the longest new text has ${counted(current.longest, 'character')}, the longest legacy text ${legacy.longest}`,
  ];
}

/** What stands out between the two profiles, in plain words and without a value. */
export function compareProfiles(field: MappedField, current: ValueProfile, legacy: readonly ValueProfile[]): string[] {
  const [only] = legacy;
  const both =
    only === undefined || !isPassedOn(field)
      ? []
      : [...fillFinding(current, only), ...lengthFinding(field, current, only)];
  return [...constantFinding(current, legacy), ...both];
}
