import { v5 } from 'uuid';
import type { Mapping } from '../mapping';

const NAMESPACE = '6f2b7f0e-6f5c-5b0e-9d6b-6a3a3c1f0a11';

/**
 * The id of the row that a legacy record becomes. It is made from the record's name, so that a preview shows the very
 * row that will be written and a repeated migration cannot make a second one.
 */
export const newIdFor = (mapping: Pick<Mapping, 'name'>, legacyId: string): string =>
  v5(`${mapping.name}/${legacyId}`, NAMESPACE);
