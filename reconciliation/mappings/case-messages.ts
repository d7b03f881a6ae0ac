import { DispatchComment } from '../../entities/legacy/dispatch-comment';
import { CaseMessage } from '../../entities/new/case-message';
import { mapping } from '../declaration';
import { copy, instant, integer, text } from '../rules/copy';
import { type Keywords, keywords, labelByKeywords } from '../rules/keywords';
import { constant, derived, ignored, ignoredAll } from '../rules/made';
import { reference } from '../rules/reference';
import { cases } from './cases';
import { orders } from './orders';
import { profiles } from './profiles';
import { hasText } from './shared';
import { treatmentPlans } from './treatment-plans';

const KINDS: readonly Keywords[] = [
  [['approve', 'looks good'], 'doctor_response'],
  [['question', 'please', '?'], 'patient_question'],
  [['treatment', 'plan'], 'treatment_update'],
];
const OTHER = 'clinical_note';

export const caseMessages = mapping({
  name: 'caseMessages',
  system: 'Communication',
  title: 'Messages of cases',
  description: 'The comments on plans once more, as messages of the case that the plan was made for.',
  legacy: { entity: DispatchComment, scope: hasText('text', 'comment') },
  new: { entity: CaseMessage, key: 'legacyMessageId' },
  // A comment reaches its case through the plan and the plan's order.
  requires: {
    treatmentPlan: reference('planId', () => treatmentPlans),
    order: reference('plan.instructionId', () => orders),
  },
  rules: {
    legacyMessageId: integer('id'),
    legacyRecordId: integer('id'),
    caseId: reference('plan.instruction.patientId', () => cases),
    senderId: reference('authorId', () => profiles),
    content: copy('text'),
    subject: text('text', { limit: 50 }),
    messageType: keywords('text', KINDS, OTHER),
    requiresResponse: derived(['text'], 'true for a question of a patient', (words) =>
      String(labelByKeywords(words ?? '', KINDS, OTHER) === 'patient_question'),
    ),
    priority: constant('1', 'the legacy side knows no urgency'),
    sentAt: instant('createdAt'),
    metadata: ignored('notes of the load'),
    ...ignoredAll('the legacy side knows nothing of it; it is filled in the new system', [
      'attachmentIds',
      'deleted',
      'deletedAt',
      'deliveryStatus',
      'isConfidential',
      'isUrgent',
      'parentMessageId',
      'readAt',
      'recipientId',
      'relatedToothNumbers',
      'respondedAt',
      'scheduledAt',
      'tags',
      'threadRootId',
      'treatmentPhase',
    ]),
  },
});
