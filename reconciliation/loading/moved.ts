import type { Mapping } from '../mapping';
import type { RowSource } from '../reading/database';
import { keyAfter, takeOutUnchanged } from './legacy-batches';
import type { PreparedBatch } from './prepare-batch';

/** Undoes a batch: legacy records changed or vanished between being read and being written. */
export class Moved extends Error {
  constructor(readonly keys: readonly string[]) {
    super(`${keys.length} legacy records changed while they were written`);
  }
}

/** Which of the rows that were written are not what the legacy side would make of them by now, by legacy key in order. */
export async function listMoved(
  source: RowSource,
  mapping: Mapping,
  batch: PreparedBatch,
  written: readonly string[],
): Promise<readonly string[]> {
  const [first, last] = [written[0], written.at(-1)];
  if (first === undefined || last === undefined) return [];
  const known = new Map(batch.keys.map((key, index) => [key, batch.digests[index] ?? 0]));
  const left = new Map(written.map((key) => [key, known.get(key) ?? 0]));
  await takeOutUnchanged(source, mapping, { from: first, before: keyAfter(last) }, left);
  return [...left.keys()];
}
