import { newDataSource } from '../../ormconfig';
import { note } from '../../src/output';
import { type Differences, differencesFor } from './keys';
import { legacyInsert, newInsert, type Records } from './records';
import { LIMITS, type World } from './world';

/** Where the table that was made empty is put meanwhile. */
const EMPTY = 'empty';

/**
 * The legacy table of some records, once for each number of differences. One of them is in place at a time: it gets
 * there by its name, so that none of its pages is touched by putting differences in or taking them back.
 */
export class Variants {
  private current = EMPTY;

  private constructor(
    private readonly world: World,
    readonly records: Records,
    readonly rows: number,
    readonly differences: readonly Differences[],
  ) {}

  /** Fills both sides. The first of the variants is in place then. */
  static async fill(
    world: World,
    records: Records,
    rows: number,
    differences = differencesFor(rows),
  ): Promise<Variants> {
    const variants = new Variants(world, records, rows, differences);
    for (const index of differences.keys()) await variants.fillLegacy(index);
    await variants.fillNew();
    await variants.put(0);
    return variants;
  }

  /** Puts the legacy table with these differences in place. */
  async put(index: number): Promise<void> {
    await this.swap(String(index));
  }

  /** Leaves the legacy side as it was. */
  async drop(): Promise<void> {
    await this.swap(EMPTY);
    for (const index of this.differences.keys())
      await this.world.legacy.query(`DROP TABLE IF EXISTS ${this.nameOf(String(index))}`);
  }

  /** Empties the new table. */
  async empty(): Promise<void> {
    await this.world.databases.new.query(`TRUNCATE ${this.records.newTable}`);
  }

  private nameOf(variant: string): string {
    return `${this.records.legacyTable}_${variant}`;
  }

  private async swap(variant: string): Promise<void> {
    if (variant === this.current) return;
    const { legacyTable } = this.records;
    await this.world.legacy.query(
      `RENAME TABLE ${legacyTable} TO ${this.nameOf(this.current)}, ${this.nameOf(variant)} TO ${legacyTable}`,
    );
    this.current = variant;
  }

  private async fillLegacy(index: number): Promise<void> {
    const { world, records, rows } = this;
    const differences = this.differences[index] ?? { name: 'none', count: 0 };
    note(`${records.mapping}: ${rows} records on the legacy side, differences: ${differences.name}`);
    const table = this.nameOf(String(index));
    await world.legacy.query(`CREATE TABLE ${table} LIKE ${records.legacyTable}`);
    await world.legacy.query(legacyInsert(records, table, rows, differences));
    await world.legacy.query(`ANALYZE TABLE ${table}`);
  }

  private async fillNew(): Promise<void> {
    const { records, rows, world } = this;
    note(`${records.mapping}: ${rows} rows on the new side`);
    const current = await newDataSource({ url: world.newUrl, ...LIMITS }).initialize();
    try {
      // The parents are there, and it takes the server long to believe it.
      await current.query('SET session_replication_role = replica');
      await current.query(`TRUNCATE ${records.newTable}`);
      await current.query(newInsert(records, rows));
      await current.query(`VACUUM ANALYZE ${records.newTable}`);
    } finally {
      await current.destroy();
    }
  }
}
