import { isDeepStrictEqual } from 'node:util';
import { RunKind } from '../../entities/ledger/run';
import { compareRanges } from './compare-ranges';
import { countOfKind, type Differences } from './keys';
import { countDiscrepancies, forgetAll, requestFor, runInLanes } from './ledger';
import { formatMeasured, type Goal, type Measured } from './markdown';
import { scanLegacy, scanNew } from './raw-limits';
import type { Records } from './records';
import { type Leg, runRounds, secondsOf, type Times, timesOf } from './rounds';
import { Variants } from './variants';
import type { World } from './world';

/** A comparison of a whole mapping beside the two scans that it cannot do without. */

/** At few and at many differences, as a share of the time at none. */
const OF_NONE: readonly { readonly goal: Goal }[] = [
  { goal: { most: 1.1, unit: '×' } },
  { goal: { most: 1.4, unit: '×' } },
];

/** Throws when not exactly the differences that were made are in the ledger. */
async function check(world: World, { fields, mapping }: Records, differences: Differences): Promise<void> {
  const each = countOfKind(differences);
  const names = [fields.instant, fields.other, fields.text, 'EXTRA', 'MISSING'];
  const expected = each === 0 ? {} : Object.fromEntries(names.map((name) => [name, each]));
  const found = await countDiscrepancies(world.databases.sides.new);
  if (!isDeepStrictEqual(found, expected))
    throw new Error(
      `${mapping}, ${differences.name}: found ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`,
    );
}

const LEGACY_SCAN = '`mariadb --quick`';
const NEW_SCAN = '`psql COPY`';
const engineName = (differences: Differences): string => `compared, differences: ${differences.name}`;
const runName = (lanes: number): string => `as a run, ${lanes} ${lanes === 1 ? 'lane' : 'lanes'}`;
const LANES = [1, 2];

function legsFor(world: World, variants: Variants): Leg[] {
  const { records, differences } = variants;
  const compare = (index: number, name: string, run: Leg['run']): Leg => ({
    name,
    run,
    prepare: async () => {
      await variants.put(index);
      await forgetAll(world.databases.sides.new);
    },
    finish: () => check(world, records, differences[index] ?? { name: 'none', count: 0 }),
  });
  const scan = (name: string, work: () => Promise<void>): Leg => ({
    name,
    run: () => secondsOf(work),
    prepare: () => variants.put(0),
  });
  const request = requestFor(records.mapping, { kind: RunKind.COMPARE });
  return [
    scan(LEGACY_SCAN, () => scanLegacy(world.legacyUrl, records.legacyScan)),
    scan(NEW_SCAN, () => scanNew(world.newUrl, records.newScan)),
    ...differences.map((wanted, index) =>
      compare(index, engineName(wanted), () => secondsOf(() => compareRanges(world, records.mapping))),
    ),
    ...LANES.map((lanes) => compare(0, runName(lanes), async () => (await runInLanes(world, lanes, request)).seconds)),
  ];
}

/** What is held against what, and how it should come out. */
function judge(times: ReadonlyMap<string, Times>, variants: Variants, goal: Goal): Measured[] {
  const of = (name: string): Times => timesOf(times, name);
  const scans = of(LEGACY_SCAN).median + of(NEW_SCAN).median;
  const toScans = (name: string): Measured => ({
    name,
    times: of(name),
    ratio: of(name).median / scans,
    measure: 'of both scans',
    goal,
  });
  const [none, ...others] = variants.differences.map(engineName);
  if (none === undefined) throw new Error('nothing was compared');
  const toNone = (name: string, index: number): Measured => ({
    name,
    times: of(name),
    ratio: of(name).median / of(none).median,
    measure: 'of that at none',
    ...OF_NONE[index],
  });
  return [
    { name: LEGACY_SCAN, times: of(LEGACY_SCAN) },
    { name: NEW_SCAN, times: of(NEW_SCAN) },
    toScans(none),
    ...others.map(toNone),
    ...LANES.map((lanes) => toScans(runName(lanes))),
  ];
}

/** Measures the comparison of so many records, and answers a table. `most`: the goal, as a share of both scans. */
export async function benchCompare(
  world: World,
  records: Records,
  rows: number,
  { rounds, most }: { readonly rounds: number; readonly most: number },
): Promise<string> {
  const variants = await Variants.fill(world, records, rows);
  try {
    const times = await runRounds(rounds, legsFor(world, variants));
    return formatMeasured(rows, judge(times, variants, { most, unit: '×' }));
  } finally {
    await variants.drop();
  }
}
