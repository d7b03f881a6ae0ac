import { isSame } from '../../comparing/compare-field';
import { type FieldExpectation, scopeOf } from '../../comparing/expectation';
import type { MappedField, Mapping, RuleProblem } from '../../mapping';
import type { NewRecord } from '../../reading/new-reader';
import { type Cell, normalise, Unreadable } from '../../value';
import type { PairedRecord } from '../paired-pages';
import { Unanswerable } from '../unanswerable';
import type { ActualValue, CodeEntry } from './code-entry';

const MOST_CODES = 200;
const MOST_VALUES = 1_000;

const tooMany = (what: string): Unanswerable =>
  new Unanswerable(`the field is no code: it has more than ${what}. Ask for its fieldProfile instead`);

const isReadable = (cells: readonly Cell[]): cells is readonly (string | null)[] =>
  cells.every((cell) => !(cell instanceof Unreadable));

/** One distinct combination of legacy values, while the records that have it are counted. */
interface OpenCode {
  readonly legacy: readonly (string | null)[];
  readonly expected: string | null;
  readonly problem: RuleProblem | null;
  count: number;
  withoutRow: number;
  readonly values: Map<string, ActualValue>;
}

/** How values stand in the answer. */
export interface Wording {
  legacyText(text: string | null): string | null;
  newText(text: string | null): string | null;
  refusal(problem: RuleProblem): string;
}

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

const byCount = (one: { readonly count: number }, other: { readonly count: number }): number => other.count - one.count;

/** Counts the records of a mapping by code and value, as they come. */
export class Tally {
  private readonly codes = new Map<string, OpenCode>();
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

  /** The commonest code first. */
  list(wording: Wording): CodeEntry[] {
    return [...this.codes.values()].sort(byCount).map(({ legacy, expected, problem, values, ...counts }) => ({
      ...counts,
      code: codeText(
        this.field.rule.reads,
        legacy.map((text) => wording.legacyText(text)),
      ),
      expected: wording.newText(expected),
      problem: problem === null ? null : wording.refusal(problem),
      isListed: isListed(this.field, legacy),
      values: [...values.values()].sort(byCount).map((actual) => ({ ...actual, value: wording.newText(actual.value) })),
    }));
  }

  /** False: the legacy value cannot be read. */
  private add({ legacy, outcome }: FieldExpectation, rows: readonly NewRecord[]): boolean {
    if (!isReadable(legacy) || 'unreadable' in outcome) return false;
    const key = JSON.stringify(legacy);
    const known = this.codes.get(key) ?? this.open(key, legacy, outcome);
    known.count += 1;
    if (rows.length === 0) known.withoutRow += 1;
    for (const row of rows) this.addValue(known, row.cells.get(this.field.property) ?? null);
    return true;
  }

  private open(key: string, legacy: readonly (string | null)[], outcome: FieldExpectation['outcome']): OpenCode {
    if (this.codes.size === MOST_CODES) throw tooMany(`${MOST_CODES} different legacy values`);
    const opened: OpenCode = {
      legacy,
      expected: 'value' in outcome ? outcome.value : null,
      problem: 'problem' in outcome ? outcome.problem : null,
      count: 0,
      withoutRow: 0,
      values: new Map(),
    };
    this.codes.set(key, opened);
    return opened;
  }

  private addValue({ expected, problem, values }: OpenCode, cell: Cell): void {
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
    values.set(key, { value: cell, count: 1, isExpected: problem === null && isSame(this.field, expected, cell) });
  }
}
