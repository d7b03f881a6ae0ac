import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeText } from '../scalars';

export enum ChangeKind {
  INSERT = 'INSERT',
  UPDATE = 'UPDATE',
  DELETE = 'DELETE',
}

registerEnumType(ChangeKind, { name: 'ChangeKind', description: 'What a write did to its row.' });

/** A row as PostgreSQL writes it: the text of every column of its table, by column name. */
export type RowImage = Readonly<Record<string, string | null>>;

@ObjectType({ description: 'One write on the new side, with the row before and after it.' })
export class Change {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'The mapping whose record was written.' }) mapping!: string;
  @Field(() => String, { description: 'The table that was written.' }) table!: string;
  @Field(() => ChangeKind) kind!: ChangeKind;
  @Field(() => ID, { nullable: true, description: 'Null: no legacy record stands behind the row.' }) legacyId!:
    | string
    | null;
  @Field(() => ID) newId!: string;
  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'The whole row before, as text by column; null: it did not exist.',
  })
  before!: RowImage | null;
  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'The whole row after, as text by column; null: it was removed.',
  })
  after!: RowImage | null;
  @Field(() => String, { description: 'The mutation that made the change.' }) mutation!: string;
  @Field(() => String, { description: 'Who made it.' }) actor!: string;
  @Field(() => String, { description: 'Why, in the words given.' }) reason!: string;
  @Field(() => DateTimeText) at!: string;
  @Field(() => ID, { nullable: true, description: 'The change that this one took back; null: it took back none.' })
  reverts!: string | null;
  @Field(() => ID, { nullable: true, description: 'The change that took this one back; null: it stands.' }) revertedBy!:
    | string
    | null;

  @Field(() => Boolean, {
    description: 'Whether it can still be asked for: revertChange looks at the row itself and may refuse.',
  })
  revertible(): boolean {
    return this.revertedBy === null;
  }
}
