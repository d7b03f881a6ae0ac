import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeText, DecimalText } from '../../entities/scalars';
import { ClaimOutcome, type ClaimCheck as Found } from '../../reconciliation/claims/claims';

registerEnumType(ClaimOutcome, {
  name: 'ClaimOutcome',
  description: 'How a stated figure stands against live data.',
  valuesConfig: {
    HOLDS: { description: 'Live data give the same figure, to the digits that were stated.' },
    FAILS: { description: 'Live data give another one.' },
    NOT_DERIVABLE: { description: 'Live data cannot say: see the explanation.' },
  },
});

@ObjectType({ description: 'A figure that somebody stated, beside the same figure recomputed from live data.' })
export class ClaimCheck {
  @Field(() => String, { description: 'Which figure, in the words of the claims file.' }) name!: string;
  @Field(() => String, { description: 'Where it was stated.' }) section!: string;
  @Field(() => DecimalText, {
    nullable: true,
    description: 'The figure as it was stated, in the unit of the claim. Null: it was left unsaid.',
  })
  stated!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'As it was written, such as "4.0M+". Null: it was written as the digits of stated.',
  })
  wording!: string | null;
  @Field(() => DecimalText, {
    nullable: true,
    description: 'From live data, exact, with as many digits as were stated. Null: it cannot be derived.',
  })
  recomputed!: string | null;
  @Field(() => String, { description: 'records, values, %, or the unit of an amount; empty where none is known.' })
  unit!: string;
  @Field(() => ClaimOutcome, { description: 'How stated and recomputed stand to each other.' }) outcome!: ClaimOutcome;
  @Field(() => String, { description: 'What was computed, in words: "the plain mean of 8 rates".' }) figure!: string;
  @Field(() => String, {
    nullable: true,
    description: 'What it was computed of, such as "16,011 of 16,014 records". Null: it cannot be derived.',
  })
  base!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Why it fails or cannot be derived, and how else the figure could be taken. Null: nothing to explain.',
  })
  explanation!: string | null;
  @Field(() => String, {
    description: 'The SQL behind it, for the new database. Several statements end in semicolons.',
  })
  query!: string;
  @Field(() => DateTimeText, {
    nullable: true,
    description: 'The oldest comparison behind it, in UTC. Null: counted now in the new database.',
  })
  asOf!: string | null;

  static of(found: Found): ClaimCheck {
    return Object.assign(new ClaimCheck(), found);
  }
}
