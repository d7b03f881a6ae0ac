import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeText } from '../scalars';

@ObjectType({
  description: 'A decision to accept a discrepancy as it is. It lapses when it expires or when either side changes.',
})
export class Waiver {
  @Field(() => ID) id!: string;
  @Field(() => String) mapping!: string;
  @Field(() => ID, { nullable: true }) legacyId!: string | null;
  @Field(() => ID, { nullable: true }) newId!: string | null;
  @Field(() => String, { description: 'The verdict that was accepted.' }) verdict!: string;
  @Field(() => String) reason!: string;
  @Field(() => String) actor!: string;
  @Field(() => DateTimeText) at!: string;
  @Field(() => DateTimeText, { nullable: true, description: 'Null: it does not expire.' }) expiresAt!: string | null;
  @Field(() => DateTimeText, { nullable: true }) withdrawnAt!: string | null;
  @Field(() => String, { nullable: true }) withdrawnBy!: string | null;
  @Field(() => String, { nullable: true }) withdrawnBecause!: string | null;
}
