import { brokenReason, isSame } from '../comparing/compare-field';
import { expectReadable } from '../comparing/expectation';
import { type MappedField, type Scope, variantsOf } from '../mapping';
import { meaningOf } from '../reading/new-reader';
import { shortcutOf } from '../rules/shortcut';
import { BETWEEN, KEY } from './marks';
import { isReadable, LegacyRow, OWN, type Texts } from './readable';
import { Remembered } from './remembered';
import { columnAt, type ScanPlan } from './scan-plan';

/** Kept here, because to ask another module for it each time is slow. */
const SEPARATOR = BETWEEN;

/** What a new row should hold, and at which place of it. */
interface Expected {
  readonly text: string | null;
  readonly place: number;
}

/** Whether a field of a new row is certainly what the legacy row that is looked at asks for. */
type Check = (row: Texts) => boolean;

/** Says of two rows of a scan whether they certainly match. It never says so where the comparator would not. */
export class Judge {
  private readonly legacy: LegacyRow;
  private readonly checks: readonly Check[];
  private readonly isFree: boolean;
  private readonly scope: { readonly scope: Scope; readonly places: readonly number[] } | null;

  constructor(private readonly plan: ScanPlan) {
    this.legacy = new LegacyRow(plan);
    this.isFree = plan.framed.some((framed) => framed.isFree);
    this.checks = plan.judged.map((field) => this.checkOf(field));
    const { scope } = plan.mapping.legacy;
    this.scope = scope === null ? null : { scope, places: scope.reads.map((path) => this.legacy.placeOf(path)) };
  }

  /** Whether a record and the one row that claims it certainly match. */
  isCertainlyMatched(legacy: Texts, row: Texts): boolean {
    const frame = legacy[1] ?? null;
    if (frame !== row[1] || frame === null || !this.isPlain(frame)) return false;
    this.legacy.texts = legacy;
    if (this.scopeOf() !== 'IN') return false;
    for (const check of this.checks) if (!check(row)) return false;
    return true;
  }

  /** Whether the scope certainly leaves a record out. */
  isCertainlyExcluded(legacy: Texts): boolean {
    this.legacy.texts = legacy;
    return this.scopeOf() === 'OUT';
  }

  /** Whether a frame that both sides have can be taken apart in one way only: then each of its values is on both sides. */
  private isPlain(frame: string): boolean {
    if (!this.isFree) return true;
    let between = 0;
    for (let place = frame.indexOf(SEPARATOR); place >= 0; place = frame.indexOf(SEPARATOR, place + 1)) between += 1;
    return between === this.plan.framed.length - 1 && isReadable('text', frame);
  }

  private scopeOf(): 'IN' | 'OUT' | null {
    if (this.scope === null) return 'IN';
    if (!this.legacy.areReadable(this.scope.places)) return null;
    return this.scope.scope.includes(this.legacy.read) ? 'IN' : 'OUT';
  }

  private checkOf(field: MappedField): Check {
    const places = field.rule.reads.map((path) => this.legacy.placeOf(path));
    if (field.column.kind === 'json') return this.documentCheck(field, places);
    const isText = field.column.kind === 'text' && field.rule.reference === undefined;
    const kept = isText ? shortcutOf(field.rule).keeps : undefined;
    if (kept !== undefined && columnAt(this.plan.mapping, kept).kind === 'text') return this.textCheck(field, places);
    const own = this.placeOf(field);
    const { holds } = shortcutOf(field.rule);
    const remembered = new Remembered<Expected | null>(places, () => this.expectedOf(field, places, own));
    const isNamed = variantsOf(field).some((variant) => variant.rule.reference !== undefined);
    return (row) => {
      const held = holds === undefined ? null : (row[own] ?? null);
      if (held !== null && holds?.(this.legacy.read, held) === true && this.legacy.areReadable(places)) return true;
      const expected = remembered.of(this.legacy.texts);
      if (expected === null) return false;
      const actual = row[expected.place] ?? null;
      if (actual === expected.text) return true;
      return !isNamed && actual !== null && expected.text !== null && isSame(field, expected.text, actual);
    };
  }

  /** What the rule gives; null: a problem, or a value that nobody can be certain of. */
  private expectedOf(field: MappedField, places: readonly number[], own: number): Expected | null {
    if (!this.legacy.areReadable(places)) return null;
    const { field: variant, outcome } = expectReadable(field, this.legacy.read);
    if (!('value' in outcome)) return null;
    const place = variant === field ? own : this.placeOf(variant);
    const isKey = variant.rule.reference !== undefined && outcome.value !== null;
    return { text: isKey ? `${KEY}${outcome.value}` : outcome.value, place };
  }

  /** Where a new row has a field; one that names no parent now is NULL for each kind of them. */
  private placeOf(field: MappedField): number {
    const isIt = (cell: MappedField): boolean =>
      cell.property === field.property && (field.rule.variants !== undefined || meaningOf(cell) === meaningOf(field));
    const index = this.plan.cells.findIndex((cell) => isIt(cell.field));
    if (index < 0) throw new Error(`${field.property} is not among what was read`);
    return index + OWN;
  }

  /** The same text on both sides is what is expected, unless the column has no place for it. */
  private textCheck(field: MappedField, places: readonly number[]): Check {
    const [place = 0] = places;
    const cell = this.placeOf(field);
    const longest = field.column.length ?? Number.POSITIVE_INFINITY;
    return (row) => {
      const text = this.legacy.texts[place] ?? null;
      if (row[cell] !== text || !this.legacy.areReadable(places)) return false;
      return text === null ? field.column.nullable : text.length <= longest;
    };
  }

  private documentCheck(field: MappedField, places: readonly number[]): Check {
    const { holds } = shortcutOf(field.rule);
    const place = this.placeOf(field);
    return (row) => {
      const actual = row[place] ?? null;
      if (!this.legacy.areReadable(places)) return false;
      if (actual !== null && holds !== undefined) return holds(this.legacy.read, actual);
      const { outcome } = expectReadable(field, this.legacy.read);
      if (!('value' in outcome)) return false;
      if (outcome.value === null || actual === null) return outcome.value === actual;
      return brokenReason(field, actual) === null && isSame(field, outcome.value, actual);
    };
  }
}
