import { IsOptional, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { IsLegacyId } from '../is-legacy-id';
import { FieldComparison } from './field-comparison';
import { MappingName } from './names';
import { UserError } from './write-payloads';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

@InputType({ description: 'One field of one record. Give one of the two ids.' })
export class RevealFieldInput {
  @Field(() => MappingName) @IsOptional() mapping!: string;

  @Field(() => ID, { nullable: true, description: 'The legacy record; give this or newId.' })
  @IsOptional()
  @IsLegacyId('legacyId must be a whole number')
  legacyId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The row of the new side; give this or legacyId.' })
  @IsOptional()
  @Matches(UUID, { message: 'newId must be a UUID' })
  newId?: string | null;

  @Field(() => String, { description: 'The new field, by its name in the mapping.' })
  @MaxLength(100, { message: 'field is longer than any field name' })
  field!: string;

  @Field(() => String, {
    description: 'What for, at most 2,000 characters; it is kept in the audit trail. Write nothing personal in it.',
  })
  @IsOptional()
  reason!: string;
}

@ObjectType({ description: 'A masked field as it is, or why it is not shown.' })
export class RevealFieldPayload {
  @Field(() => FieldComparison, { nullable: true, description: 'With its values. Null: see userErrors.' })
  field!: FieldComparison | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds after which a page that shows the values has to hide them again. Null: nothing is shown.',
  })
  hiddenAfterSeconds!: number | null;

  @Field(() => [UserError], {
    description:
      'Empty when all went well. NOT_APPLICABLE: the field is secret, or nothing in it is masked. NOT_FOUND: neither side has the record.',
  })
  userErrors!: UserError[];
}
