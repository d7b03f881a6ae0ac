import { EntitySchema, type EntitySchemaColumnOptions, type EntitySchemaRelationOptions } from 'typeorm';
import { POSTGRES_TYPES } from './postgres-types';
import { type Column, columnOf, listTables, type Side, type Table, tableOf } from './table';

/** The engines that TypeORM tells apart here. */
export type Engine = 'postgres' | 'mysql';

/** Column types of the legacy schema on MySQL and MariaDB, as Django makes them. */
const MYSQL_TYPES: Record<Column['kind'], EntitySchemaColumnOptions['type']> = {
  integer: 'int',
  bigint: 'bigint',
  decimal: 'decimal',
  boolean: 'tinyint',
  text: 'longtext',
  instant: 'datetime',
  date: 'date',
  json: 'longtext',
  uuid: 'char',
  enum: 'varchar',
};

function columnType(column: Column, engine: Engine): EntitySchemaColumnOptions {
  if (column.kind === 'text' && column.length !== undefined) return { type: 'varchar', length: column.length };
  const type = (engine === 'postgres' ? POSTGRES_TYPES : MYSQL_TYPES)[column.kind];
  if (column.kind === 'enum')
    return { type, enum: [...(column.values ?? [])], enumName: column.enumName ?? column.name };
  if (column.kind === 'uuid' && engine === 'mysql') return { type, length: 32 };
  if (column.kind === 'instant' && engine === 'mysql') return { type, precision: 6 };
  if (column.kind !== 'decimal' || column.precision === undefined) return { type };
  return { type, precision: column.precision, scale: column.scale ?? 0 };
}

/** The TypeORM schema of one table on one engine. The classes are declared once; only the type names differ. */
function entitySchema(table: Table, engine: Engine): EntitySchema {
  const columns = table.columns.map((column): [string, EntitySchemaColumnOptions] => [
    column.property,
    {
      ...columnType(column, engine),
      name: column.name,
      nullable: column.nullable,
      primary: column.primary,
      unique: column.unique,
      ...(column.default === undefined ? {} : { default: () => column.default ?? '' }),
    },
  ]);
  const relations = table.parents.map((parent): [string, EntitySchemaRelationOptions] => [
    parent.property,
    {
      type: 'many-to-one',
      target: parent.target as never,
      joinColumn: { name: columnOf(table, parent.column).name },
      nullable: columnOf(table, parent.column).nullable,
      // Legacy databases hold references to rows that are gone, which is what this service is there to find.
      createForeignKeyConstraints: table.side === 'new',
    },
  ]);
  const indexed = table.columns.filter((column) => column.indexed).map((column) => column.property);
  return new EntitySchema({
    name: tableOf(table.entity).entity.name,
    target: table.entity,
    tableName: table.name,
    columns: Object.fromEntries(columns),
    relations: Object.fromEntries(relations),
    indices: [...table.parents.map((parent) => parent.column), ...indexed].map((property) => ({ columns: [property] })),
  });
}

/** The TypeORM schemas of all tables of a side. */
export const entitySchemas = (side: Side, engine: Engine): EntitySchema[] =>
  listTables(side).map((table) => entitySchema(table, engine));
