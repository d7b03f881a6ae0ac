import { primaryColumn, type ValueKind } from '../../entities/table';
import { expectReadable, type FieldExpectation, scopeOf } from '../comparing/expectation';
import type { References } from '../comparing/resolve-references';
import { isCompared, isRequiredReference, type MappedField, type Mapping } from '../mapping';
import { type Cell, readCell, Unreadable } from '../value';
import { type PathRead, pathsRead, type RawRecord } from './legacy-batches';

/** A reference whose parent has to be looked up before the record can be written. */
interface Link {
  /** Where the id goes among the texts; null: no column names the parent. */
  readonly place: number | null;
  readonly expectation: FieldExpectation;
  readonly key: string;
}

/** What a record becomes, but for the parents that have to be looked up. */
export interface ExpectedRow {
  readonly key: string;
  /** In the order of `columnsWritten`. */
  readonly texts: (string | null)[];
  readonly links: readonly Link[];
  /** What has to be looked up around it: its parents, and its values in unique columns. */
  readonly around: readonly FieldExpectation[];
}

/** OUT: the scope leaves it out. DOUBTFUL: the comparator has to say. */
export type Outlook = ExpectedRow | 'OUT' | 'DOUBTFUL';

/** The fields that a migration writes beside the id, in the order in which their texts are kept. */
export const fieldsWritten = (mapping: Mapping): MappedField[] =>
  mapping.fields.filter((field) => isCompared(field.rule));

/** Texts of which the type's own equality says what the comparator would: others might be read as something else. */
const CANONICAL: Partial<Record<ValueKind, RegExp>> = {
  integer: /^(0|-?[1-9]\d*)$/,
  bigint: /^(0|-?[1-9]\d*)$/,
  decimal: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false)$/,
  instant: /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/,
  date: /^[1-9]\d{3}-\d\d-\d\d$/,
  uuid: /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/,
};

const isCanonical = (kind: ValueKind, text: string): boolean => CANONICAL[kind]?.test(text) ?? true;

/** What a decoder writes where bytes were no UTF-8: a reader that looks at the bytes has to decide. */
const REPLACEMENT = '\uFFFD';

const isTextual = (kind: ValueKind): boolean => kind === 'text' || kind === 'json' || kind === 'enum';

/**
 * Works out what ordinary records become, by the same rules as for single ones and without the rest of a comparison.
 * It may only ever say "certainly this row" or "look closer".
 */
export class RowExpecter {
  private readonly paths: readonly PathRead[];
  private readonly scopePlaces: readonly number[];
  private readonly otherPlaces: readonly number[];
  /** The fields that are not the same for every record, and where they stand among the texts. */
  private readonly varying: readonly MappedField[];
  private readonly places: readonly number[];
  private readonly fixed: readonly (string | null)[];
  /** One for all records: rules read it at once and keep nothing of it. */
  private readonly cells = new Map<string, Cell>();

  constructor(private readonly mapping: Mapping) {
    this.paths = pathsRead(mapping);
    const inScope = new Set(mapping.legacy.scope?.reads ?? []);
    const places = this.paths.map((_, index) => index);
    this.scopePlaces = places.filter((index) => inScope.has(this.paths[index]?.path ?? ''));
    this.otherPlaces = places.filter((index) => !inScope.has(this.paths[index]?.path ?? ''));
    const written = fieldsWritten(mapping);
    const fixed = written.map(fixedText);
    this.varying = written.filter((_, index) => fixed[index] === undefined);
    this.places = this.varying.map((field) => written.indexOf(field));
    this.fixed = fixed.map((text) => text ?? null);
  }

  look(raw: RawRecord): Outlook {
    const record = { key: raw[0] ?? '', cells: this.cells };
    if (!this.readInto(raw, this.scopePlaces)) return 'DOUBTFUL';
    if (scopeOf(this.mapping, record) === 'OUT') return 'OUT';
    if (!this.readInto(raw, this.otherPlaces)) return 'DOUBTFUL';
    const row = { key: record.key, texts: this.fixed.slice(), links: [] as Link[], around: [] as FieldExpectation[] };
    for (let index = 0; index < this.varying.length; index += 1) {
      const field = this.varying[index];
      if (field === undefined || !take(row, expectReadable(field, this.read), this.places[index] ?? null))
        return 'DOUBTFUL';
    }
    return this.mapping.requirements.every((field) => take(row, expectReadable(field, this.read), null))
      ? row
      : 'DOUBTFUL';
  }

  private readonly read = (path: string): string | null => {
    const cell = this.cells.get(path);
    if (cell === undefined || cell instanceof Unreadable) throw new Error(`path ${path} was not read`);
    return cell;
  };

  private readInto(raw: RawRecord, places: readonly number[]): boolean {
    for (const place of places) {
      const read = this.paths[place];
      const text: unknown = raw[place + 1];
      if (read === undefined || (text !== null && typeof text !== 'string')) return false;
      if (text !== null && isTextual(read.kind) && text.includes(REPLACEMENT)) return false;
      const cell = readCell(read.kind, text);
      if (cell instanceof Unreadable) return false;
      this.cells.set(read.path, cell);
    }
    return true;
  }
}

/** What a field is for every record; undefined: it depends on the record, or is nothing ordinary. */
function fixedText(field: MappedField): string | null | undefined {
  if (field.rule.kind !== 'constant' || field.rule.reads.length > 0) return undefined;
  const { outcome } = expectReadable(field, () => null);
  if (!('value' in outcome)) return undefined;
  return outcome.value === null || isCanonical(field.column.kind, outcome.value) ? outcome.value : undefined;
}

/** Takes a field's expectation into the row; false: it is no ordinary one. */
function take(
  row: { texts: (string | null)[]; links: Link[]; around: FieldExpectation[] },
  { field, outcome }: Omit<FieldExpectation, 'legacy'>,
  place: number | null,
): boolean {
  if (!('value' in outcome)) return false;
  if (field.rule.reference !== undefined) {
    if (outcome.value === null) return true;
    const expectation = { field, outcome, legacy: [] };
    row.links.push({ place, expectation, key: outcome.value });
    row.around.push(expectation);
    return true;
  }
  if (outcome.value !== null && !isCanonical(field.column.kind, outcome.value)) return false;
  if (field.column.unique) row.around.push({ field, outcome, legacy: [] });
  if (place !== null) row.texts[place] = outcome.value;
  return true;
}

/** Puts the ids of the parents in; false: a parent is in the way. */
export function resolveLinks(row: ExpectedRow, references: References): boolean {
  for (const { place, expectation, key } of row.links) {
    const resolution = references.resolve(expectation.field, key);
    const isLeftOut = !isRequiredReference(expectation.field) && resolution.outcome !== 'AMBIGUOUS';
    if (resolution.outcome !== 'FOUND' && !isLeftOut) return false;
    if (place !== null) row.texts[place] = resolution.outcome === 'FOUND' ? resolution.id : null;
  }
  return true;
}

/** The names of the columns of a batch's rows: the id first. */
export const columnsWritten = (mapping: Mapping): string[] => [
  primaryColumn(mapping.new.table).name,
  ...fieldsWritten(mapping).map((field) => field.column.name),
];
