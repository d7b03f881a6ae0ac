import { createHash } from 'node:crypto';
import type { Mapping } from '../mapping';
import type { CauseCode, Hop, Root } from './cause';

interface RootSketch {
  readonly code: CauseCode;
  readonly message: string;
  readonly mapping: Mapping;
  readonly field?: string | null;
  readonly record?: Hop | null;
  /** What else tells this root from others of the same code and field: an unmapped code. */
  readonly value?: string | null;
}

/**
 * A root cause and its identity. A record is known by its legacy table, not by a mapping, so that every mapping that
 * fails over one missing record names the same root.
 */
export function createRoot(sketch: RootSketch): Root {
  const record = sketch.record ?? null;
  const place =
    record === null ? [sketch.mapping.name, sketch.field ?? ''] : [record.table, record.legacyId ?? record.newId ?? ''];
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
