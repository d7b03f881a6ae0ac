import { GraphQLJSONObject } from 'graphql-scalars';
import { type ClassType, Field, ID, Int, ObjectType } from 'type-graphql';
import { Approval } from '../../entities/ledger/approval';
import { Change, ChangeKind, type RowImage } from '../../entities/ledger/change';
import type { ExecutedWrite } from '../../reconciliation/writing/plan';
import { RefusalCode } from '../../reconciliation/writing/refusal';
import { changedColumns } from '../../reconciliation/writing/row-image';
import { subjectOfRow } from '../access/masking';
import { define, SeenImages } from '../access/redact';
import type { RequestContext } from '../context';
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
  @Field(() => Boolean, {
    description: 'Whether one of the two is hidden from who asks: something else stands for it, as for every secret.',
  })
  isMasked!: boolean;
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

  static of(write: ExecutedWrite, { sight, service }: RequestContext): PlannedChange {
    const { before, after, ...rest } = write;
    const images = new SeenImages(sight, subjectOfRow(service.mappings, write), write);
    const columns = changedColumns(before, after).map((name) => {
      const column = Object.assign(new PlannedColumn(), { name });
      define(column, {
        before: () => images.value('before', name),
        after: () => images.value('after', name),
        isMasked: () => images.isMasked(name),
      });
      return column;
    });
    const change = Object.assign(new PlannedChange(), { ...rest, columns });
    define(change, { before: () => images.row('before'), after: () => images.row('after') });
    return change;
  }
}

export interface WritePayload {
  readonly record: RecordPair | null;
  readonly plan: readonly PlannedChange[];
  readonly changes: readonly Change[];
  readonly fingerprint: string | null;
  readonly replayed: boolean;
  /** Of a waiver of a root cause alone. */
  readonly covers?: number | null;
  readonly approval: Approval | null;
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
    @Field(() => Approval, {
      nullable: true,
      description:
        'The request for approval that the write waits for, or that let it through; null: it needs no second person, or it is a dry run.',
    })
    approval!: Approval | null;
    @Field(() => [UserError], { description: 'Empty when all went well.' }) userErrors!: UserError[];
  }
  return Payload;
}

/** The payload of a waiver tells as well how far it reaches. */
export function waivePayload(): ClassType<WritePayload> {
  const Payload = payloadOf('WaiveDiscrepancy');
  Field(() => Int, {
    nullable: true,
    description:
      'Of a root cause: how many discrepancies are waived by it. Those that have another cause beside it stay open. Null: the waiver is of one record.',
  })(Payload.prototype, 'covers');
  return Payload;
}
