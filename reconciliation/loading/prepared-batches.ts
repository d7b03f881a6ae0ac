import type { Mapping } from '../mapping';
import type { Hold } from '../runs/hold';
import type { KeyRange } from '../scanning/key-range';
import { CopyText } from './copy-text';
import { cut, keyAfter, partsOf, type RawBatch, readBatch } from './legacy-batches';
import type { LoadTools } from './load-order';
import { BatchPreparer, dependsOnItself, joined, type PreparedBatch } from './prepare-batch';

/** Records that are prepared at a time: so few that nothing of them has grown old when it is thrown away. */
const PART = 1_000;

/**
 * The batches of a range in key order, each of `size` legacy records at most and ready to be written. Whatever has to be
 * waited for is waited for before a batch is read, and no answer of the legacy side is left open meanwhile.
 */
export async function* preparedBatches(
  tools: LoadTools,
  mapping: Mapping,
  range: KeyRange,
  size: number,
  hold: Hold,
  moving?: ReadonlySet<string>,
): AsyncGenerator<PreparedBatch> {
  const preparer = new BatchPreparer(tools, mapping, moving);
  const { before } = range;
  const most = dependsOnItself(mapping) ? Math.min(size, PART) : size;
  let { from } = range;
  // How many records a batch has is known when it was read, so a limit is asked about each one before the next.
  let read = 0;
  for (;;) {
    await hold.beforeBatch(read);
    const raw = await readBatch(tools.rows.legacy, mapping, { from, before }, most);
    read = raw.records.length;
    yield* prepare(preparer, mapping, raw);
    if (raw.isLast) break;
    from = keyAfter(raw.records.at(-1)?.[0] ?? '');
  }
  await hold.beforeBatch(read);
}

/** One batch, or several where what is written is needed by what comes next. */
async function* prepare(preparer: BatchPreparer, mapping: Mapping, raw: RawBatch): AsyncGenerator<PreparedBatch> {
  const isStepwise = dependsOnItself(mapping);
  const rows = new CopyText();
  const parts: PreparedBatch[] = [];
  for (const piece of cut(raw, PART))
    for (const part of partsOf(mapping, piece))
      if (isStepwise) yield joined([await preparer.prepare(part, new CopyText())]);
      else parts.push(await preparer.prepare(part, rows));
  if (!isStepwise) yield joined(parts);
}
