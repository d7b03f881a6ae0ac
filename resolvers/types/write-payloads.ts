import { GraphQLJSONObject } from 'graphql-scalars';
import { type ClassType, Field, ID, ObjectType } from 'type-graphql';
import { Change, ChangeKind, type RowImage } from '../../entities/ledger/change';
import type { ExecutedWrite } from '../../reconciliation/writing/plan';
import { RefusalCode } from '../../reconciliation/writing/refusal';
import { changedColumns } from '../../reconciliation/writing/row-image';
import { redactImage } from '../redact';
import './names';
import { RecordPair } from './record-pair';

@ObjectType({ description: 'Why a write was not done, or what to do after it.' })
export class UserError {
  @Field(() => RefusalCode) code!: RefusalCode;
  @Field(() => String) message!: string;
  @Field(() => String, {
    nullable: true,
    description: 'The part of the input or the field of the record that it concerns; null: none in particular.',
  })
  field!: string | null;
  @Field(() => Boolean, { description: 'Whether the same request may succeed later.' }) retryable!: boolean;
}

@ObjectType({ description: 'One column of a planned change.' })
export class PlannedColumn {
  @Field(() => String, { description: 'The name of the column in the database.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'Its text before; null: SQL NULL, or there is no row before.' })
  before!: string | null;
  @Field(() => String, { nullable: true, description: 'Its text as read back; null: SQL NULL, or the row is removed.' })
  after!: string | null;
}

@ObjectType({ description: 'One row that is written: carried out, read back, and in a dry run undone.' })
export class PlannedChange {
  @Field(() => String) mapping!: string;
  @Field(() => String) table!: string;
  @Field(() => ChangeKind) kind!: ChangeKind;
  @Field(() => ID, { nullable: true, description: 'Null: no legacy record stands behind the row.' }) legacyId!:
    | string
    | null;
  @Field(() => ID) newId!: string;
  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'The whole row, as text by column; null: it does not exist before.',
  })
  before!: RowImage | null;
  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'The whole row as read back, defaults and triggers included; null: it is removed.',
  })
  after!: RowImage | null;
  @Field(() => [PlannedColumn], { description: 'The columns that change.' }) columns!: PlannedColumn[];

  static of(write: ExecutedWrite): PlannedChange {
    const before = redactImage(write.table, write.before);
    const after = redactImage(write.table, write.after);
    const columns = changedColumns(write.before, write.after).map((name) =>
      Object.assign(new PlannedColumn(), { name, before: before?.[name] ?? null, after: after?.[name] ?? null }),
    );
    return Object.assign(new PlannedChange(), { ...write, before, after, columns });
  }
}

export interface WritePayload {
  readonly record: RecordPair | null;
  readonly plan: readonly PlannedChange[];
  readonly changes: readonly Change[];
  readonly fingerprint: string | null;
  readonly replayed: boolean;
  readonly userErrors: readonly UserError[];
}

/** The payload type of one mutation. Each has its own, so that each can grow alone. */
export function payloadOf(mutation: string): ClassType<WritePayload> {
  @ObjectType(`${mutation}Payload`, { description: `What ${mutation} did, would do, or why it did not.` })
  class Payload {
    @Field(() => RecordPair, {
      nullable: true,
      description: 'The record as it stands now; null: neither side has it, or it cannot be read now.',
    })
    record!: RecordPair | null;
    @Field(() => [PlannedChange], { description: 'The rows written, in order. In a dry run they were undone.' })
    plan!: PlannedChange[];
    @Field(() => [Change], { description: 'The changes that were committed; empty in a dry run.' }) changes!: Change[];
    @Field(() => String, {
      nullable: true,
      description:
        'An opaque text of what the plan rests on: pass it as expectedFingerprint to apply it. Null: there is no plan, or no record.',
    })
    fingerprint!: string | null;
    @Field(() => Boolean, { description: 'True: the same request was answered before, and nothing was done now.' })
    replayed!: boolean;
    @Field(() => [UserError], { description: 'Empty when all went well.' }) userErrors!: UserError[];
  }
  return Payload;
}
