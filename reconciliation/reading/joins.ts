import { type Column, columnOf, primaryColumn, type Table, tableOf } from '../../entities/table';
import type { Companion, Companions, Conditions } from '../mapping';
import type { Statement } from './statement';

interface Place {
  readonly alias: string;
  readonly table: Table;
}

/** The FROM clause of one statement: a root table and the parents and companions that paths lead through. */
export class Joins {
  private readonly places = new Map<string, Place>();
  private readonly clauses: string[] = [];

  constructor(
    private readonly statement: Statement,
    private readonly root: Table,
    private readonly companions: Companions = {},
    private readonly prefix = 't',
  ) {
    this.places.set('', { alias: prefix, table: root });
  }

  /** Resolves `patient.doctorId` to a column expression, joining what lies on the way. */
  column(path: string): { expression: string; column: Column } {
    const segments = path.split('.');
    const property = segments.pop() ?? '';
    const place = this.place(segments);
    const column = columnOf(place.table, property);
    return { expression: `${place.alias}.${this.statement.quote(column.name)}`, column };
  }

  /** `FROM … LEFT JOIN …`, after all paths were resolved. */
  from(): string {
    return [`FROM ${this.statement.quote(this.root.name)} ${this.prefix}`, ...this.clauses].join(' ');
  }

  conditions(conditions: Conditions): string[] {
    return Object.entries(conditions).map(([path, text]) => {
      const { expression, column } = this.column(path);
      return this.statement.isEqual(expression, column.kind, text ?? '');
    });
  }

  /** The conditions that make a row of the root table a record of the mapping. */
  population(): string[] {
    return Object.values(this.companions)
      .filter((entry) => entry.presence !== 'optional')
      .map((entry) => `${entry.presence === 'absent' ? 'NOT ' : ''}EXISTS (${this.companionRows(entry, '1')})`);
  }

  private place(segments: readonly string[]): Place {
    const key = segments.join('.');
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const last = segments.at(-1) ?? '';
    const before = this.place(segments.slice(0, -1));
    const alias = `${this.prefix}${this.places.size}`;
    const entry = segments.length === 1 ? this.companions[last] : undefined;
    const place = entry === undefined ? this.joinParent(before, last, alias) : this.joinCompanion(entry, alias);
    this.places.set(key, place);
    return place;
  }

  private joinParent(child: Place, relation: string, alias: string): Place {
    const link = child.table.parents.find((parent) => parent.property === relation);
    if (link === undefined) throw new Error(`${child.table.name} has no parent ${relation}`);
    const table = tableOf(link.target());
    const own = this.statement.quote(columnOf(child.table, link.column).name);
    this.join(table, alias, `${child.alias}.${own}`);
    return { alias, table };
  }

  private joinCompanion(entry: Companion, alias: string): Place {
    const table = tableOf(entry.entity);
    const id = this.statement.quote(primaryColumn(table).name);
    this.join(table, alias, `(${this.companionRows(entry, `min(x.${id})`)})`);
    return { alias, table };
  }

  private join(table: Table, alias: string, id: string): void {
    const name = this.statement.quote(table.name);
    this.clauses.push(
      `LEFT JOIN ${name} ${alias} ON ${alias}.${this.statement.quote(primaryColumn(table).name)} = ${id}`,
    );
  }

  /** The rows of a companion that belong to the root row. */
  private companionRows(entry: Companion, select: string): string {
    const table = tableOf(entry.entity);
    const inner = new Joins(this.statement, table, {}, 'x');
    const owner = `x.${this.statement.quote(columnOf(table, entry.by).name)}`;
    const conditions = inner.conditions(entry.where);
    const root = `${this.prefix}.${this.statement.quote(primaryColumn(this.root).name)}`;
    return `SELECT ${select} ${inner.from()} WHERE ${[`${owner} = ${root}`, ...conditions].join(' AND ')}`;
  }
}
