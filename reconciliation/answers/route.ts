import { type Column, primaryColumn, type Table, tableOf } from '../../entities/table';
import { type MappedField, type Mapping, variantsOf } from '../mapping';
import type { Dialect } from '../reading/database';
import { Joins } from '../reading/joins';
import { Statement } from '../reading/statement';

/** One legacy path from the records of a mapping to a parent. */
export interface Route {
  readonly mapping: Mapping;
  /** The reference, as it is for this kind of parent. */
  readonly field: MappedField;
  readonly parent: Mapping;
  readonly path: string;
  /** Paths that are asked first: this one is taken where they give nothing. */
  readonly earlier: readonly string[];
}

/** The ways on which a reference or a requirement may find its parent. */
export function routesOf(mapping: Mapping, field: MappedField): Route[] {
  return variantsOf(field).flatMap((variant) => {
    const { reference } = variant.rule;
    if (reference === undefined) return [];
    return reference.paths.map((path, index) => ({
      mapping,
      field: variant,
      parent: reference.mapping(),
      path,
      earlier: reference.paths.slice(0, index),
    }));
  });
}

/** A column that the route reads. */
export interface Place {
  readonly expression: string;
  readonly column: Column;
}

/** A record that a route leads through: the column that names it, and its own id. */
export interface Stop {
  readonly table: Table;
  /** Null: nothing names it, it simply belongs to the record. */
  readonly named: Place | null;
  /** NULL where there is no such record. */
  readonly id: Place;
}

/** One statement over the records that take a route. A statement binds in the order of its text, so each has its own. */
export class RouteQuery {
  readonly statement: Statement;
  private readonly joins: Joins;

  constructor(
    dialect: Dialect,
    readonly route: Route,
  ) {
    const { table, companions } = route.mapping.legacy;
    this.statement = new Statement(dialect);
    this.joins = new Joins(this.statement, table, companions);
  }

  /** The record itself, then every record on the way; the parent is named by `value`. */
  stops(): Stop[] {
    const { table, companions } = this.route.mapping.legacy;
    const stops: Stop[] = [{ table, named: null, id: this.at(primaryColumn(table).property) }];
    const segments = this.route.path.split('.').slice(0, -1);
    segments.reduce<{ table: Table; prefix: string }>(
      (place, segment) => {
        const entry = place.prefix === '' ? companions[segment] : undefined;
        const link = place.table.parents.find((parent) => parent.property === segment);
        const next = entry === undefined ? link?.target() : entry.entity;
        if (next === undefined) throw new Error(`${place.table.name} has no parent ${segment}`);
        const named = entry === undefined ? `${place.prefix}${link?.column ?? ''}` : entry.of;
        const prefix = `${place.prefix}${segment}.`;
        const id = this.at(`${prefix}${primaryColumn(tableOf(next)).property}`);
        stops.push({ table: tableOf(next), named: named === null ? null : this.at(named), id });
        return { table: tableOf(next), prefix };
      },
      { table, prefix: '' },
    );
    return stops;
  }

  /** The key of the parent. */
  value(): Place {
    return this.at(this.route.path);
  }

  /** FROM and WHERE of the records that take the route, once all columns that are selected were named. */
  from(): string {
    const { legacy } = this.route.mapping;
    // First, because to name a column may join its table, whose parameters stand before those of the conditions.
    const unset = this.route.earlier.map((path) => `${this.at(path).expression} IS NULL`);
    const where = [
      ...unset,
      ...this.joins.conditions(legacy.population),
      ...this.joins.conditions(this.route.field.rule.reference?.where ?? {}),
      ...this.joins.population(),
    ];
    return `${this.joins.from()}${where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`}`;
  }

  private at(path: string): Place {
    return this.joins.column(path);
  }
}

/** All legacy records of a parent's mapping, by id: a key that is none of them leads nowhere. */
export function parentRecords(statement: Statement, { legacy }: Mapping): string {
  const joins = new Joins(statement, legacy.table, legacy.companions, 'p');
  const { expression } = joins.column(primaryColumn(legacy.table).property);
  const where = [...joins.conditions(legacy.population), ...joins.population()];
  return `SELECT ${expression} AS id ${joins.from()}${where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`}`;
}
