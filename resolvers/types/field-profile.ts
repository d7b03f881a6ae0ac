import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { FieldProfile as Profiled } from '../../reconciliation/answers/field-profile/field-profile';
import type { ValueProfile as Counted } from '../../reconciliation/answers/field-profile/value-profile';

const RANGE =
  'numbers by number, texts by their bytes and cut to 200 characters. Null: there is no value, the kind has no order, or the field is personal or medical on either side.';

@ObjectType({ description: 'What the values of one column look like, counted by the server itself.' })
export class ValueProfile {
  @Field(() => String, { description: 'The legacy path, or the new field.' }) path!: string;
  @Field(() => Int, { description: 'Records or rows that were looked at.' }) rows!: number;
  @Field(() => Int, { description: 'Rows with neither NULL nor an empty text.' }) filled!: number;
  @Field(() => Int, { description: 'Rows with SQL NULL, which includes what a missing record on the way leaves.' })
  nulls!: number;
  @Field(() => Int, { description: 'Rows with an empty text.' }) empty!: number;
  @Field(() => Int, { description: 'Different values, without NULL.' }) distinct!: number;
  @Field(() => String, { nullable: true, description: `The least value: ${RANGE}` }) least!: string | null;
  @Field(() => String, { nullable: true, description: `The greatest value: ${RANGE}` }) greatest!: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Characters of the shortest text. Null: there is no value, or the kind has no length.',
  })
  shortest!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Characters of the longest text. Null: there is no value, or the kind has no length.',
  })
  longest!: number | null;

  @Field(() => Float, { nullable: true, description: 'filled / rows, between 0 and 1. Null: there are no rows.' })
  fillRate(): number | null {
    return this.rows === 0 ? null : this.filled / this.rows;
  }

  static of(profile: Counted): ValueProfile {
    return Object.assign(new ValueProfile(), profile);
  }
}

@ObjectType({
  description:
    'What the values of one field look like on both sides. Values of fields that are personal or medical are not shown: only counts and lengths are. Of secret fields there is no profile.',
})
export class FieldProfile {
  @Field(() => String, { description: 'The mapping that was asked about.' }) mapping!: string;
  @Field(() => String, { description: 'Its field that was asked about.' }) field!: string;
  @Field(() => String, { description: 'The rule in words.' }) rule!: string;
  @Field(() => ValueProfile, { description: "The new column, over the mapping's rows, native ones included." })
  new!: ValueProfile;
  @Field(() => [ValueProfile], {
    description:
      "One for each path that the rule reads, over the mapping's legacy records, those included that its scope leaves out.",
  })
  legacy!: ValueProfile[];
  @Field(() => [String], {
    description:
      'What stands out, in plain words and without a value: one value in every new row, a fill rate that fell or rose, texts that became shorter.',
  })
  findings!: readonly string[];

  static of({ mapping, field, legacy, findings, ...profile }: Profiled): FieldProfile {
    return Object.assign(new FieldProfile(), {
      mapping: mapping.name,
      field: field.property,
      rule: field.rule.words,
      new: ValueProfile.of(profile.new),
      legacy: legacy.map((path) => ValueProfile.of(path)),
      findings,
    });
  }
}
