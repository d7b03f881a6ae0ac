import fc from 'fast-check';
import { openWorld, type World } from '../support/world';
import { Run } from './interleave';
import { Laboratory } from './laboratory';
import { interleavings } from './steps';

const count = Number(process.env.INTERLEAVINGS ?? 60);
const seed = Number(process.env.INTERLEAVINGS_SEED ?? Date.now() % 2 ** 31);

/** So many share one world: every one verifies the whole audit trail, which grows with each. */
const IN_ONE_WORLD = 200;

async function performMany(world: World, runs: number, ownSeed: number, seen: Map<string, number>): Promise<void> {
  const laboratory = await Laboratory.open(world);
  await fc.assert(
    fc.asyncProperty(interleavings, (interleaving) => new Run(laboratory, interleaving, seen).perform()),
    { numRuns: runs, seed: ownSeed },
  );
}

test(`${count} interleavings of plan, apply, revert and the writes of others lose nothing (seed ${seed})`, async () => {
  const seen = new Map<string, number>();
  for (let first = 0; first < count; first += IN_ONE_WORLD) {
    const world = await openWorld('postgres', { poolSize: 8 });
    try {
      await performMany(world, Math.min(IN_ONE_WORLD, count - first), seed + first, seen);
    } finally {
      await world.close();
    }
  }
  if (process.env.INTERLEAVINGS !== undefined) process.stderr.write(`${JSON.stringify(Object.fromEntries(seen))}\n`);
  const answers = [...seen.keys()];
  for (const answer of ['migrateRecord', 'reconcileRecord', 'revertChange', 'NEW_CHANGED', 'LEGACY_CHANGED'])
    expect(answers).toContain(answer);
}, 36_000_000);
