import type { SettledBlock } from '../../../reconciliation/scanning/blocks';

/** The legacy keys of the pairs that blocks of a verdict hold. */
export const keysOf = (blocks: readonly SettledBlock[], verdict: string): string[] =>
  blocks
    .filter((block) => block.verdict === verdict)
    .flatMap((block) => block.offsets.map((offset) => String(BigInt(block.block) * 1024n + BigInt(offset))));
