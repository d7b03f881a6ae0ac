import '../../reconciliation/mappings/all';
import { randomInt } from 'node:crypto';
import { describeEachEngine } from '../support/servers';
import { compareUnderWrites } from './live-writes';
import { useRunWorld } from './run-world';

// The same with a million rows: npx tsx test/faults/live-writes-run.ts --rows 1000000
describeEachEngine('a comparison while both sides are written to', (engine) => {
  const world = useRunWorld(engine, { count: 20_000 });

  test('finds what is wrong, and nothing else', async () => {
    const seed = String(randomInt(1_000_000));
    await world().startWorker({ lanes: 2 });
    const report = await compareUnderWrites(world(), seed, 3);
    expect({ seed, ...report }).toMatchObject({ missed: [], invented: [] });
    expect(report.writes).toBeGreaterThan(10);
    expect(report.planted).toBeGreaterThan(50);
  });
});
