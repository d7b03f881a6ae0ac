import { IsOptional, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { DiscrepancyWhere } from './discrepancy-where';
import { UserError } from './write-payloads';

const MOST_RECORDS = 1_000;

@InputType()
export class ExportDifferencesInput {
  @Field(() => DiscrepancyWhere, { nullable: true, description: 'Null: all that are open or waived.' })
  @IsOptional()
  @ValidateNested()
  where?: DiscrepancyWhere | null;

  @Field(() => Int, { description: 'Discrepancies at most, 1 to 1,000.' })
  @Min(1, { message: 'first must be between 1 and 1,000' })
  @Max(MOST_RECORDS, { message: 'first must be between 1 and 1,000' })
  first!: number;

  @Field(() => String, { nullable: true, description: 'The endCursor of the part before; null: from the oldest on.' })
  @IsOptional()
  @MaxLength(500, { message: 'after must be an endCursor of the same list' })
  after?: string | null;

  @Field(() => String, { description: 'What for, at most 2,000 characters.' }) @IsOptional() reason!: string;
}

@ObjectType({ description: 'Differences as a file, or why there is none.' })
export class ExportDifferencesPayload {
  @Field(() => String, {
    nullable: true,
    description:
      'Comma-separated values by RFC 4180 with a line of names: system, mapping, legacyId, newId, verdict, field, rule, state, legacyValue, expectedValue, actualValue, because. Nothing stands for NULL, and "" for the empty text. An apostrophe stands before a text that a spreadsheet would run as a formula. Null: see userErrors.',
  })
  csv!: string | null;

  @Field(() => String, { nullable: true, description: 'A name for the file, with the time in UTC; null as csv is.' })
  fileName!: string | null;

  @Field(() => Int, { description: 'Lines after the line of names.' }) rows!: number;

  @Field(() => Int, { description: 'Discrepancies that were compared; those that match by now have no line.' })
  records!: number;

  @Field(() => Boolean, {
    description: 'Whether more follows. A part may end before first, where its values are long.',
  })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Pass it as after for the next part; null: this one is empty.' })
  endCursor!: string | null;

  @Field(() => [UserError], { description: 'Empty when all went well.' }) userErrors!: UserError[];
}
