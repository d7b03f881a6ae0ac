import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeText } from '../scalars';
import type { ChangeKind, RowImage } from './change';

export enum ApprovalState {
  PENDING = 'PENDING',
  APPROVED = 'APPROVED',
  REJECTED = 'REJECTED',
  EXPIRED = 'EXPIRED',
  USED = 'USED',
}

registerEnumType(ApprovalState, {
  name: 'ApprovalState',
  description: 'How a request for approval stands.',
  valuesConfig: {
    PENDING: { description: 'Nobody decided about it yet: approveWrite or rejectWrite does.' },
    APPROVED: { description: 'The write may be carried out, once, until expiresAt.' },
    REJECTED: { description: 'Somebody decided against it.' },
    EXPIRED: { description: 'Nobody decided in time, or what was approved was not carried out in time.' },
    USED: { description: 'The write was carried out.' },
  },
});

/** One row of the write that was asked for, as it was previewed. */
interface PlannedRow {
  readonly mapping: string;
  readonly table: string;
  readonly kind: ChangeKind;
  readonly legacyId: string | null;
  readonly newId: string;
  readonly before: RowImage | null;
  readonly after: RowImage | null;
}

@ObjectType({ description: 'A write that waits for a second person, or that a second person decided about.' })
export class Approval {
  @Field(() => ID) id!: string;
  @Field(() => ApprovalState) state!: ApprovalState;
  @Field(() => String, { description: 'The mutation that was asked for.' }) mutation!: string;
  @Field(() => String, { description: 'The mapping whose record it is about.' }) mapping!: string;
  @Field(() => ID, { nullable: true, description: 'Null: no legacy record stands behind the row.' }) legacyId!:
    | string
    | null;
  @Field(() => ID, { nullable: true, description: 'Null: there is no row, and none is written.' }) newId!:
    | string
    | null;
  @Field(() => String, { description: 'Who asked for the write, and alone may carry it out.' }) requestedBy!: string;
  @Field(() => String, { description: 'Why, in the words given.' }) reason!: string;
  @Field(() => DateTimeText, { description: 'When it was asked for, in UTC.' }) askedAt!: string;
  @Field(() => DateTimeText, {
    description: 'Until when it can be decided about and the write carried out, in UTC.',
  })
  expiresAt!: string;
  @Field(() => String, { nullable: true, description: 'Who approved or rejected it; null: nobody did.' }) decidedBy!:
    | string
    | null;
  @Field(() => DateTimeText, { nullable: true, description: 'When, in UTC; null: nobody decided.' }) decidedAt!:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'Why, in the words given; null: nobody decided.' })
  decidedBecause!: string | null;
  @Field(() => DateTimeText, {
    nullable: true,
    description: 'When the write was carried out, in UTC; null: it was not.',
  })
  usedAt!: string | null;
  /** The mappings whose rows the write would change, and the one that it is about. */
  mappings!: readonly string[];
  /** Shown through the eyes of whoever asks, so no field of its own. */
  planned!: readonly PlannedRow[];
}
