import { ArrayMaxSize, IsOptional, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Approval, ApprovalState } from '../../entities/ledger/approval';
import { connectionOf } from '../connection';
import { MappingName } from './names';
import { UserError } from './write-payloads';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Any text that PostgreSQL can hold, which is one without the character NUL. */
const TEXT = /^[^\0]*$/;

export const ApprovalConnection = connectionOf<Approval>('Approval', () => Approval);

@ObjectType({ description: 'The request that was decided about, or why it was left as it is.' })
export class ApprovalPayload {
  @Field(() => Approval, {
    nullable: true,
    description: 'The request as it stands now; null: there is none of that id, or it cannot be read now.',
  })
  approval!: Approval | null;
  @Field(() => [UserError], { description: 'Empty when all went well.' }) userErrors!: UserError[];
}

@InputType({ description: 'Which request for approval, and why it is decided so.' })
export class DecideWriteInput {
  @Field(() => ID)
  @Matches(UUID, { message: 'id must be the UUID of a request for approval' })
  id!: string;

  @Field(() => String, { description: 'Why, at most 2,000 characters.' })
  @Matches(TEXT, { message: 'reason must be a text without the character NUL' })
  reason!: string;
}

@InputType()
export class ApproveWriteInput extends DecideWriteInput {}

@InputType()
export class RejectWriteInput extends DecideWriteInput {}

@InputType({ description: 'Which requests for approval; all conditions must hold.' })
export class ApprovalWhere {
  @Field(() => [ApprovalState], { nullable: true, description: 'Any of these; null: in whatever state.' })
  @IsOptional()
  @ArrayMaxSize(5, { message: 'state may name at most 5 states' })
  state?: ApprovalState[] | null;

  @Field(() => MappingName, { nullable: true }) @IsOptional() mapping?: string | null;

  @Field(() => String, { nullable: true, description: 'Who asked.' })
  @IsOptional()
  @MaxLength(200, { message: 'requestedBy is longer than 200 characters' })
  @Matches(TEXT, { message: 'requestedBy is no name' })
  requestedBy?: string | null;
}
