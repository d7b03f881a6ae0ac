import 'reflect-metadata';

/** How sensitive a column is. Every column carries one; what a role may see follows from it. */
export type DataClass = 'PUBLIC' | 'INTERNAL' | 'PERSONAL' | 'HEALTH' | 'SECRET';

/** What a column holds, whatever the engine calls it. Each kind has one canonical text on every engine. */
export type ValueKind =
  | 'integer'
  | 'bigint'
  | 'decimal'
  | 'boolean'
  | 'text'
  | 'instant'
  | 'date'
  | 'json'
  | 'uuid'
  | 'enum';

/** Which of the three groups of tables a table belongs to. */
export type Side = 'legacy' | 'new' | 'ledger';

// biome-ignore lint/complexity/noBannedTypes: a class is used as a key and never called here.
export type EntityClass = Function & { prototype: object };

export interface Column {
  /** The property of the entity class. */
  readonly property: string;
  /** The column's name in the database. */
  readonly name: string;
  readonly kind: ValueKind;
  readonly dataClass: DataClass;
  readonly nullable: boolean;
  readonly primary: boolean;
  readonly unique: boolean;
  /** Rows are looked for by it: a plain index is expected. */
  readonly indexed: boolean;
  /** Characters a varchar holds; absent: unlimited. */
  readonly length?: number;
  readonly precision?: number;
  readonly scale?: number;
  /** Labels and database name of an enum. */
  readonly values?: readonly string[];
  readonly enumName?: string;
  /** SQL of the default, as the new database declares it. */
  readonly default?: string;
}

/** A reference from this table's column to a parent. Children are never listed on the parent: that would be a circle. */
export interface ParentLink {
  readonly property: string;
  /** The property that holds the parent's id. */
  readonly column: string;
  readonly target: () => EntityClass;
}

export interface Table {
  readonly entity: EntityClass;
  readonly name: string;
  readonly side: Side;
  readonly description: string;
  readonly columns: readonly Column[];
  readonly parents: readonly ParentLink[];
}

interface Draft {
  columns: Column[];
  parents: ParentLink[];
}

const drafts = new Map<EntityClass, Draft>();
const tables = new Map<EntityClass, Table>();

function draftOf(entity: EntityClass): Draft {
  const draft = drafts.get(entity) ?? { columns: [], parents: [] };
  drafts.set(entity, draft);
  return draft;
}

export function addColumn(entity: EntityClass, column: Column): void {
  draftOf(entity).columns.push(column);
}

export function addParent(entity: EntityClass, parent: ParentLink): void {
  draftOf(entity).parents.push(parent);
}

export function addTable(entity: EntityClass, name: string, side: Side, description: string): void {
  tables.set(entity, { entity, name, side, description, ...draftOf(entity) });
}

/** The table that an entity class mirrors. Throws when the class was not declared with `@LegacyTable` or its sisters. */
export function tableOf(entity: EntityClass): Table {
  const table = tables.get(entity);
  if (table === undefined) throw new Error(`${entity.name} is not declared as a table`);
  return table;
}

/** All tables of one side whose classes were loaded, in the order of loading. */
export function listTables(side: Side): Table[] {
  return [...tables.values()].filter((table) => table.side === side);
}

/** The column behind a property. Throws on an unknown property, because every caller holds a declared one. */
export function columnOf(table: Table, property: string): Column {
  const column = table.columns.find((candidate) => candidate.property === property);
  if (column === undefined) throw new Error(`${table.name} has no column for ${property}`);
  return column;
}

export function primaryColumn(table: Table): Column {
  const column = table.columns.find((candidate) => candidate.primary);
  if (column === undefined) throw new Error(`${table.name} has no primary key`);
  return column;
}
