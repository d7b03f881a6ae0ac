import type { Column, DataClass, Table } from '../entities/table';
import { fieldOf, type MappedField, type Mapping, type RuleKind } from './mapping';
import { Joins } from './reading/joins';
import { Statement } from './reading/statement';

/** From what everybody may see to what nobody may. */
const RANKS: readonly DataClass[] = ['PUBLIC', 'INTERNAL', 'PERSONAL', 'HEALTH', 'SECRET'];

export const strictest = (classes: readonly DataClass[]): DataClass =>
  RANKS[Math.max(0, ...classes.map((dataClass) => RANKS.indexOf(dataClass)))] ?? 'SECRET';

export const isPersonal = (dataClass: DataClass): boolean => dataClass === 'PERSONAL' || dataClass === 'HEALTH';

/** The legacy columns that the rule of a field reads, in the order of its paths. */
export function columnsRead(mapping: Mapping, field: MappedField): Column[] {
  const joins = new Joins(new Statement('postgres'), mapping.legacy);
  return field.rule.reads.map((path) => joins.column(path).column);
}

/** Rules whose new value tells the one legacy value that they read, or what kind of value it is. */
const TELLING: ReadonlySet<RuleKind> = new Set([
  'copy',
  'text',
  'integer',
  'decimal',
  'flag',
  'instant',
  'date',
  'json',
  'map',
  'keywords',
]);

/** The classes of a field's values, as a comparison shows them. */
export interface FieldClasses {
  /** Of each value that the rule reads, in the order of its paths. */
  readonly legacy: readonly DataClass[];
  /** Of the expected and the actual value. */
  readonly new: DataClass;
}

/**
 * How sensitive every column is, for masks and for answers about many records alike. A value keeps its class wherever it goes: a new column is as sensitive as what its
 * rules read, and a legacy column as what is made of it alone.
 */
export class DataClasses {
  private readonly raised = new Map<Column, DataClass>();
  private readonly fields = new Map<string, FieldClasses>();

  constructor(mappings: readonly Mapping[]) {
    const all = mappings.flatMap((mapping) =>
      mapping.fields.map((field) => ({ field, reads: columnsRead(mapping, field) })),
    );
    for (const { field, reads } of all) {
      const [only, ...others] = reads;
      // An id names its record and tells nothing else of it.
      if (only === undefined || others.length > 0 || only.primary || !TELLING.has(field.rule.kind)) continue;
      this.raise(only, field.column.dataClass);
    }
    for (const { field, reads } of all) for (const column of reads) this.raise(field.column, this.of(column));
  }

  of(column: Column): DataClass {
    return this.raised.get(column) ?? column.dataClass;
  }

  ofField(mapping: Mapping, asked: MappedField): FieldClasses {
    const key = `${mapping.name}.${asked.property}`;
    const known = this.fields.get(key);
    if (known !== undefined) return known;
    // A variant reads less than its field does; a requirement is no field of its mapping.
    const field = mapping.fields.find(({ property }) => property === asked.property) ?? asked;
    // With the class that the column was declared with: what it has from one path is not the other paths' class.
    const legacy = columnsRead(mapping, field).map((column) => strictest([field.column.dataClass, this.of(column)]));
    const classes = { legacy, new: strictest([this.of(field.column), ...legacy]) };
    this.fields.set(key, classes);
    return classes;
  }

  /** The class of the text by which a reference names its parent: a legacy id, or what the parent's natural key is. */
  ofName(mapping: Mapping, field: MappedField): DataClass {
    const own = this.ofField(mapping, field).new;
    const parent = field.rule.reference?.mapping();
    const [property] = parent?.new.naturalKey ?? [];
    if (parent === undefined || property === undefined) return own;
    return strictest([own, this.ofField(parent, fieldOf(parent, property)).new]);
  }

  /** The class of a column that the live database has; one that nobody declared may hold anything. */
  ofLive(table: Table | undefined, name: string): DataClass {
    const column = table?.columns.find((candidate) => candidate.name === name);
    return column === undefined ? 'HEALTH' : this.of(column);
  }

  private raise(column: Column, dataClass: DataClass): void {
    this.raised.set(column, strictest([this.of(column), dataClass]));
  }
}

const known = new WeakMap<readonly Mapping[], DataClasses>();

/** The classes under these mappings, worked out once. */
export function classesOf(mappings: readonly Mapping[]): DataClasses {
  const classes = known.get(mappings) ?? new DataClasses(mappings);
  known.set(mappings, classes);
  return classes;
}
