import { Field, Float, Int, ObjectType } from 'type-graphql';
import type {
  ParentSpread as Counted,
  OwningParent as Owner,
} from '../../reconciliation/answers/parent-spread/parent-spread';
import { RecordLink } from './record-link';

@ObjectType({ description: 'How many records of one side name a parent.' })
export class SpreadCounts {
  @Field(() => Int, { description: 'Legacy records, or new rows, of the mapping.' }) rows!: number;
  @Field(() => Int, { description: 'Those of them that name a parent.' }) named!: number;
  @Field(() => Int, { description: 'Different parents that are named.' }) parents!: number;

  @Field(() => Int, { description: 'The others: their reference is NULL, or leads to no kind of parent.' })
  unset(): number {
    return this.rows - this.named;
  }
}

@ObjectType({ description: 'A parent and its part of the records that name one, on both sides.' })
export class OwningParent {
  @Field(() => RecordLink, {
    description: 'Without a legacyId: a row that claims no legacy record, or one that is known by a natural key.',
  })
  parent!: RecordLink;
  @Field(() => Int, { description: 'New rows that point at it.' }) newCount!: number;
  @Field(() => Float, { description: 'Its part of the new rows that point at a parent, between 0 and 1.' })
  newShare!: number;
  @Field(() => Int, { description: 'Legacy records that name it.' }) legacyCount!: number;
  @Field(() => Float, { description: 'Its part of the legacy records that name a parent, between 0 and 1.' })
  legacyShare!: number;
  @Field(() => Boolean, {
    description:
      'Whether it owns more than can be explained: at least 10 rows, more rows than the legacy side gives it, and a share at least 5 times its legacy share or at least 0.25 above it.',
  })
  isOutlier!: boolean;

  static of({ parent, ...owner }: Owner): OwningParent {
    return Object.assign(new OwningParent(), { ...owner, parent: RecordLink.ofHop(parent) });
  }
}

@ObjectType({
  description:
    'How the records of a mapping are spread over their parents. Legacy records that the scope leaves out are counted too.',
})
export class ParentSpread {
  @Field(() => String, { description: 'The mapping that was asked about.' }) mapping!: string;
  @Field(() => String, { description: 'Its field that was asked about.' }) field!: string;
  @Field(() => SpreadCounts, { description: "Of the mapping's new rows, native ones included." }) new!: SpreadCounts;
  @Field(() => SpreadCounts, { description: "Of the mapping's legacy records, whatever their scope." })
  legacy!: SpreadCounts;
  @Field(() => [OwningParent], { description: 'The parents with most new rows, at most 20.' })
  parents!: OwningParent[];
  @Field(() => [String], { description: 'The outliers in plain words.' }) findings!: readonly string[];

  static of({ mapping, field, legacy, parents, findings, ...spread }: Counted): ParentSpread {
    return Object.assign(new ParentSpread(), {
      mapping: mapping.name,
      field: field.property,
      new: Object.assign(new SpreadCounts(), spread.new),
      legacy: Object.assign(new SpreadCounts(), legacy),
      parents: parents.map((parent) => OwningParent.of(parent)),
      findings,
    });
  }
}
