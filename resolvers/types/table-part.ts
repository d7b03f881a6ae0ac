import { Field, ObjectType } from 'type-graphql';
import type { CatalogueTable, FindTable } from '../../reconciliation/catalogue/catalogue';
import { ConstraintKind } from '../../reconciliation/catalogue/constraints';
import type { Mapping } from '../../reconciliation/mapping';
import type { Sides } from '../../reconciliation/reading/database';
import { Side } from './names';

@ObjectType({ description: 'A constraint or unique index of a live table.' })
export class TableConstraint {
  @Field(() => Side) side!: Side;
  @Field(() => String) table!: string;
  @Field(() => String) name!: string;
  @Field(() => ConstraintKind) kind!: ConstraintKind;
  @Field(() => [String], { description: 'In the order of the constraint; an expression stands as it is written.' })
  columns!: readonly string[];
  @Field(() => String, { nullable: true, description: 'The table that a foreign key points at.' }) target!:
    | string
    | null;
  @Field(() => String, { description: 'The whole of it in SQL.' }) definition!: string;
  @Field(() => Boolean, {
    description: 'False for a foreign key whose triggers are switched off, and for one declared NOT ENFORCED.',
  })
  enforced!: boolean;

  static listOf(mapping: Mapping, find: FindTable): TableConstraint[] {
    return liveTables(mapping, find).flatMap(({ side, table, live }) =>
      live.constraints.map(({ name, kind, columns, target, definition, isEnforced: enforced }) =>
        Object.assign(new TableConstraint(), { side, table, name, kind, columns, target, definition, enforced }),
      ),
    );
  }
}

@ObjectType({ description: 'A trigger of a live table.' })
export class TableTrigger {
  @Field(() => Side) side!: Side;
  @Field(() => String) table!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'BEFORE, AFTER or INSTEAD OF.' }) timing!: string;
  @Field(() => [String], { description: 'INSERT, UPDATE, DELETE and TRUNCATE, as far as it fires for them.' })
  events!: readonly string[];
  @Field(() => Boolean, { description: 'Whether it fires in an ordinary session.' }) enabled!: boolean;

  static listOf(mapping: Mapping, find: FindTable): TableTrigger[] {
    return liveTables(mapping, find).flatMap(({ side, table, live }) =>
      live.triggers.map(({ name, timing, events, isEnabled: enabled }) =>
        Object.assign(new TableTrigger(), { side, table, name, timing, events, enabled }),
      ),
    );
  }
}

/** The two tables of a mapping, as far as they are there. */
function liveTables(mapping: Mapping, find: FindTable): { side: Side; table: string; live: CatalogueTable }[] {
  const both: readonly [keyof Sides, Side][] = [
    ['legacy', Side.LEGACY],
    ['new', Side.NEW],
  ];
  return both.flatMap(([name, side]) => {
    const { table } = mapping[name];
    const live = find(name, table.name);
    return live === null ? [] : [{ side, table: table.name, live }];
  });
}
