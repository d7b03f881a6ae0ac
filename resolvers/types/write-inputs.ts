import { ArrayMaxSize, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { DateTimeText } from '../../entities/scalars';
import { IsLegacyId } from '../is-legacy-id';
import { MappingName } from './names';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** A change of its own, or one row's part in a bulk change. */
const CHANGE_ID = /^(?:\d{1,18}|bulk\.\d{1,18}\.\d{1,18})$/;
const TEXT_LIMIT = 100_000;

/** What every write is asked with. A write (dryRun: false) needs the last three. */
@InputType()
abstract class WriteInput {
  @Field(() => Boolean, { defaultValue: false, description: 'Carry the plan out, show it, and roll it back.' })
  @IsOptional()
  dryRun!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The fingerprint of the dry run or of the record; required to write.',
  })
  @IsOptional()
  @MaxLength(500, { message: 'expectedFingerprint is none that this service gave' })
  expectedFingerprint?: string | null;

  @Field(() => String, { nullable: true, description: 'Why, at most 2,000 characters; required to write.' })
  @IsOptional()
  reason?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Any new text, such as a UUID, at most 255 characters; required to write. The same key and request again changes nothing and answers the same.',
  })
  @IsOptional()
  idempotencyKey?: string | null;
}

@InputType()
abstract class RecordInput extends WriteInput {
  @Field(() => MappingName) @IsOptional() mapping!: string;

  @Field(() => ID)
  @IsLegacyId('legacyId must be a whole number')
  legacyId!: string;
}

@InputType({ description: 'A value for one field, in place of what its rule gives.' })
export class FieldOverride {
  @Field(() => String) @MaxLength(100, { message: 'field is longer than any field name' }) field!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The value as the new side writes it; of a reference, the UUID of the row.',
  })
  @IsOptional()
  @MaxLength(TEXT_LIMIT, { message: `value is longer than ${TEXT_LIMIT} characters` })
  value?: string | null;

  @Field(() => ID, { nullable: true, description: 'For a reference, the legacy id of the record, in place of value.' })
  @IsOptional()
  @IsLegacyId('legacyId of an override must be a whole number')
  legacyId?: string | null;
}

export enum ResolutionTake {
  LEGACY = 'LEGACY',
  NEW = 'NEW',
  VALUE = 'VALUE',
}

registerEnumType(ResolutionTake, {
  name: 'ResolutionTake',
  description:
    'LEGACY: what the rule gives. NEW: keep what the new side has. VALUE: a given value. The last two are remembered as decisions.',
});

@InputType({ description: 'How one difference is settled.' })
export class FieldResolution extends FieldOverride {
  @Field(() => ResolutionTake) @IsOptional() take!: ResolutionTake;
}

@InputType()
export class DiffRecordInput extends RecordInput {}

@InputType()
export class MigrateRecordInput extends RecordInput {
  @Field(() => Boolean, { defaultValue: false, description: 'Migrate missing parents first, in order.' })
  @IsOptional()
  withParents!: boolean;

  @Field(() => [FieldOverride], { nullable: true, description: 'At most 50.' })
  @IsOptional()
  @ArrayMaxSize(50, { message: 'overrides may name at most 50 fields' })
  @ValidateNested({ each: true })
  overrides?: FieldOverride[] | null;
}

@InputType()
export class ReconcileRecordInput extends RecordInput {
  @Field(() => [FieldResolution], { description: 'At most 50. Fields that are not named stay as they are.' })
  @ArrayMaxSize(50, { message: 'resolutions may name at most 50 fields' })
  @ValidateNested({ each: true })
  resolutions!: FieldResolution[];
}

@InputType()
export class RemoveRecordInput extends WriteInput {
  @Field(() => MappingName) @IsOptional() mapping!: string;

  @Field(() => ID, { description: 'The row to remove: an EXTRA one, or a surplus copy of an AMBIGUOUS record.' })
  @Matches(UUID, { message: 'newId must be a UUID' })
  newId!: string;
}

@InputType({
  description:
    'What is accepted, named in one way: legacyId or newId for a record as it stands, one of them with field for a field of it, or rootCause alone.',
})
export class WaiveDiscrepancyInput extends WriteInput {
  @Field(() => MappingName) @IsOptional() mapping!: string;

  @Field(() => ID, { nullable: true, description: 'The record; give this, newId or rootCause.' })
  @IsOptional()
  @IsLegacyId('legacyId must be a whole number')
  legacyId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The row, where no legacy record stands behind it; give this, legacyId or rootCause.',
  })
  @IsOptional()
  @Matches(UUID, { message: 'newId must be a UUID' })
  newId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A field of the record that differs or cannot be read: only that is accepted. Null: the whole record.',
  })
  @IsOptional()
  @MaxLength(100, { message: 'field is longer than any field name' })
  field?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'A root cause of the mapping: every discrepancy that it explains is accepted, those found later too. Its fingerprint is the one to expect.',
  })
  @IsOptional()
  @MaxLength(100, { message: 'rootCause is longer than any id' })
  rootCause?: string | null;

  @Field(() => DateTimeText, {
    nullable: true,
    description:
      'When the waiver ends, in UTC, at most 10 years ahead; null: it does not expire. Required for a root cause, at most 365 days ahead.',
  })
  @IsOptional()
  expiresAt?: string | null;
}

@InputType()
export class WithdrawWaiverInput extends WriteInput {
  @Field(() => ID)
  @Matches(UUID, { message: 'waiverId must be a UUID' })
  waiverId!: string;
}

@InputType()
export class RevertChangeInput extends WriteInput {
  @Field(() => ID)
  @Matches(CHANGE_ID, { message: 'changeId must be the id of a change' })
  changeId!: string;
}

export type AnyWriteInput = WriteInput;
