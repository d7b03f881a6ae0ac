import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeText } from '../scalars';

export enum WaiverScope {
  RECORD = 'RECORD',
  FIELD = 'FIELD',
  ROOT_CAUSE = 'ROOT_CAUSE',
}

registerEnumType(WaiverScope, {
  name: 'WaiverScope',
  description:
    'RECORD: a record as it stands; lapses when either side changes. FIELD: one field of a record; lapses when either side of that field changes. ROOT_CAUSE: whatever a root cause explains, later records included; a record with another cause beside it stays open.',
});

@ObjectType({
  description:
    'A decision to accept what does not match. It ends when it expires or is withdrawn, and covers a discrepancy only as long as that is what was accepted.',
})
export class Waiver {
  @Field(() => ID) id!: string;
  @Field(() => WaiverScope, { description: 'What was accepted.' }) scope!: WaiverScope;
  @Field(() => String) mapping!: string;
  @Field(() => ID, {
    nullable: true,
    description:
      'The legacy record, or the one that an EXTRA row claims. Null: it claims none by a single id, or the scope is ROOT_CAUSE.',
  })
  legacyId!: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Null: there was no new row, or the scope is ROOT_CAUSE. Of an ambiguous record, the first.',
  })
  newId!: string | null;
  @Field(() => String, { nullable: true, description: 'The field that was accepted; null: the scope is not FIELD.' })
  field!: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'The id of the root cause that was accepted; null: the scope is not ROOT_CAUSE.',
  })
  rootCause!: string | null;
  @Field(() => String, {
    nullable: true,
    description: "The record's verdict when it was accepted; null: the scope is ROOT_CAUSE.",
  })
  verdict!: string | null;
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
