import type { Mapping } from '../mapping';
import type { Sides } from '../reading/database';
import { LegacyReader, type LegacyRecord } from '../reading/legacy-reader';
import { NewReader, type NewRecord } from '../reading/new-reader';
import type { Decision } from './compare-field';
import { comparePair, type Rejection } from './compare-pair';
import { claimOf, expectFields, type FieldExpectation } from './expectation';
import type { Pair } from './pair';
import { References, resolveReferences } from './resolve-references';

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
  readonly claim: readonly string[] | null;
}

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
    if (records.length === 0) return [];
    const halves = records.map((legacy): Half => {
      const expectations = expectFields(mapping, legacy);
      return { legacy, expectations, claim: claimOf(mapping, legacy, expectations) };
    });
    const claims = halves.flatMap((half) => (half.claim === null ? [] : [half.claim]));
    const rows = groupByClaim(await this.new.list(mapping, { claims }));
    const rowsOf = (half: Half): NewRecord[] => (half.claim === null ? [] : (rows.get(claimText(half.claim)) ?? []));
    const references = await resolveReferences(
      this.new,
      halves.map((half) => ({ expectations: half.expectations, row: rowsOf(half)[0] })),
    );
    const memory = await this.memory.list(
      mapping,
      records.map((record) => record.key),
    );
    const absent = halves.filter((half) => rowsOf(half).length === 0);
    const taken = await this.listTaken(mapping, absent);
    return halves.map((half) =>
      comparePair({
        mapping,
        legacy: half.legacy,
        rows: rowsOf(half),
        expectations: half.expectations,
        references,
        decisions: memory.get(half.legacy.key)?.decisions ?? [],
        taken: taken.get(half.legacy.key) ?? new Set(),
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
      references: new References(),
      decisions: [],
      taken: new Set(),
      rejection: null,
    });
  }

  private async listExtraByClaim(mapping: Mapping, legacyIds: readonly string[]): Promise<Pair[]> {
    if (mapping.new.keyColumn === null || legacyIds.length === 0) return [];
    const rows = await this.new.list(mapping, { claims: legacyIds.map((id) => [id]) });
    return rows.map((row) => this.extra(mapping, row));
  }

  /** For records without a counterpart: the unique fields whose expected value some other row already holds. */
  private async listTaken(mapping: Mapping, halves: readonly Half[]): Promise<Map<string, Set<string>>> {
    const taken = new Map<string, Set<string>>();
    const unique = mapping.fields.filter(
      (field) => field.column.unique && field.property !== mapping.new.keyColumn && !field.rule.reference,
    );
    for (const field of unique) {
      const expected = new Map<string, string>();
      for (const half of halves) {
        const outcome = half.expectations.find((entry) => entry.field === field)?.outcome;
        if (outcome !== undefined && 'value' in outcome && outcome.value !== null)
          expected.set(half.legacy.key, outcome.value);
      }
      const present = await this.new.listPresent(mapping, field.column, [...new Set(expected.values())]);
      for (const [key, value] of expected)
        if (present.has(value)) taken.set(key, (taken.get(key) ?? new Set()).add(field.property));
    }
    return taken;
  }
}

/** Every way to choose one text from each list. */
function combinations(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((made, list) => made.flatMap((start) => list.map((text) => [...start, text])), [[]]);
}
