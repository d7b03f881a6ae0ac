import type { Mapping } from '../mapping';
import type { Sides } from '../reading/database';
import { LegacyReader, type LegacyRecord } from '../reading/legacy-reader';
import { NewReader, type NewRecord } from '../reading/new-reader';
import type { Decision } from './compare-field';
import { comparePair, type Rejection } from './compare-pair';
import { claimOf, expectFields, expectRequirements, type FieldExpectation } from './expectation';
import type { Pair } from './pair';
import { References } from './resolve-references';
import { lookAround } from './surroundings';

/** What is remembered of one record and bears on how it compares. */
export interface Remembered {
  readonly decisions: readonly Decision[];
  readonly rejection: Rejection | null;
}

/** Where single records are remembered: by mapping, for a batch of legacy keys. */
export interface Memory {
  list(mapping: Mapping, legacyIds: readonly string[]): Promise<ReadonlyMap<string, Remembered>>;
}

interface Half {
  readonly legacy: LegacyRecord;
  readonly expectations: readonly FieldExpectation[];
  readonly requirements: readonly FieldExpectation[];
  readonly claim: readonly string[] | null;
}

function halfOf(mapping: Mapping, legacy: LegacyRecord): Half {
  const expectations = expectFields(mapping, legacy);
  const requirements = expectRequirements(mapping, legacy);
  return { legacy, expectations, requirements, claim: claimOf(mapping, legacy, expectations) };
}

const NOTHING_TAKEN: ReadonlySet<string> = new Set();

const claimText = (claim: readonly string[]): string => JSON.stringify(claim);

