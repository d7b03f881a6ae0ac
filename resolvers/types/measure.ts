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
    AVERAGE: { description: 'With two decimals, rounded half up.' },
    BREAKDOWN: { description: 'How many records have which value.' },
  },
});

@ObjectType({ description: 'The sum or average of a field on one side.' })
export class MeasuredSide {
  @Field(() => DecimalText, { nullable: true, description: 'Null: no record has a value.' }) value!: string | null;
  @Field(() => Int, { description: 'How many records have a value.' }) records!: number;
}

@ObjectType({ description: 'How many records have a value, and how many of those have the flag set.' })
export class Counted {
  @Field(() => Int) records!: number;
  @Field(() => Int, { nullable: true, description: 'Null: the measure names no flag.' }) of!: number | null;
}

@ObjectType({ description: 'One value of a breakdown.' })
export class MeasuredPart {
  @Field(() => String, { nullable: true, description: 'As the new side writes it. Null: the field is empty.' })
  value!: string | null;
  @Field(() => Counted, { nullable: true, description: 'Null: the legacy side has no such figure, see the note.' })
  legacy!: Counted | null;
  @Field(() => Counted) new!: Counted;
}

@ObjectType({
  description:
    'What a mapping shows of a field: of the legacy records that are due, and of the new rows that name one.',
})
export class Measure {
  @Field(() => String) mapping!: string;
  @Field(() => String) title!: string;
  @Field(() => MeasureKind) kind!: MeasureKind;
  @Field(() => String) field!: string;
  @Field(() => String, { nullable: true, description: 'The flag that is counted beside all records of a value.' })
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
