import { ArrayMaxSize, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { OnFailure, RunKind, RunState } from '../../entities/ledger/run';
import { IsLegacyId } from '../is-legacy-id';
import { MappingName } from './names';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Any text that PostgreSQL can hold, which is one without the character NUL. */
const TEXT = /^[^\0]*$/;
const MOST_RECORDS = 10_000;
const MOST_FAILURES = 100_000;
const MOST_ROWS_PER_SECOND = 1_000_000;

@InputType({ description: 'What a run is to do, and to which records.' })
export class StartRunInput {
  @Field(() => RunKind) @IsOptional() kind!: RunKind;

  @Field(() => MappingName, {
    nullable: true,
    description: 'Whose records it is about; required, but for a REVERT: that is about the mapping of its run.',
  })
  @IsOptional()
  mapping?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Only these records, at most 10,000; null: all of the mapping. Not together with rootCause.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_RECORDS, { message: 'legacyIds may name at most 10,000 records' })
  @IsLegacyId('legacyIds must be whole numbers', { each: true })
  legacyIds?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only the records that the root cause of this id blocks; null: all of the mapping.',
  })
  @IsOptional()
  @MaxLength(100, { message: 'rootCause is longer than any id' })
  @Matches(TEXT, { message: 'rootCause is no id' })
  rootCause?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The run that a REVERT takes back; required for it, and null for the other kinds.',
  })
  @IsOptional()
  @Matches(UUID, { message: 'reverts must be the UUID of a run' })
  reverts?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'COMPARE only: compare what changed since the last run, where that can be known; the note says so.',
  })
  @IsOptional()
  incremental!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'MIGRATE and RECONCILE of chosen records only: create their missing parents first, in order.',
  })
  @IsOptional()
  withParents!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Do everything, count it, and roll it back. Not for COMPARE, which writes nothing but the ledger.',
  })
  @IsOptional()
  dryRun!: boolean;

  @Field(() => OnFailure, { defaultValue: OnFailure.STOP }) @IsOptional() onFailure!: OnFailure;

  @Field(() => Int, {
    defaultValue: 1_000,
    description: 'With CONTINUE: records that may fail before the run ends as FAILED, 0 to 100,000.',
  })
  @Min(0, { message: 'maxFailures must be between 0 and 100,000' })
  @Max(MOST_FAILURES, { message: 'maxFailures must be between 0 and 100,000' })
  maxFailures!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Records a second at most, all workers together, 1 to 1,000,000; null: as the service is configured.',
  })
  @IsOptional()
  @Min(1, { message: 'rowsPerSecond must be between 1 and 1,000,000' })
  @Max(MOST_ROWS_PER_SECOND, { message: 'rowsPerSecond must be between 1 and 1,000,000' })
  rowsPerSecond?: number | null;

  @Field(() => String, { description: 'Why, at most 2,000 characters.' }) @IsOptional() reason!: string;

  @Field(() => String, {
    description:
      'Any new text, such as a UUID, at most 255 characters. The same key and request again starts no second run and answers the first.',
  })
  @IsOptional()
  idempotencyKey!: string;
}

@InputType({ description: 'Which run.' })
export class RunInput {
  @Field(() => ID)
  @Matches(UUID, { message: 'id must be the UUID of a run' })
  id!: string;
}

@InputType({ description: 'Which run, and why it may go on.' })
export class ApproveRunInput extends RunInput {
  @Field(() => String, { description: 'Why, at most 2,000 characters.' }) @IsOptional() reason!: string;
}

@InputType({ description: 'Which runs; all conditions must hold.' })
export class RunWhere {
  @Field(() => MappingName, { nullable: true }) @IsOptional() mapping?: string | null;

  @Field(() => RunKind, { nullable: true }) @IsOptional() kind?: RunKind | null;

  @Field(() => [RunState], { nullable: true, description: 'Any of these; null: in whatever state.' })
  @IsOptional()
  @ArrayMaxSize(7, { message: 'state may name at most 7 states' })
  state?: RunState[] | null;

  @Field(() => String, { nullable: true, description: 'Who started it.' })
  @IsOptional()
  @MaxLength(200, { message: 'requestedBy is longer than 200 characters' })
  @Matches(TEXT, { message: 'requestedBy is no name' })
  requestedBy?: string | null;
}
