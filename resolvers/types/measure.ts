import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DecimalText } from '../../entities/scalars';
import type { Measured } from '../../reconciliation/reporting/measured';

export enum MeasureKind {
  SUM = 'sum',
  AVERAGE = 'average',
  BREAKDOWN = 'breakdown',
}

registerEnumType(MeasureKind, {
  name: 'MeasureKind',
  description: 'What a report shows of the values of a field.',
  valuesConfig: {
    SUM: { description: 'Exact, with all its digits.' },
    AVERAGE: { description: 'With two decimals, rounded half up.' },
    BREAKDOWN: { description: 'How many records have which value.' },
  },
});

@ObjectType({ description: 'The sum or average of a field on one side.' })
export class MeasuredSide {
  @Field(() => DecimalText, {
    nullable: true,
    description: 'Exact, in the unit of the field. Null: no record has a value.',
  })
  value!: string | null;
  @Field(() => Int, { description: 'How many records have a value.' }) records!: number;
}

@ObjectType({ description: 'How many records have a value, and how many of those have the flag set.' })
export class Counted {
  @Field(() => Int, { description: 'How many records have the value.' }) records!: number;
  @Field(() => Int, {
    nullable: true,
    description: 'How many of those have the flag set. Null: the measure names no flag.',
  })
  of!: number | null;
}

@ObjectType({ description: 'One value of a breakdown.' })
export class MeasuredPart {
  @Field(() => String, {
    nullable: true,
    description: 'As the new side writes it. Null: the field is empty, or these are other values.',
  })
  value!: string | null;
  @Field(() => Boolean, {
    description: 'Whether these are several values counted together, because they may not be shown: see the note.',
  })
  isOther!: boolean;
  @Field(() => Counted, {
    nullable: true,
    description: 'The records that are due. Null: the legacy side has no such figure, see the note.',
  })
  legacy!: Counted | null;
  @Field(() => Counted, { description: 'The new rows that name a legacy record.' }) new!: Counted;
}

@ObjectType({
  description:
    'What a mapping shows of a field: of the legacy records that are due, and of the new rows that name one.',
})
export class Measure {
  @Field(() => String, { description: 'The name of the mapping.' }) mapping!: string;
  @Field(() => String, { description: 'The mapping, for people.' }) title!: string;
  @Field(() => MeasureKind, { description: 'What is shown of the values.' }) kind!: MeasureKind;
  @Field(() => String, { description: 'The new field that is measured.' }) field!: string;
  @Field(() => String, {
    nullable: true,
    description:
      'The flag that a breakdown counts beside all records of a value. Null: it counts none, or is a sum or average.',
  })
  of!: string | null;
  @Field(() => MeasuredSide, { nullable: true, description: 'Null for a breakdown, or where the note says why.' })
  legacy!: MeasuredSide | null;
  @Field(() => MeasuredSide, { nullable: true, description: 'Null for a breakdown, or where the note says why.' })
  new!: MeasuredSide | null;
  @Field(() => [MeasuredPart], { description: 'The parts of a breakdown, the largest first; at most 100.' })
  parts!: MeasuredPart[];
  @Field(() => String, { nullable: true, description: 'What is missing, and why. Null: nothing is.' })
  note!: string | null;

  static of(measured: Measured): Measure {
    return Object.assign(new Measure(), measured);
  }
}
