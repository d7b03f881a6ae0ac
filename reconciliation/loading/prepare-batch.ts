import { setImmediate as turn } from 'node:timers/promises';
import type { Pair } from '../comparing/pair';
import { PairLoader } from '../comparing/pair-loader';
import { lookAround } from '../comparing/surroundings';
import { Verdict } from '../comparing/verdict';
import { listVerdicts } from '../ledger/figures';
import { judge } from '../ledger/judge';
import { LedgerMemory } from '../ledger/memory';
import type { Judged } from '../ledger/recorder';
import { isCompared, type Mapping, parentsOf } from '../mapping';
import type { Counts } from '../runs/hold';
import { Tracer } from '../tracing/tracer';
import { newIdFor } from '../writing/new-id';
import { compareAll } from './compared-pages';
import { CopyText } from './copy-text';
import { type ExpectedRow, RowExpecter, resolveLinks } from './expected-row';
import { digestRecord, type RawBatch, type RawRecord } from './legacy-batches';
import type { LoadTools } from './load-order';
import { hasNumberKey, listPresentKeys } from './present-keys';
import { Tally } from './tally';

/** A batch of legacy records, ready to be written. */
export interface PreparedBatch {
  /** Legacy records that it was made of. */
  readonly records: number;
  /** The legacy keys of the rows to write, in order, with their ids, and the rows as COPY takes them. */
  readonly keys: readonly string[];
  readonly ids: readonly string[];
  /** Of the legacy records that the rows were made of, by which it is seen that one changed since it was read. */
  readonly digests: readonly number[];
  readonly rows: CopyText;
  /** Rows that the comparator has to look at when they are written, whatever the database says. */
  readonly uncertain: ReadonlySet<string>;
  /** Records that will have a row once the batch is written: they are looked at then. */
  readonly later: readonly string[];
  /** Records that are not written, with what the ledger is to be told of them. */
  readonly judged: readonly Judged[];
  /** Of the records that are not written. */
  readonly counts: Counts;
  /** Its first legacy key and its last; null: the batch is empty. */
  readonly from: string | null;
  readonly doneUpTo: string | null;
  readonly isLast: boolean;
}

/** Records after which others get their turn: a transaction that waits for this process holds its locks meanwhile. */
const SLICE = 100;

interface Planned {
  readonly key: string;
  readonly texts: readonly (string | null)[];
  readonly isCertain: boolean;
}

/** Whether what is written may be needed by what comes next. */
export const dependsOnItself = (mapping: Mapping): boolean =>
  parentsOf(mapping).includes(mapping) || !hasNumberKey(mapping);

/** Tells which records of a batch have to be written and what they become. */
export class BatchPreparer {
  private readonly loader: PairLoader;
  private readonly tracer: Tracer;
  private readonly memory: LedgerMemory;
  private readonly expecter: RowExpecter;

  constructor(
    private readonly tools: LoadTools,
    private readonly mapping: Mapping,
    /** Records that change too fast to be written now. */
    private readonly moving: ReadonlySet<string> = new Set(),
  ) {
    this.memory = new LedgerMemory(tools.sides.new);
    this.loader = new PairLoader(tools.sides, this.memory);
    this.tracer = new Tracer(this.loader, tools.mappings);
    this.expecter = new RowExpecter(mapping);
  }

  /** Adds its rows to those that were copied before. */
  async prepare({ records, isLast }: RawBatch, copied: CopyText): Promise<PreparedBatch> {
    const tally = new Tally();
    const { rows, doubtful, present } = await this.sort(records, tally);
    const settled = await this.settle(rows);
    doubtful.push(...settled.doubtful);
    const standing = await this.tallyPresent(present, tally);
    const pairs = await compareAll(this.loader, this.mapping, [...doubtful, ...standing]);
    const missing = pairs.filter((pair) => pair.verdict === Verdict.MISSING);
    const others = pairs.filter((pair) => pair.verdict !== Verdict.MISSING);
    for (const pair of others) tally.addVerdict(pair.verdict);
    const { firsts, later } = firstOfEach(missing);
    const planned = [...settled.planned, ...firsts.map(planOf)];
    if (missing.length > 0) planned.sort((one, other) => (BigInt(one.key) < BigInt(other.key) ? -1 : 1));
    return {
      records: records.length,
      ...packed(this.mapping, planned, digestsOf(records, planned), copied),
      later,
      judged: await judge(this.tracer, others),
      counts: tally.all,
      from: records[0]?.[0] ?? null,
      doneUpTo: records.at(-1)?.[0] ?? null,
      isLast,
    };
  }

  /** Sorts records by what can be said of them without looking anything up. */
  private async sort(records: readonly RawRecord[], tally: Tally) {
    const rows: ExpectedRow[] = [];
    const doubtful: string[] = [];
    const present: string[] = [];
    const [first, last] = [records[0]?.[0], records.at(-1)?.[0]];
    if (first == null || last == null) return { rows, doubtful, present };
    // A counterpart that is found by several values takes the comparator to find.
    const isOrdinary = hasNumberKey(this.mapping);
    const there = isOrdinary ? await listPresentKeys(this.tools.sides.new, this.mapping, first, last) : null;
    let [out, moving] = [0, 0];
    for (const [index, record] of records.entries()) {
      if (index % SLICE === 0) await turn();
      const key = record[0] ?? '';
      if (this.moving.has(key)) {
        moving += 1;
        continue;
      }
      if (there?.has(key)) {
        present.push(key);
        continue;
      }
      const outlook = isOrdinary ? this.expecter.look(record) : 'DOUBTFUL';
      if (outlook === 'OUT') out += 1;
      else if (outlook === 'DOUBTFUL') doubtful.push(key);
      else rows.push(outlook);
    }
    tally.addVerdict(Verdict.EXCLUDED, out);
    tally.addMoving(moving);
    return { rows, doubtful, present };
  }

