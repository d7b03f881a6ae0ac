import { createHash } from 'node:crypto';
import type { Mapping } from '../mapping';
import { CauseCode, type Hop, type Root } from './cause';

interface RootSketch {
  readonly code: CauseCode;
  readonly message: string;
  readonly mapping: Mapping;
  readonly field?: string | null;
  readonly record?: Hop | null;
  /** What else tells this root from others of the same code and field: an unmapped code. */
  readonly value?: string | null;
}

/** Causes that lie in a legacy record itself, whichever mapping asks for it. */
const OF_THE_TABLE: readonly CauseCode[] = [CauseCode.PARENT_NOT_IN_LEGACY, CauseCode.REQUIRED_VALUE_MISSING];

const ownerOf = (code: CauseCode, record: Hop): string =>
  OF_THE_TABLE.includes(code) ? record.table : (record.mapping?.name ?? record.table);

/**
 * A root cause and its identity: the same for every mapping that fails over one record. How a record was migrated is a
 * matter of its mapping, because one legacy record may have come over as a patient and not as a case; what it is or
 * says on the legacy side is a matter of its table.
 */
export function createRoot(sketch: RootSketch): Root {
  const record = sketch.record ?? null;
  const place =
    record === null
      ? [sketch.mapping.name, sketch.field ?? '']
      : [ownerOf(sketch.code, record), record.legacyId ?? record.newId ?? ''];
  const identity = JSON.stringify([sketch.code, ...place, sketch.value ?? '']);
  return {
    id: createHash('sha256').update(identity).digest('base64url').slice(0, 22),
    code: sketch.code,
    message: sketch.message,
    mapping: sketch.mapping,
    field: sketch.field ?? null,
    record,
  };
}
