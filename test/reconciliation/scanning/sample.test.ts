import { Comparison } from '../../../reconciliation/comparison';
import { mappings } from '../../../reconciliation/mappings/all';
import { canScan } from '../../../reconciliation/scanning/scan-plan';
import { type Databases, openDatabases } from '../../../src/databases';
import { asRemembered, readLedger } from '../../mappings/remembered';
import { listPairs } from '../../support/compared-pages';
import { type SampleDatabases, useSample } from '../../support/sample';
import { describeEachEngine } from '../../support/servers';

const LIMITS = { poolSize: 4, statementTimeout: 120_000 };

/** More of them would say the same again. */
const MOST = 12_000;

describeEachEngine('the sample, scanned', (engine) => {
  let sample: SampleDatabases;
  let databases: Databases;
  beforeAll(async () => {
    sample = await useSample(engine);
    databases = await openDatabases({
      legacy: { url: sample.legacyUrl, ...LIMITS },
      new: { url: sample.newUrl, ...LIMITS },
    });
  }, 900_000);
  afterAll(async () => {
    await databases?.close();
    await sample?.drop();
  });

  test('every record stands as it does when it is looked at alone', async () => {
    const comparison = new Comparison(databases.sides, mappings, { rows: databases.rows, source: databases.new });
    let seen = 0;
    for (const mapping of mappings.filter(canScan)) {
      const count = await comparison.loader.legacy.count(mapping);
      if (count > MOST) continue;
      await comparison.compareMapping(mapping);
      const pairs = await listPairs(comparison.loader, mapping);
      const causes = await comparison.tracer.trace(pairs);
      expect([mapping.name, await readLedger(databases, mapping)]).toEqual([mapping.name, asRemembered(pairs, causes)]);
      seen += pairs.length;
    }
    expect(seen).toBeGreaterThan(10_000);
  }, 300_000);
});
