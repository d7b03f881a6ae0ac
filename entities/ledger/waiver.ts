import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeText } from '../scalars';

@ObjectType({
  description: 'A decision to accept a discrepancy as it is. It lapses when it expires or when either side changes.',
})
export class Waiver {
  @Field(() => ID) id!: string;
  @Field(() => String) mapping!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'The legacy record, or the one that an EXTRA row claims. Null: it claims none by a single id.',
  })
  legacyId!: string | null;
  @Field(() => ID, { nullable: true, description: 'Null: there was no new row. Of an ambiguous record, the first.' })
  newId!: string | null;
  @Field(() => String, { description: 'The verdict that was accepted.' }) verdict!: string;
  @Field(() => String) reason!: string;
  @Field(() => String) actor!: string;
  @Field(() => DateTimeText) at!: string;
  @Field(() => DateTimeText, { nullable: true, description: 'Null: it does not expire.' }) expiresAt!: string | null;
  @Field(() => DateTimeText, { nullable: true, description: 'Null: it was not withdrawn.' }) withdrawnAt!:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'Who withdrew it; null: it was not withdrawn.' })
  withdrawnBy!: string | null;
  @Field(() => String, { nullable: true, description: 'Why, in the words given; null: it was not withdrawn.' })
  withdrawnBecause!: string | null;
}
