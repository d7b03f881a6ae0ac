import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeText } from '../scalars';

@ObjectType({ description: 'That somebody was shown personal or medical values of a record. Never the values.' })
export class AccessEntry {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'Who was shown them.' }) actor!: string;
  @Field(() => String, { description: 'The request, as x-request-id named it.' }) requestId!: string;
  @Field(() => String, {
    nullable: true,
    description: 'The mapping of the record; null: a row that was reached from another record.',
  })
  mapping!: string | null;
  @Field(() => String, { description: 'The table of the record that recordId is an id of.' }) table!: string;
  @Field(() => ID, { description: 'The legacy id, or the UUID of a row of the new side.' }) recordId!: string;
  @Field(() => String, { description: 'PERSONAL or HEALTH.' }) dataClass!: string;
  @Field(() => DateTimeText, { description: 'When, in UTC.' }) at!: string;
}
