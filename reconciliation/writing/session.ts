import { ChangeKind, type RowImage } from '../../entities/ledger/change';
import { columnOf } from '../../entities/table';
import { isSame } from '../comparing/compare-field';
import { parseFingerprint } from '../comparing/fingerprint';
import { type Fingerprint, type Pair, recordKey } from '../comparing/pair';
import { type Memory, PairLoader } from '../comparing/pair-loader';
import { ask } from '../ledger/ledger';
import { LedgerMemory } from '../ledger/memory';
import { forget, forgetUnfound, record } from '../ledger/recorder';
import { declaredReferences, type Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { Tracer } from '../tracing/tracer';
import type { ExecutedWrite, PlannedWrite } from './plan';
import { Refusal, RefusalCode } from './refusal';
import { isSameImage, RowImages } from './row-image';
import type { WriteTransaction } from './transaction';

/** Who writes, and why. */
export interface Author {
  readonly actor: string;
  readonly mutation: string;
  readonly reason: string;
  /** The run that writes; null: somebody writes this record alone. */
  readonly run: string | null;
}

/** For comparing by the rules alone. */
const NO_MEMORY: Memory = { list: () => Promise.resolve(new Map()) };

/** The tools of one write, all working on its transaction. */
export class WriteSession {
  readonly loader: PairLoader;
  readonly images: RowImages;
  readonly memory: LedgerMemory;
  private readonly tracer: Tracer;

  constructor(
    readonly transaction: WriteTransaction,
    legacy: Database,
    readonly mappings: readonly Mapping[],
    private readonly expectedFingerprint: string | null,
  ) {
    this.memory = new LedgerMemory(transaction);
    this.loader = new PairLoader({ legacy, new: transaction }, this.memory);
    this.images = new RowImages(transaction);
    this.tracer = new Tracer(this.loader, mappings);
  }

  /** Waits for the record, locks its rows and compares it; null: neither side has it. */
  async takeRecord(mapping: Mapping, legacyId: string): Promise<Pair | null> {
    await this.transaction.takeTurn(`${mapping.name}/${legacyId}`);
    const [seen] = await this.loader.listByLegacyIds(mapping, [legacyId]);
    if (seen === undefined || seen.rows.length === 0) return seen ?? null;
    await this.images.lock(
      mapping.new.table.name,
      seen.rows.map((row) => row.id),
    );
    const [pair] = await this.loader.listByLegacyIds(mapping, [legacyId]);
    return pair ?? null;
  }

  /** The record as its rules alone would have it, whatever people decided about single fields. */
  async findByRules(mapping: Mapping, legacyId: string): Promise<Pair | null> {
    const undecided = new PairLoader(this.loader.sides, NO_MEMORY);
    const [pair] = await undecided.listByLegacyIds(mapping, [legacyId]);
    return pair ?? null;
  }

  /** Refuses when the record is no longer what the caller's fingerprint was taken of, and says which side moved. */
  hold(pair: Pair): void {
    checkFingerprint(this.expectedFingerprint?.split('+')[0] ?? null, pair.fingerprint);
  }

  /** The tables, with columns, whose rows still refer to a row, by foreign key or by a mapping's declaration. */
  listReferences(mapping: Mapping, newId: string): Promise<string[]> {
    return this.images.listReferences(mapping.new.table.name, newId, declaredReferences(this.mappings, mapping));
  }

  /** Carries out one write, reads the row back and holds it against the plan. */
  async execute(write: PlannedWrite): Promise<ExecutedWrite> {
    const table = write.mapping.new.table.name;
    const before = await this.images.find(table, write.newId);
    const count = await this.send(table, write);
    if (count !== 1)
      throw new Refusal(RefusalCode.NEW_CHANGED, `${count} rows of ${table} would have been written instead of one`);
    const after = await this.images.find(table, write.newId);
    if (write.exactly !== undefined && !isSameImage(write.exactly, after)) {
      throw new Refusal(
        RefusalCode.VERIFY_FAILED,
        `the row of ${table} did not come back as it was: something in the database altered it`,
      );
    }
    await this.verify(write);
    const { kind, legacyId, newId } = write;
    return { mapping: write.mapping.name, table, kind, legacyId, newId, before, after };
  }

  /** Writes the change with both images, and the decisions that came with it. Answers the change's id. */
  async recordChange(write: PlannedWrite, executed: ExecutedWrite, author: Author): Promise<string> {
    const [row] = await ask<{ id: string }>(
      this.transaction,
      `INSERT INTO counterpart.change (mapping, table_name, kind, legacy_id, new_id, before, after, mutation, actor, reason, reverts, run_id, reverts_bulk)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id::text`,
      [
        executed.mapping,
        executed.table,
        executed.kind,
        executed.legacyId,
        executed.newId,
        json(executed.before),
        json(executed.after),
        author.mutation,
        author.actor,
        author.reason,
        write.reverts ?? null,
        author.run,
        write.revertsBulk ?? null,
      ],
    );
    const id = row?.id ?? '';
    if (write.reverts !== undefined) await this.memory.revert(write.reverts, id);
    for (const property of write.undecided)
      await this.memory.withdraw(write.mapping, write.legacyId ?? '', property, id);
    for (const decision of write.decisions) await this.memory.decide(write.mapping, write.legacyId ?? '', decision, id);
    return id;
  }

  /** Compares a record afresh and remembers how it stands now. */
  async refresh(mapping: Mapping, legacyId: string | null, newId: string | null): Promise<Pair | null> {
    const pairs = legacyId === null ? [] : await this.loader.listByLegacyIds(mapping, [legacyId]);
    const own = pairs.length > 0 || newId === null ? pairs : await this.loader.listByNewIds(mapping, [newId]);
    const causes = await this.tracer.trace(own);
    await record(
      this.transaction,
      mapping,
      own.map((pair, index) => ({ pair, causes: causes[index] ?? [] })),
    );
    const found = new Set(own.map(recordKey));
    await forgetUnfound(this.transaction, mapping, legacyId === null ? [] : [legacyId], found);
    const ownKey = `new:${newId}`;
    if (newId !== null && !found.has(ownKey)) await forget(this.transaction, mapping, [ownKey]);
    return own[0] ?? null;
  }

  private send(table: string, write: PlannedWrite): Promise<number> {
    switch (write.kind) {
      case ChangeKind.INSERT:
        return this.images.insert(table, { id: write.newId, ...write.values });
      case ChangeKind.DELETE:
        return this.images.remove(table, write.newId);
      default:
        return Object.keys(write.values).length === 0
          ? Promise.resolve(1)
          : this.images.update(table, write.newId, write.values);
    }
  }

  /** Reads the written columns back through the comparator's own eyes: a trigger may have altered them. */
  private async verify(write: PlannedWrite): Promise<void> {
    if (write.kind === ChangeKind.DELETE || write.reverts !== undefined) return;
    const [row] = await this.loader.new.list(write.mapping, { ids: [write.newId] });
    for (const field of write.mapping.fields) {
      const planned = write.values[field.column.name];
      if (planned === undefined) continue;
      const actual = row?.cells.get(field.property);
      if (row === undefined || !isSame(field, planned, typeof actual === 'string' ? actual : null)) {
        throw new Refusal(
          RefusalCode.VERIFY_FAILED,
          `${field.property} was read back with another value than planned: something in the database altered it`,
          field.property,
        );
      }
    }
  }
}

const json = (image: RowImage | null): string | null => (image === null ? null : JSON.stringify(image));

/** The texts of properties, by the names of their columns. */
export function byColumn(mapping: Mapping, values: ReadonlyMap<string, string | null>): RowImage {
  return Object.fromEntries(
    [...values].map(([property, value]) => [columnOf(mapping.new.table, property).name, value]),
  );
}

function checkFingerprint(expected: string | null, current: Fingerprint): void {
  if (expected === null || expected === current.text) return;
  const parts = parseFingerprint(expected);
  if (parts === null)
    throw new Refusal(
      RefusalCode.INVALID_INPUT,
      'expectedFingerprint is none that this service gave',
      'expectedFingerprint',
    );
  if (parts.rules !== current.rules)
    throw new Refusal(RefusalCode.STALE_PLAN, 'the rules of the mapping changed since; look at the record again');
  if (parts.legacy !== current.legacy)
    throw new Refusal(RefusalCode.LEGACY_CHANGED, 'the legacy record changed since; look at the record again');
  if (parts.new !== current.new)
    throw new Refusal(RefusalCode.NEW_CHANGED, 'the new row changed since; look at the record again');
  throw new Refusal(RefusalCode.STALE_PLAN, 'a parent or a decision changed since; look at the record again');
}
