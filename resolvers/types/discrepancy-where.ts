import { ArrayMaxSize, IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DiscrepancyState } from '../../entities/ledger/discrepancy';
import { Verdict } from '../../reconciliation/comparing/verdict';
import { IsLegacyId } from '../is-legacy-id';
import { MappingName } from './names';

@InputType({ description: 'Which discrepancies; all conditions must hold.' })
export class DiscrepancyWhere {
  @Field(() => MappingName, { nullable: true }) @IsOptional() mapping?: string | null;

  @Field(() => [Verdict], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(8, { message: 'verdict may name at most 8 verdicts' })
  verdict?: Verdict[] | null;

  @Field(() => [DiscrepancyState], { nullable: true, description: 'Default: OPEN and WAIVED.' })
  @IsOptional()
  @ArrayMaxSize(3, { message: 'state may name at most 3 states' })
  state?: DiscrepancyState[] | null;

  @Field(() => String, { nullable: true, description: 'A field that differs, cannot be read or stands in the way.' })
  @IsOptional()
  @MaxLength(100, { message: 'field is longer than any field name' })
  field?: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of a root cause.' })
  @IsOptional()
  @MaxLength(100, { message: 'rootCause is longer than any id' })
  rootCause?: string | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsLegacyId('legacyId must be a whole number')
  legacyId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Something that the legacy record says, 2 to 100 characters, in capital or small letters; only together with mapping. It is looked for now, in the text columns that the rules of the mapping read and whose values you see. More than 1,000 legacy records with it are refused: narrow the text.',
  })
  @IsOptional()
  @Length(2, 100, { message: 'text must have 2 to 100 characters' })
  // No database holds the one, and the others are halves of characters.
  @Matches(/^[^\0\p{Surrogate}]*$/u, { message: 'text holds something that is no character' })
  text?: string | null;
}
