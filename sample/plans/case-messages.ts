import type { CaseMessage } from '../../entities/new/case-message';
import { nulls, type Row, RowIndex } from '../making/row';
import type { Seed } from '../making/seed';
import type { Size } from '../making/size';
import { profileOf } from '../people/profiles';
import type { PlannedComment } from './comments';
import { makeLegacyPlans } from './plans';

const SUBJECT_LENGTH = 50;

const NOT_OF_A_COMMENT = nulls([
  'attachmentIds',
  'deleted',
  'deletedAt',
  'deliveryStatus',
  'isConfidential',
  'isUrgent',
  'metadata',
  'parentMessageId',
  'readAt',
  'recipientId',
  'relatedToothNumbers',
  'respondedAt',
  'scheduledAt',
  'tags',
  'threadRootId',
  'treatmentPhase',
]);

/** The orders of these plans. There may be many more plans than are asked about. */
function ordersOfPlans(seed: Seed, size: Size, planIds: ReadonlySet<string>): ReadonlyMap<string, string> {
  const orders = new Map<string, string>();
  for (const plan of makeLegacyPlans(seed, size)) {
    if (planIds.has(plan.id) && plan.instructionId !== null) orders.set(plan.id, plan.instructionId);
  }
  return orders;
}

function makeCaseMessage(seed: Seed, { row, kind }: PlannedComment, patientId: string): Row<CaseMessage> {
  return {
    ...NOT_OF_A_COMMENT,
    id: seed.newId('case_messages', row.id),
    legacyMessageId: row.id,
    legacyRecordId: row.id,
    caseId: seed.newId('cases', patientId),
    content: row.text,
    messageType: kind,
    priority: '1',
    requiresResponse: kind === 'patient_question',
    senderId: profileOf(seed, row.authorId),
    sentAt: row.createdAt,
    // By character, of which an emoji is one.
    subject: [...row.text].slice(0, SUBJECT_LENGTH).join(''),
  };
}

/** The comments once more, as far as they reach a case by way of their plan and its order. */
export function makeCaseMessages(
  seed: Seed,
  size: Size,
  comments: readonly PlannedComment[],
  instructions: readonly { readonly id: string; readonly patientId: string }[],
): Row<CaseMessage>[] {
  const messages = comments.filter(({ fate }) => fate === 'CASE_MESSAGE');
  const orders = ordersOfPlans(seed, size, new Set(messages.map(({ row }) => row.planId)));
  const byId = new RowIndex(instructions);
  return messages.map((message) => {
    const patientId = byId.find(orders.get(message.row.planId) ?? null)?.patientId;
    if (patientId === undefined) throw new Error(`comment ${message.row.id} reaches no patient`);
    return makeCaseMessage(seed, message, patientId);
  });
}
