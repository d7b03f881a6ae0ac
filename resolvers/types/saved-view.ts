import { ArrayMaxSize, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DiscrepancyState } from '../../entities/ledger/discrepancy';
import { DateTimeText } from '../../entities/scalars';
import { Verdict } from '../../reconciliation/comparing/verdict';
import type { StoredView, ViewConditions } from '../../reconciliation/ledger/saved-views';
import { DiscrepancyOrder } from '../ledger.resolver';
import { MappingName } from './names';
import { UserError } from './write-payloads';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const ROOT_CAUSE = /^[\w-]{22}$/;

@InputType({
  description:
    'The conditions of a list of discrepancies that may be kept: none of them names a record or holds a value of one.',
})
export class SaveViewWhere {
  @Field(() => MappingName, { nullable: true }) @IsOptional() mapping?: string | null;

  @Field(() => [Verdict], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(8, { message: 'verdict may name at most 8 verdicts' })
  verdict?: Verdict[] | null;

  @Field(() => [DiscrepancyState], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(3, { message: 'state may name at most 3 states' })
  state?: DiscrepancyState[] | null;

  @Field(() => String, { nullable: true, description: 'A field of the mapping, or of any where none is named.' })
  @IsOptional()
  @MaxLength(100, { message: 'field is longer than any field name' })
  field?: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of a root cause.' })
  @IsOptional()
  @Matches(ROOT_CAUSE, { message: 'rootCause is no id of a root cause' })
  rootCause?: string | null;
}

@InputType({ description: 'A view to keep, in place of the one that you called the same.' })
export class SaveViewInput {
  @Field(() => String, {
    description: '1 to 60 characters, none of which is a line break or not seen. Spaces around it are left out.',
  })
  @IsOptional()
  name!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether everybody is shown it. FORBIDDEN to callers who are VIEWER and nothing else.',
  })
  @IsOptional()
  isShared!: boolean;

  @Field(() => SaveViewWhere, { nullable: true, description: 'Null: no conditions.' })
  @IsOptional()
  @ValidateNested()
  where?: SaveViewWhere | null;

  @Field(() => DiscrepancyOrder, { defaultValue: DiscrepancyOrder.OLDEST }) @IsOptional() orderBy!: DiscrepancyOrder;
}

@InputType({ description: 'Which view.' })
export class RemoveViewInput {
  @Field(() => ID)
  @Matches(UUID, { message: 'id must be the UUID of a view' })
  id!: string;
}

@ObjectType({ description: 'The conditions of a view, named as those of `discrepancies`. Null: not set.' })
export class SavedViewWhere {
  @Field(() => MappingName, { nullable: true, description: 'Null: all mappings.' }) mapping!: string | null;
  @Field(() => [Verdict], { nullable: true, description: 'Null: any verdict.' }) verdict!: Verdict[] | null;
  @Field(() => [DiscrepancyState], { nullable: true, description: 'Null: OPEN and WAIVED.' })
  state!: DiscrepancyState[] | null;
  @Field(() => String, { nullable: true, description: 'Null: any field.' }) field!: string | null;
  @Field(() => ID, { nullable: true, description: 'The id of a root cause; null: any.' }) rootCause!: string | null;
}

@ObjectType({ description: 'A list of discrepancies that somebody keeps under a name.' })
export class SavedView {
  @Field(() => ID, { description: 'Stays the same when the view is saved again.' }) id!: string;
  @Field(() => String, { description: 'As its owner calls it: plain text. Of one owner each name is one view.' })
  name!: string;
  @Field(() => String, { description: 'Who keeps it, by the name that the audit trail carries.' }) owner!: string;
  @Field(() => Boolean, { description: 'Whether everybody is shown it who may see its mapping.' }) isShared!: boolean;
  @Field(() => Boolean, { description: 'Whether it is yours.' }) isOwn!: boolean;
  @Field(() => DateTimeText, { description: 'When it was last saved, in UTC.' }) at!: string;
  @Field(() => SavedViewWhere) where!: ViewConditions;
  @Field(() => DiscrepancyOrder) orderBy!: string;

  static of({ mapping, verdict, state, field, rootCause, ...view }: StoredView, viewer: string): SavedView {
    const where = { mapping, verdict, state, field, rootCause };
    return Object.assign(new SavedView(), { ...view, where, isOwn: view.owner === viewer });
  }
}

@ObjectType({ description: 'The view as it is kept now, or why it is not.' })
export class SaveViewPayload {
  @Field(() => SavedView, { nullable: true, description: 'Null: see userErrors.' }) view!: SavedView | null;
  @Field(() => [UserError], { description: 'Empty when all went well.' }) userErrors!: UserError[];
}

@ObjectType({ description: 'Which view is kept no longer, or why it still is.' })
export class RemoveViewPayload {
  @Field(() => ID, { nullable: true, description: 'Null: see userErrors.' }) removedId!: string | null;
  @Field(() => [UserError], {
    description: 'Empty when all went well. NOT_FOUND: there is no such view, or it is not yours to remove.',
  })
  userErrors!: UserError[];
}
