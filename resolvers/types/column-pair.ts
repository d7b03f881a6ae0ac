import { Field, Int, ObjectType } from 'type-graphql';
import { type FindTable, uniqueKeys } from '../../reconciliation/catalogue/catalogue';
import type { CatalogueColumn } from '../../reconciliation/catalogue/columns';
import { type ColumnPair as Declared, pairColumns } from '../../reconciliation/checking/pair-columns';
import type { Mapping } from '../../reconciliation/mapping';
import type { Sides } from '../../reconciliation/reading/database';

@ObjectType({ description: "A column as the server's own catalogue has it now." })
export class LiveColumn {
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'As the server writes it: character varying(20), datetime(6).' }) type!: string;
  @Field(() => Boolean) nullable!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'SQL of what stands where nothing is given, a generated value included. Null: NULL stands there.',
  })
  default!: string | null;
  @Field(() => Int, { nullable: true, description: 'Characters at most. Null: unlimited, or no text.' }) length!:
    | number
    | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Digits of an exact number, or of the fraction of a second. Null: unlimited, or neither.',
  })
  precision!: number | null;
  @Field(() => Int, { nullable: true, description: 'Decimals of an exact number. Null: unlimited, or none.' }) scale!:
    | number
    | null;
  @Field(() => [String], { nullable: true, description: 'The labels of an enum in their own order. Null: it is none.' })
  labels!: readonly string[] | null;
  @Field(() => Boolean, { description: 'Whether a key over this column alone lets no value stand in two rows.' })
  unique!: boolean;

  static of(find: FindTable, side: keyof Sides, table: string, column: CatalogueColumn | null): LiveColumn | null {
    const live = find(side, table);
    if (column === null || live === null) return null;
    const { name, type, nullable, length, precision, scale, labels } = column;
    const unique = uniqueKeys(live).some((key) => key.condition === null && key.columns.join() === name);
    const parts = { name, type, nullable, default: column.default, length, precision, scale, labels, unique };
    return Object.assign(new LiveColumn(), parts);
  }
}

@ObjectType({ description: 'A column of the legacy side that a rule reads, or that none does.' })
export class LegacyColumn {
  @Field(() => String, {
    nullable: true,
    description:
      'The legacy field: a column of the record, or of a parent as in patient.suffix. Null: nobody declared it.',
  })
  path!: string | null;
  @Field(() => String) table!: string;
  @Field(() => String) column!: string;
  @Field(() => LiveColumn, { nullable: true, description: 'Null: the live table has no such column.' })
  live!: LiveColumn | null;
}

@ObjectType({ description: 'A new column beside the legacy columns that it is made of.' })
export class ColumnPair {
  @Field(() => String, { nullable: true, description: 'The new field. Null: no rule fills the column.' }) field!:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'The kind of its rule, such as copy or reference.' }) kind!:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'Its rule in words.' }) words!: string | null;
  @Field(() => [LegacyColumn], { description: 'What the rule reads; for a legacy column that none reads, itself.' })
  legacy!: LegacyColumn[];
  @Field(() => String, { nullable: true, description: 'The new column. Null: no rule reads the legacy column.' })
  column!: string | null;
  @Field(() => LiveColumn, {
    nullable: true,
    description: 'Null: the live table has no such column, or column is null.',
  })
  new!: LiveColumn | null;

  /** All pairs of a mapping whose tables were read. */
  static listOf(mapping: Mapping, find: FindTable): ColumnPair[] {
    return pairColumns(mapping, find).map((pair) => ColumnPair.of(mapping, find, pair));
  }

  private static of(mapping: Mapping, find: FindTable, { legacy, new: current }: Declared): ColumnPair {
    const rule = current?.field?.rule;
    return Object.assign(new ColumnPair(), {
      field: current?.field?.property ?? null,
      kind: rule?.kind ?? null,
      words: rule?.words ?? null,
      legacy: legacy.map(({ path, table, name, live }) =>
        Object.assign(new LegacyColumn(), {
          path,
          table,
          column: name,
          live: LiveColumn.of(find, 'legacy', table, live),
        }),
      ),
      column: current?.name ?? null,
      new: LiveColumn.of(find, 'new', mapping.new.table.name, current?.live ?? null),
    });
  }
}