function groupByClaim(rows: readonly NewRecord[]): Map<string, NewRecord[]> {
  const groups = new Map<string, NewRecord[]>();
  for (const row of rows) {
    if (row.claim === null) continue;
    const key = claimText(row.claim);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

/** Reads and compares pairs in batches; a batch costs the same few statements whatever its size. */
export class PairLoader {
  readonly legacy: LegacyReader;
  readonly new: NewReader;

  constructor(
    readonly sides: Sides,
    private readonly memory: Memory,
  ) {
    this.legacy = new LegacyReader(sides.legacy);
    this.new = new NewReader(sides.new);
  }

  /** Pairs by legacy id. An id that exists on neither side is left out. */
  async listByLegacyIds(mapping: Mapping, legacyIds: readonly string[]): Promise<Pair[]> {
    const ids = [...new Set(legacyIds)];
    const records = await this.legacy.list(mapping, { keys: ids });
    const found = new Set(records.map((record) => record.key));
    const pairs = await this.compareRecords(mapping, records);
    return [
      ...pairs,
      ...(await this.listExtraByClaim(
        mapping,
        ids.filter((id) => !found.has(id)),
      )),
    ];
  }

  /** Pairs by the id of their new row. A row that claims no legacy record is native, and left out. */
  async listByNewIds(mapping: Mapping, newIds: readonly string[]): Promise<Pair[]> {
    const rows = await this.new.list(mapping, { ids: [...new Set(newIds)] });
    return this.compareRows(mapping, rows);
  }

  /** Compares the pairs of these legacy records, whatever the new side holds for them. */
  async compareRecords(mapping: Mapping, records: readonly LegacyRecord[]): Promise<Pair[]> {
    const halves = records.map((legacy) => halfOf(mapping, legacy));
    const claims = halves.flatMap((half) => (half.claim === null ? [] : [half.claim]));
    return this.join(mapping, halves, groupByClaim(await this.new.list(mapping, { claims })));
  }

  /** The same for records that are known to have no counterpart, one statement cheaper. */
  async compareMissing(mapping: Mapping, records: readonly LegacyRecord[]): Promise<Pair[]> {
    return this.join(
      mapping,
      records.map((legacy) => halfOf(mapping, legacy)),
      new Map(),
    );
  }

  private async join(
    mapping: Mapping,
    halves: readonly Half[],
    rows: ReadonlyMap<string, NewRecord[]>,
  ): Promise<Pair[]> {
    if (halves.length === 0) return [];
    const keys = halves.map((half) => half.legacy.key);
    const rowsOf = (half: Half): NewRecord[] => (half.claim === null ? [] : (rows.get(claimText(half.claim)) ?? []));
    const batch = halves.map((half) => {
      const row = rowsOf(half)[0];
      const wanted = row === undefined ? [...half.expectations, ...half.requirements] : half.expectations;
      return { key: half.legacy.key, expectations: wanted, row };
    });
    const { references, taken } = await lookAround(this.new, mapping, batch);
    const memory = await this.memory.list(mapping, keys);
    return halves.map((half) =>
      comparePair({
        mapping,
        legacy: half.legacy,
        rows: rowsOf(half),
        expectations: half.expectations,
        requirements: half.requirements,
        references,
        decisions: memory.get(half.legacy.key)?.decisions ?? [],
        taken: taken.get(half.legacy.key) ?? NOTHING_TAKEN,
        rejection: memory.get(half.legacy.key)?.rejection ?? null,
      }),
    );
  }

  /** Compares the pairs that these new rows belong to. */
  async compareRows(mapping: Mapping, rows: readonly NewRecord[]): Promise<Pair[]> {
    const claiming = rows.filter((row) => row.claim !== null);
    const records = await this.listClaimed(mapping, claiming);
    const pairs = await this.compareRecords(mapping, records);
    const paired = new Set(pairs.flatMap((pair) => pair.rows.map((row) => row.id)));
    return [...pairs, ...claiming.filter((row) => !paired.has(row.id)).map((row) => this.extra(mapping, row))];
  }

  /** The legacy records that new rows claim, as far as they exist. */
  async listClaimed(mapping: Mapping, rows: readonly Pick<NewRecord, 'claim'>[]): Promise<LegacyRecord[]> {
    const claims = rows.flatMap((row) => (row.claim === null ? [] : [row.claim]));
    if (mapping.new.keyColumn !== null)
      return this.legacy.list(mapping, { keys: [...new Set(claims.map((claim) => claim[0] ?? ''))] });
    const rules = mapping.new.naturalKey.map(
      (property) => mapping.fields.find((field) => field.property === property)?.rule,
    );
    const paths = rules.map((rule) => rule?.reads[0] ?? '');
    const tuples = claims.flatMap((claim) =>
      combinations(claim.map((text, index) => rules[index]?.invert?.(text) ?? [])),
    );
    return this.legacy.list(mapping, { paths, tuples });
  }

  /** The ids of those rows whose claimed legacy record does not exist. */
  async listUnclaimed(mapping: Mapping, rows: readonly Pick<NewRecord, 'id' | 'claim'>[]): Promise<string[]> {
    const claims = await this.listClaims(mapping, rows);
    return rows.filter((row) => row.claim !== null && !claims.has(claimText(row.claim))).map((row) => row.id);
  }

  /** The claims among these that a legacy record of the mapping answers. */
  private async listClaims(mapping: Mapping, rows: readonly Pick<NewRecord, 'id' | 'claim'>[]): Promise<Set<string>> {
    if (mapping.new.keyColumn !== null) {
      const keys = rows.flatMap((row) => (row.claim === null ? [] : [row.claim[0] ?? '']));
      return new Set([...(await this.legacy.listKeys(mapping, keys))].map((key) => claimText([key])));
    }
    const records = await this.listClaimed(mapping, rows);
    const claims = records.map((record) => claimOf(mapping, record, expectFields(mapping, record)));
    return new Set(claims.flatMap((claim) => (claim === null ? [] : [claimText(claim)])));
  }

  private extra(mapping: Mapping, row: NewRecord): Pair {
    return comparePair({
      mapping,
      legacy: null,
      rows: [row],
      expectations: [],
      requirements: [],
      references: new References(),
      decisions: [],
      taken: NOTHING_TAKEN,
      rejection: null,
    });
  }

  private async listExtraByClaim(mapping: Mapping, legacyIds: readonly string[]): Promise<Pair[]> {
    if (mapping.new.keyColumn === null || legacyIds.length === 0) return [];
    const rows = await this.new.list(mapping, { claims: legacyIds.map((id) => [id]) });
    return rows.map((row) => this.extra(mapping, row));
  }
}

/** Every way to choose one text from each list. */
function combinations(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((made, list) => made.flatMap((start) => list.map((text) => [...start, text])), [[]]);
}
