import { Field, Int, ObjectType } from 'type-graphql';
import type { RowProvenance as Counted } from '../../reconciliation/answers/row-provenance';
import type { Mapping } from '../../reconciliation/mapping';

@ObjectType({
  description: 'Where the new rows of a mapping come from. Migrated, derived and native rows add up to the total.',
})
export class RowProvenance {
  @Field(() => Int, { description: "The mapping's rows on the new side." }) total!: number;
  @Field(() => Int, { description: 'Rows that claim a legacy record which they were migrated from.' })
  migrated!: number;
  @Field(() => Int, { description: 'Rows that claim a legacy record which they were made from.' }) derived!: number;
  @Field(() => Int, { description: 'Rows that claim no legacy record: they were made on the new side.' })
  native!: number;
  @Field(() => Int, { description: 'Rows of any of these kinds that this service inserted and that are still there.' })
  written!: number;

  static of({ provenance }: Mapping, { claiming, ...counts }: Counted): RowProvenance {
    const isDerived = provenance === 'DERIVED';
    return Object.assign(new RowProvenance(), {
      ...counts,
      migrated: isDerived ? 0 : claiming,
      derived: isDerived ? claiming : 0,
    });
  }
}
