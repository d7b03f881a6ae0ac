import type { Table } from '../../../entities/table';
import { cellAt } from '../../comparing/expectation';
import { isEligible } from '../../comparing/resolve-references';
import type { Eligibility, Mapping } from '../../mapping';
import type { Sides } from '../../reading/database';
import { LegacyReader, type LegacyRecord } from '../../reading/legacy-reader';
import { NewReader, parentLookup } from '../../reading/new-reader';
import { pairRecords } from '../paired-pages';
import { project } from '../projection';
import { type Route, type Stop, stopsOf } from './route';

/** How many records of the mapping get as far as one table on the way to their parent. */
export interface CoveredHop {
  readonly table: Table;
  /** The mapping that migrates the table's records; null: there is none. */
  readonly mapping: Mapping | null;
  readonly named: number;
  /** Null: the parent is known by a natural key, so the legacy side cannot be asked for it. */
  readonly found: number | null;
  /** At this hop, whatever became of those before it. Null: no mapping covers the table. */
  readonly migrated: number | null;
  /** At the parent, where something is asked of it; null elsewhere. */
  readonly eligible: number | null;
  /** Named, found, migrated and fit at every hop so far, as far as each can be asked for it; first, all records. */
  readonly survivors: number;
}

/** What a hop leads to. */
interface Target {
  readonly stop: Stop;
  /** Null: no mapping covers the table. */
  readonly mapping: Mapping | null;
  /** The record itself, one on the way, or the parent. */
  readonly kind: 'OWN' | 'BETWEEN' | 'PARENT';
  readonly eligible: Eligibility | null;
}

/** The mapping whose records a table's rows are, found by their own ids. */
function mappingOf(mappings: readonly Mapping[], { table }: Stop): Mapping | null {
  const isOf = ({ legacy, new: { keyColumn } }: Mapping): boolean =>
    legacy.table.name === table.name && keyColumn !== null;
  return mappings.find(isOf) ?? null;
}

function targetsOf(mappings: readonly Mapping[], route: Route): Target[] {
  const eligible = route.field.rule.reference?.eligible ?? null;
  return stopsOf(route).map((stop, place, { length }): Target => {
    if (place === length - 1) return { stop, mapping: route.parent, kind: 'PARENT', eligible };
    if (place === 0) return { stop, mapping: route.mapping, kind: 'OWN', eligible: null };
    return { stop, mapping: mappingOf(mappings, stop), kind: 'BETWEEN', eligible: null };
  });
}

/** Counts the records that get as far as one hop, as they come. */
export class CountedHop {
  private named = 0;
  private found = 0;
  private migrated = 0;
  private eligible = 0;
  private survivors = 0;

  constructor(
    private readonly sides: Sides,
    private readonly target: Target,
  ) {}

  /** Those of the survivors so far that get past this hop. */
  async count(records: readonly LegacyRecord[], survivors: ReadonlySet<LegacyRecord>): Promise<Set<LegacyRecord>> {
    const { named, id } = this.target.stop;
    const keyed = records.map((record) => ({ record, key: cellAt(record, id) }));
    const keys = [...new Set(keyed.flatMap(({ key }) => (typeof key === 'string' ? [key] : [])))];
    const found = await this.findKeys(keys);
    const arrived = await this.findArrived(records, [...found]);
    const past = new Set<LegacyRecord>();
    for (const { record, key } of keyed) {
      if (cellAt(record, named ?? id) !== null) this.named += 1;
      if (typeof key !== 'string' || !found.has(key)) continue;
      this.found += 1;
      if (arrived?.has(key)) this.migrated += 1;
      if (arrived?.get(key) === true) this.eligible += 1;
      // Whether the record itself arrived is what the path explains, so it does not count as a hop that may be lost.
      const isPast = this.target.kind === 'OWN' || arrived === null || arrived.get(key) === true;
      if (survivors.has(record) && isPast) past.add(record);
    }
    this.survivors += past.size;
    return past;
  }

  get hop(): CoveredHop {
    const { stop, mapping, eligible } = this.target;
    return {
      table: stop.table,
      mapping,
      named: this.named,
      found: this.isFoundByKey() ? this.found : null,
      migrated: mapping === null ? null : this.migrated,
      eligible: eligible === null ? null : this.eligible,
      survivors: this.survivors,
    };
  }

  private isFoundByKey(): boolean {
    const { kind, mapping } = this.target;
    return kind !== 'PARENT' || mapping === null || mapping.new.keyColumn !== null;
  }

  /** The keys with a legacy record behind them: what was joined is there, and a parent must be one of its mapping's. */
  private async findKeys(keys: readonly string[]): Promise<Set<string>> {
    const { kind, mapping } = this.target;
    if (kind !== 'PARENT' || mapping === null || !this.isFoundByKey()) return new Set(keys);
    return new LegacyReader(this.sides.legacy).listKeys(mapping, keys);
  }

  /** Which keys have a counterpart, and whether one of them is eligible; null: no mapping covers the table. */
  private async findArrived(
    records: readonly LegacyRecord[],
    keys: readonly string[],
  ): Promise<Map<string, boolean> | null> {
    const { kind, mapping, eligible } = this.target;
    if (mapping === null) return null;
    const reader = new NewReader(this.sides.new);
    // The record itself is known by its id, its counterpart perhaps by something else.
    if (kind === 'OWN' && mapping.new.keyColumn === null) {
      const paired = await pairRecords(reader, project(mapping), records);
      return new Map(paired.flatMap(({ record, rows }) => (rows.length === 0 ? [] : [[record.key, true]])));
    }
    const [rows = []] = await reader.lookUp([parentLookup(mapping, keys, Object.keys(eligible?.where ?? {}))]);
    const arrived = new Map<string, boolean>();
    for (const { key, cells } of rows) arrived.set(key, (arrived.get(key) ?? false) || isEligible(eligible, cells));
    return arrived;
  }
}

export const countedHops = (sides: Sides, mappings: readonly Mapping[], route: Route): CountedHop[] =>
  targetsOf(mappings, route).map((target) => new CountedHop(sides, target));
