import { type Column, columnOf, primaryColumn, type Table, tableOf } from '../../entities/table';
import { type Companion, type Conditions, type Mapping, PRESENT } from '../mapping';
import type { Statement } from './statement';

interface Place {
  readonly alias: string;
  readonly table: Table;
}

/** The rows of a legacy table that are records, and what may be joined to them. */
type Records = Pick<Mapping['legacy'], 'table' | 'companions' | 'population'>;

/** The FROM clause of one statement: a root table and the parents and companions that paths lead through. */
export class Joins {
  private readonly places = new Map<string, Place>();
  private readonly clauses: string[] = [];
  private aliases = 0;

  constructor(
    private readonly statement: Statement,
    private readonly records: Records,
    private readonly prefix = 't',
  ) {
    this.places.set('', { alias: prefix, table: records.table });
  }

  /** Resolves `patient.doctorId` to a column expression, joining what lies on the way. */
  column(path: string): { expression: string; column: Column } {
    const segments = path.split('.');
    const property = segments.pop() ?? '';
    const place = this.place(segments);
    const column = columnOf(place.table, property);
    return { expression: `${place.alias}.${this.statement.quote(column.name)}`, column };
  }

  /** The aliases of all rows that a record is read from, after all paths were resolved. */
  listAliases(): string[] {
    return [...this.places.values()].map((place) => place.alias);
  }

  /** `FROM … LEFT JOIN …`, after all paths were resolved. */
  from(): string {
    return [`FROM ${this.statement.quote(this.records.table.name)} ${this.prefix}`, ...this.clauses].join(' ');
  }

  /**
   * The conditions that make a row of the root table a record of the mapping, as declared and by its companions; `also`:
   * those that hold for some of the records only.
   */
  population(also: Conditions = {}): string[] {
    const { companions, population } = this.records;
    const declared = this.conditions(population, also);
    const existing = Object.values(companions)
      .filter((entry) => entry.presence !== 'optional')
      .map(
        (entry) => `${entry.presence === 'absent' ? 'NOT ' : ''}EXISTS (SELECT 1 ${this.companionRows(entry).from})`,
      );
    return [...declared, ...existing];
  }

  private conditions(...all: readonly Conditions[]): string[] {
    const entries = all.flatMap((conditions) => Object.entries(conditions));
    // All columns first: to name one may join its table, whose parameters stand before those of the conditions.
    const columns = entries.map(([path]) => this.column(path));
    return columns.map(({ expression, column }, index) => {
      const text = entries[index]?.[1];
      if (text === PRESENT) return `${expression} IS NOT NULL`;
      if (typeof text === 'object') return this.statement.isOneOf(expression, column.kind, text);
      return this.statement.isEqual(expression, column.kind, text ?? '');
    });
  }

  private place(segments: readonly string[]): Place {
    const key = segments.join('.');
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const last = segments.at(-1) ?? '';
    const before = this.place(segments.slice(0, -1));
    // Counted apart: joining a companion may have to join another record first.
    const alias = `${this.prefix}${++this.aliases}`;
    const entry = segments.length === 1 ? this.records.companions[last] : undefined;
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
    this.join(table, alias, `(${this.pick(entry)})`);
    return { alias, table };
  }

  /** The id of the one companion that is taken. */
  private pick(entry: Companion): string {
    const { from, id, rows } = this.companionRows(entry);
    if (entry.pick === 'lowest') return `SELECT min(${id}) ${from}`;
    if (entry.pick === 'highest') return `SELECT max(${id}) ${from}`;
    const { before } = entry.pick;
    const own = `${this.column(before).expression}, ${this.rootId()}`;
    const theirs = rows.column(before).expression;
    return `SELECT ${id} ${from} AND (${theirs}, ${id}) < (${own}) ORDER BY ${theirs} DESC, ${id} DESC LIMIT 1`;
  }

  private join(table: Table, alias: string, id: string): void {
    const name = this.statement.quote(table.name);
    this.clauses.push(
      `LEFT JOIN ${name} ${alias} ON ${alias}.${this.statement.quote(primaryColumn(table).name)} = ${id}`,
    );
  }

  private rootId(): string {
    return `${this.prefix}.${this.statement.quote(primaryColumn(this.records.table).name)}`;
  }

  /** The rows of a companion that belong to the root row. */
  private companionRows(entry: Companion): { from: string; id: string; rows: Joins } {
    const table = tableOf(entry.entity);
    const rows = new Joins(this.statement, { table, companions: {}, population: entry.where }, 'x');
    const owner = rows.column(entry.by).expression;
    const owned = entry.of === null ? this.rootId() : this.column(entry.of).expression;
    const where = [`${owner} = ${owned}`, ...rows.population()].join(' AND ');
    return { from: `${rows.from()} WHERE ${where}`, id: rows.rootId(), rows };
  }
}