  /** Looks up what stands around ordinary rows, and what is remembered of them. */
  private async settle(rows: readonly ExpectedRow[]): Promise<{ planned: Planned[]; doubtful: string[] }> {
    const planned: Planned[] = [];
    const doubtful: string[] = [];
    if (rows.length === 0) return { planned, doubtful };
    const wanted = rows.filter((row) => row.around.length > 0);
    const entries = wanted.map((row) => ({ key: row.key, expectations: row.around, row: undefined }));
    const { references, taken } = await lookAround(this.loader.new, this.mapping, entries);
    const memory = await this.memory.list(
      this.mapping,
      rows.map((row) => row.key),
    );
    for (const row of rows) {
      const isOrdinary = !memory.has(row.key) && !taken.has(row.key) && resolveLinks(row, references);
      if (isOrdinary) planned.push({ key: row.key, texts: row.texts, isCertain: true });
      else doubtful.push(row.key);
    }
    return { planned, doubtful };
  }

  /** Records with a row stand as they were last compared; those that the ledger knows nothing of are compared. */
  private async tallyPresent(present: readonly string[], tally: Tally): Promise<string[]> {
    const links = present.map((legacyId) => ({ mapping: this.mapping.name, legacyId }));
    const verdicts = await listVerdicts(this.tools.sides.new, links);
    const unknown: string[] = [];
    for (const key of present) {
      const verdict = verdicts.get(`${this.mapping.name}/${key}`);
      if (verdict === undefined || IS_WITHOUT_ROW.has(verdict)) unknown.push(key);
      else tally.addVerdict(verdict);
    }
    return unknown;
  }
}

const IS_WITHOUT_ROW: ReadonlySet<Verdict> = new Set([Verdict.MISSING, Verdict.BLOCKED, Verdict.EXCLUDED]);

/** What a migration of this record alone would write. */
function planOf({ legacyId, fields }: Pair): Planned {
  const compared = fields.filter((candidate) => isCompared(candidate.field.rule));
  return { key: legacyId ?? '', texts: compared.map(({ expected }) => expected ?? null), isCertain: false };
}

/** Of records that would have one row in common only the first is written. */
function firstOfEach(pairs: readonly Pair[]): { firsts: Pair[]; later: string[] } {
  const claims = new Set<string>();
  const firsts: Pair[] = [];
  const later: string[] = [];
  for (const pair of pairs) {
    const { naturalKey } = pair.mapping.new;
    const claim = JSON.stringify(
      naturalKey.map((property) => pair.fields.find(({ field }) => field.property === property)?.expected),
    );
    if (naturalKey.length > 0 && claims.has(claim)) later.push(pair.legacyId ?? '');
    else firsts.push(pair);
    claims.add(claim);
  }
  return { firsts, later };
}

/** The digests of the records that rows are planned of, by key. */
function digestsOf(records: readonly RawRecord[], planned: readonly Planned[]): Map<string, number> {
  const keys = new Set(planned.map(({ key }) => key));
  const used = records.filter((record) => keys.has(record[0] ?? ''));
  return new Map(used.map((record) => [record[0] ?? '', digestRecord(record)]));
}

function packed(mapping: Mapping, planned: readonly Planned[], known: ReadonlyMap<string, number>, rows: CopyText) {
  const keys: string[] = [];
  const ids: string[] = [];
  const digests: number[] = [];
  const uncertain = new Set<string>();
  for (const { key, texts, isCertain } of planned) {
    const id = newIdFor(mapping, key);
    rows.add([id, ...texts]);
    keys.push(key);
    ids.push(id);
    digests.push(known.get(key) ?? 0);
    if (!isCertain) uncertain.add(key);
  }
  return { keys, ids, digests, rows, uncertain };
}

/** Parts that follow each other as one batch. */
export function joined(parts: readonly PreparedBatch[]): PreparedBatch {
  const tally = new Tally();
  for (const part of parts) tally.addAll(part.counts);
  const rows = parts[0]?.rows ?? new CopyText();
  const keys = parts.flatMap((part) => part.keys);
  return {
    records: parts.reduce((sum, part) => sum + part.records, 0),
    keys,
    ids: parts.flatMap((part) => part.ids),
    digests: parts.flatMap((part) => part.digests),
    rows,
    uncertain: new Set(rows.isAltered ? keys : parts.flatMap((part) => [...part.uncertain])),
    later: parts.flatMap((part) => part.later),
    judged: parts.flatMap((part) => part.judged),
    counts: tally.all,
    from: parts.find((part) => part.from !== null)?.from ?? null,
    doneUpTo: parts.findLast((part) => part.doneUpTo !== null)?.doneUpTo ?? null,
    isLast: parts.at(-1)?.isLast ?? true,
  };
}
