import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeText } from '../scalars';

export enum DiscrepancyState {
  OPEN = 'OPEN',
  WAIVED = 'WAIVED',
  CLOSED = 'CLOSED',
}

registerEnumType(DiscrepancyState, {
  name: 'DiscrepancyState',
  description: 'OPEN: seen and not settled. WAIVED: accepted by a person. CLOSED: gone when it was last looked at.',
});

@ObjectType({ description: 'A pair that does not match, as remembered: it opens, is waived, closes, reopens.' })
export class Discrepancy {
  @Field(() => ID) id!: string;
  @Field(() => String) mapping!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'The legacy record, or the one that an EXTRA row claims. Null: it claims none by a single id.',
  })
  legacyId!: string | null;
  @Field(() => ID, { nullable: true, description: 'Null: there is no new row. Of an ambiguous record, the first.' })
  newId!: string | null;
  @Field(() => String, { description: 'The verdict when it was last seen.' }) verdict!: string;
  @Field(() => DiscrepancyState) state!: DiscrepancyState;
  @Field(() => [String], { description: 'The fields that differ, cannot be read or stand in the way.' })
  fields!: string[];
  @Field(() => String, {
    nullable: true,
    description: 'Which side changed since the pair last matched; null: its verdict is not DIFFERENT.',
  })
  movedSide!: string | null;
  @Field(() => DateTimeText, { description: 'When it was first seen.' })
  openedAt!: string;
  @Field(() => DateTimeText, { description: 'When it was last seen.' }) seenAt!: string;
  @Field(() => DateTimeText, { nullable: true, description: 'When it was last found gone; null: it is not closed.' })
  closedAt!: string | null;
  @Field(() => Int, { description: 'How often it came back after it was closed.' }) reopened!: number;
}
