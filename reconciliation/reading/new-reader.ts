import { type Column, columnOf, primaryColumn } from '../../entities/table';
import { fieldOf, type MappedField, type Mapping, referencesOf } from '../mapping';
import type { Cell } from '../value';
import { type Cells, readRows, type Selection, selectList } from './cells';
import type { Database, TextRow } from './database';
import { type FoundRow, type Lookup, lookUp } from './lookup';
import { ownRows } from './own-rows';
import { Statement } from './statement';

/** A row of the new side: its columns by property, and what its references mean on the legacy side. */
export interface NewRecord {
  readonly id: string;
  /** The legacy key that the row claims: one text, or one for each field of the natural key; null: it claims none. */
  readonly claim: readonly string[] | null;
  readonly cells: Cells;
  /** By `meaningOf`, the legacy key of the row that a reference points at; null: it points nowhere or at a native row. */
  readonly meanings: ReadonlyMap<string, Cell>;
  /** By `meaningOf`, the columns that a requirement tests of the row that a reference points at. */
  readonly parents: ReadonlyMap<string, Cells>;
}

/** The name of a reference to rows of one mapping; a generic reference has one for each mapping that it may lead to. */
export const meaningOf = (field: MappedField): string =>
  `${field.property}>${field.rule.reference?.mapping().name ?? ''}`;

export type NewWanted =
  | { readonly claims: readonly (readonly string[])[] }
  | { readonly ids: readonly string[] }
  | { readonly after: string | null; readonly limit: number };

/** The column by which other mappings know a row of this one. */
export function keyColumnOf(mapping: Mapping): Column {
  const property = mapping.new.keyColumn ?? mapping.new.naturalKey[0] ?? '';
  return columnOf(mapping.new.table, property);
}

const keyFields = (mapping: Mapping): MappedField[] =>
  mapping.new.naturalKey.map((property) => fieldOf(mapping, property));

export class NewReader {
  constructor(private readonly database: Database) {}

  async list(mapping: Mapping, wanted: NewWanted): Promise<NewRecord[]> {
    if ('claims' in wanted && wanted.claims.length === 0) return [];
    if ('ids' in wanted && wanted.ids.length === 0) return [];
    const query = new NewQuery(mapping);
    const rows = await this.database.query<TextRow>(query.sql(wanted), query.statement.parameters);
    return readRows(rows, query.selections).map((cells) => query.record(cells));
  }

  /** Only the ids and claims of rows that claim a legacy record, in the order of their ids. */
  async listClaims(
    mapping: Mapping,
    page: { after: string | null; limit: number },
  ): Promise<Pick<NewRecord, 'id' | 'claim'>[]> {
    const query = new NewQuery(mapping);
    query.keepClaimsOnly();
    const rows = await this.database.query<TextRow>(query.sql(page), query.statement.parameters);
    return readRows(rows, query.selections).map((cells) => query.claimRow(cells));
  }

  /** Several lookups by the texts of a column, in one statement. */
  lookUp(lookups: readonly Lookup[]): Promise<FoundRow[][]> {
    return lookUp(this.database, lookups);
  }
}

/** How the rows of a mapping are found by the keys that other records name them by. */
export function parentLookup(parent: Mapping, keys: readonly string[], tested: readonly string[]): Lookup {
  const { table } = parent.new;
  return {
    table,
    by: keyColumnOf(parent),
    texts: keys,
    also: tested.map((property) => columnOf(table, property)),
    where: parent.new.where,
  };
}

/** One SELECT over a new table with its references joined back to the legacy keys of what they point at. */
class NewQuery {
  readonly statement = new Statement('postgres');
  selections: Selection[];
  private readonly joins: string[] = [];
  private readonly id: string;

  constructor(private readonly mapping: Mapping) {
    const { table } = mapping.new;
    this.id = this.column(primaryColumn(table));
    const own = table.columns.map(
      (column): Selection => ({ name: column.property, column, expression: this.column(column) }),
    );
    this.selections = [...own, ...referencesOf(mapping).flatMap((field) => this.referenceSelections(field))];
  }

