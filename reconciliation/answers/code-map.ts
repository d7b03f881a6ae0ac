import { isSame } from '../comparing/compare-field';
import { type FieldExpectation, scopeOf } from '../comparing/expectation';
import { isCompared, type MappedField, type Mapping } from '../mapping';
import type { Sides } from '../reading/database';
import type { NewRecord } from '../reading/new-reader';
import { type Cell, normalise, Unreadable } from '../value';
import type { ActualValue, CodeEntry } from './code-entry';
import { listFindings } from './code-findings';
import { type PairedRecord, pairedPages } from './paired-pages';
import { project } from './projection';
import { isSecret } from './sensitivity';
import { fieldAmong, Unanswerable } from './unanswerable';

/** Legacy codes against new values, for one field. */
export interface CodeMap {
  readonly mapping: Mapping;
  readonly field: MappedField;
  /** The commonest code first. */
  readonly entries: readonly CodeEntry[];
  /** Records that the scope leaves out; they are in no entry. */
  readonly excluded: number;
  /** Records and rows with a value that cannot be read; they are in no entry. */
  readonly unreadable: number;
  readonly findings: readonly string[];
}

const MOST_CODES = 200;
const MOST_VALUES = 1_000;

const tooMany = (what: string): Unanswerable =>
  new Unanswerable(`the field is no code: it has more than ${what}. Ask for its fieldProfile instead`);

/** What a rule read, as one text. */
function codeText(reads: readonly string[], legacy: readonly (string | null)[]): string | null {
  if (reads.length <= 1) return legacy[0] ?? null;
  return JSON.stringify(Object.fromEntries(reads.map((path, index) => [path, legacy[index] ?? null])));
}

function isListed({ rule }: MappedField, legacy: readonly (string | null)[]): boolean | null {
  if (rule.kind !== 'map' || rule.labels === undefined || legacy.includes(null)) return null;
  // A content type is read in two parts and listed by both, joined.
  return rule.labels.has(legacy.join('.'));
}

const isReadable = (cells: readonly Cell[]): cells is readonly (string | null)[] =>
  cells.every((cell) => !(cell instanceof Unreadable));

/** Counts the records of a mapping by code and value, as they come. */
class Tally {
  private readonly codes = new Map<string, { entry: CodeEntry; values: Map<string, ActualValue> }>();
  private values = 0;
  excluded = 0;
  unreadable = 0;

  constructor(
    private readonly mapping: Mapping,
    private readonly field: MappedField,
  ) {}

  count({ record, expectations, rows }: PairedRecord): void {
    const scope = scopeOf(this.mapping, record);
    const expectation = expectations.find(({ field }) => field.property === this.field.property);
    if (scope === 'OUT') this.excluded += 1;
    else if (scope === 'UNREADABLE' || expectation === undefined || !this.add(expectation, rows)) this.unreadable += 1;
  }

  list(): CodeEntry[] {
    for (const { entry, values } of this.codes.values()) {
      entry.values = [...values.values()].sort((one, other) => other.count - one.count);
    }
    return [...this.codes.values()].map(({ entry }) => entry).sort((one, other) => other.count - one.count);
  }

  /** False: the legacy value cannot be read. */
  private add({ legacy, outcome }: FieldExpectation, rows: readonly NewRecord[]): boolean {
    if (!isReadable(legacy) || 'unreadable' in outcome) return false;
    const key = JSON.stringify(legacy);
    const known = this.codes.get(key) ?? this.open(key, legacy, outcome);
    known.entry.count += 1;
    if (rows.length === 0) known.entry.withoutRow += 1;
    for (const row of rows) this.addValue(known, row.cells.get(this.field.property) ?? null);
    return true;
  }

  private open(key: string, legacy: readonly (string | null)[], outcome: FieldExpectation['outcome']) {
    if (this.codes.size === MOST_CODES) throw tooMany(`${MOST_CODES} different legacy values`);
    const entry: CodeEntry = {
      code: codeText(this.field.rule.reads, legacy),
      expected: 'value' in outcome ? outcome.value : null,
      problem: 'problem' in outcome ? outcome.problem.message : null,
      isListed: isListed(this.field, legacy),
      count: 0,
      withoutRow: 0,
      values: [],
    };
    const opened = { entry, values: new Map<string, ActualValue>() };
    this.codes.set(key, opened);
    return opened;
  }

  private addValue({ entry, values }: { entry: CodeEntry; values: Map<string, ActualValue> }, cell: Cell): void {
    if (cell instanceof Unreadable) {
      this.unreadable += 1;
      return;
    }
    // NULL is no text, so it needs a key that no text has.
    const key = cell === null ? 'NULL' : `=${normalise(this.field.column.kind, cell)}`;
    const known = values.get(key);
    if (known !== undefined) {
      known.count += 1;
      return;
    }
    if (this.values === MOST_VALUES) throw tooMany(`${MOST_VALUES} different pairs of legacy and new value`);
    this.values += 1;
    const isExpected = entry.problem === null && isSame(this.field, entry.expected, cell);
    values.set(key, { value: cell, count: 1, isExpected });
  }
}

/** Draws the cross-tab of what the legacy side says and what the new side holds, over all records of a mapping. */
export async function createCodeMap(sides: Sides, mapping: Mapping, name: string): Promise<CodeMap> {
  const isCode = ({ rule }: MappedField): boolean =>
    isCompared(rule) && rule.reference === undefined && rule.variants === undefined;
  const codes = mapping.fields.filter((field) => isCode(field) && !isSecret(mapping, field));
  const field = fieldAmong(codes, name, 'one that is compared, names no parent and is not secret');
  const projected = project(mapping, [field]);
  const tally = new Tally(projected, field);
  for await (const page of pairedPages(sides, projected)) for (const paired of page) tally.count(paired);
  const entries = tally.list();
  const { excluded, unreadable } = tally;
  return { mapping, field, entries, excluded, unreadable, findings: listFindings(mapping, field, entries) };
}
