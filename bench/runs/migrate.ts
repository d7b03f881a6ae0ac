import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunKind } from '../../entities/ledger/run';
import { forgetAll, requestFor, runInLanes } from './ledger';
import { formatMeasured, type Goal, type Measured } from './markdown';
import { copyIn, copyOut } from './raw-limits';
import type { Records } from './records';
import { type Leg, runRounds, secondsOf, type Times, timesOf } from './rounds';
import { Variants } from './variants';
import type { World } from './world';

/** A bulk migration beside what PostgreSQL needs to take in the same rows when they are finished already. */

const RAW = '`psql \\copy` of the finished rows';
const ONE_LANE = 'migrated, 1 lane';
const TWO_LANES = 'migrated, 2 lanes';
const REVERTED = 'reverted, 2 lanes';

/** Of the speed of the raw copy. */
const GOALS: Readonly<Record<string, Goal>> = {
  [ONE_LANE]: { least: 0.65, unit: '×' },
  [TWO_LANES]: { least: 0.85, unit: '×' },
};

class Migration {
  private finished = '';
  private lastRun = '';

  constructor(
    private readonly world: World,
    private readonly variants: Variants,
    private readonly file: string,
  ) {}

  /** The rows as they should be, outside the database. */
  async keepRows(): Promise<void> {
    this.finished = await this.digest();
    await copyOut(this.world.newUrl, `SELECT * FROM ${this.records.newTable}`, this.file);
  }

  legs(): Leg[] {
    const prepare = async (): Promise<void> => {
      await this.variants.empty();
      await forgetAll(this.world.databases.sides.new);
    };
    const finish = (): Promise<void> => this.check(this.finished);
    const migrate = (name: string, lanes: number): Leg => ({ name, prepare, run: () => this.migrate(lanes), finish });
    return [
      {
        name: RAW,
        prepare,
        run: () => secondsOf(() => copyIn(this.world.newUrl, this.records.newTable, this.file)),
        finish,
      },
      migrate(ONE_LANE, 1),
      migrate(TWO_LANES, 2),
      { name: REVERTED, run: () => this.revert(2), finish: () => this.check(NO_ROWS) },
    ];
  }

  private get records(): Records {
    return this.variants.records;
  }

  private async migrate(lanes: number): Promise<number> {
    const request = requestFor(this.records.mapping, { kind: RunKind.MIGRATE });
    const { id, seconds } = await runInLanes(this.world, lanes, request);
    this.lastRun = id;
    return seconds;
  }

  private async revert(lanes: number): Promise<number> {
    const request = requestFor(this.records.mapping, { kind: RunKind.REVERT, reverts: this.lastRun });
    return (await runInLanes(this.world, lanes, request)).seconds;
  }

  private async check(expected: string): Promise<void> {
    const found = await this.digest();
    if (found !== expected) throw new Error(`${this.records.newTable} holds ${found} instead of ${expected}`);
  }

  /** Number and digest of all rows but for their ids, which every load makes anew; documents by their meaning. */
  private async digest(): Promise<string> {
    const { newTable, newValues } = this.records;
    const columns = Object.keys(newValues).map((column) => `"${column}"`);
    const [row] = await this.world.databases.sides.new.query<{ digest: string }>(
      `SELECT count(*) || ' rows ' || coalesce(sum(hash_record_extended((${columns.join(', ')}), 0)), 0) AS digest FROM ${newTable}`,
    );
    return row?.digest ?? '';
  }
}

const NO_ROWS = '0 rows 0';

function judge(times: ReadonlyMap<string, Times>): Measured[] {
  const raw = timesOf(times, RAW);
  const toRaw = (name: string): Measured => {
    const goal = GOALS[name];
    const own = timesOf(times, name);
    const compared = { name, times: own, ratio: raw.median / own.median, measure: 'of the speed of the raw copy' };
    return goal === undefined ? compared : { ...compared, goal };
  };
  return [{ name: RAW, times: raw }, toRaw(ONE_LANE), toRaw(TWO_LANES), toRaw(REVERTED)];
}

/** Measures the migration of so many records, of which none has come over, and answers a table. */
export async function benchMigrate(world: World, records: Records, rows: number, rounds: number): Promise<string> {
  const variants = await Variants.fill(world, records, rows, [{ name: 'none', count: 0 }]);
  const folder = await mkdtemp(join(tmpdir(), 'counterpart-bench-'));
  try {
    const file = join(folder, 'rows.copy');
    const migration = new Migration(world, variants, file);
    await migration.keepRows();
    const times = await runRounds(rounds, migration.legs());
    const megabytes = Math.round((await stat(file)).size / 1e6);
    return `${formatMeasured(rows, judge(times))}\n\nThe finished rows are a file of ${megabytes} MB.`;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await variants.drop();
  }
}