  sql(wanted: NewWanted): string {
    const list = selectList(this.statement, this.selections);
    const from = `FROM ${this.statement.quote(this.mapping.new.table.name)} t ${this.joins.join(' ')}`;
    const tail = 'limit' in wanted ? ` LIMIT ${wanted.limit}` : '';
    return `SELECT ${list} ${from} WHERE ${this.where(wanted)} ORDER BY ${this.id}${tail}`;
  }

  /** Selects nothing but the id and the claim, for passes over a whole table. */
  keepClaimsOnly(): void {
    const names = new Set([primaryColumn(this.mapping.new.table).property, ...this.keyNames()]);
    this.selections = this.selections.filter((selection) => names.has(selection.name));
  }

  claimRow(cells: Cells): Pick<NewRecord, 'id' | 'claim'> {
    return { id: String(cells.get(primaryColumn(this.mapping.new.table).property)), claim: this.claim(cells) };
  }

  record(cells: Cells): NewRecord {
    const references = referencesOf(this.mapping);
    return {
      ...this.claimRow(cells),
      cells,
      meanings: new Map(references.map((field) => [meaningOf(field), cells.get(meaningOf(field)) ?? null])),
      parents: new Map(references.map((field) => [meaningOf(field), this.testedCells(field, cells)])),
    };
  }

  private column(column: Column): string {
    return `t.${this.statement.quote(column.name)}`;
  }

  private referenceSelections(field: MappedField): Selection[] {
    const { reference } = field.rule;
    if (reference === undefined) return [];
    const parent = reference.mapping();
    const alias = `p${this.joins.length}`;
    const at = (column: Column): string => `${alias}.${this.statement.quote(column.name)}`;
    const { table } = parent.new;
    const on = [
      `${at(primaryColumn(table))} = ${this.column(field.column)}`,
      ...ownRows(this.statement, alias, table, parent.new.where),
    ];
    this.joins.push(`LEFT JOIN ${this.statement.quote(table.name)} ${alias} ON ${on.join(' AND ')}`);
    const key = keyColumnOf(parent);
    const tested = Object.keys(reference.eligible?.where ?? {}).map((property) => columnOf(table, property));
    return [
      { name: meaningOf(field), column: key, expression: at(key) },
      ...tested.map((column) => ({
        name: `${meaningOf(field)}.${column.property}`,
        column,
        expression: at(column),
      })),
    ];
  }

  private testedCells(field: MappedField, cells: Cells): Cells {
    const tested = Object.keys(field.rule.reference?.eligible?.where ?? {});
    return new Map(tested.map((property) => [property, cells.get(`${meaningOf(field)}.${property}`) ?? null]));
  }

  private claim(cells: Cells): readonly string[] | null {
    const names = this.keyNames();
    const texts = names.map((name) => cells.get(name));
    return texts.every((text) => typeof text === 'string') ? texts : null;
  }

  /** The selections that together say which legacy record a row claims to be. */
  private keyNames(): string[] {
    const { keyColumn } = this.mapping.new;
    if (keyColumn !== null) return [keyColumn];
    return keyFields(this.mapping).map((field) => (field.rule.reference ? meaningOf(field) : field.property));
  }

  private where(wanted: NewWanted): string {
    const { table, where } = this.mapping.new;
    const own = ownRows(this.statement, 't', table, where);
    if ('ids' in wanted) return [...own, this.statement.isOneOf(this.id, 'uuid', wanted.ids)].join(' AND ');
    const keys = this.keyNames().map((name) => this.selection(name));
    if ('claims' in wanted) return [...own, this.statement.areOneOf(keys, wanted.claims)].join(' AND ');
    const claims = keys.map((key) => `${key.expression} IS NOT NULL`);
    const after = wanted.after === null ? [] : [`${this.id} > ${this.statement.bind(wanted.after)}::uuid`];
    return [...own, ...claims, ...after].join(' AND ');
  }

  private selection(name: string): Selection {
    const found = this.selections.find((selection) => selection.name === name);
    if (found === undefined) throw new Error(`${this.mapping.name} does not select ${name}`);
    return found;
  }
}
