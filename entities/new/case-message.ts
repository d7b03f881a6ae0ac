import { Enum, Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { CASE_MESSAGE_TYPE } from './enums';
import { PatientCase } from './patient-case';
import { Profile } from './profile';

@NewTable('case_messages', 'A message that concerns the case of one patient.')
export class CaseMessage {
  @NewId() id!: string;
  // Both keys hold the id of the same comment, and neither is unique.
  @Integer('INTERNAL', { nullable: true, indexed: true }) legacyMessageId!: string | null;
  @Integer('INTERNAL', { nullable: true }) legacyRecordId!: string | null;
  // Without a fixed shape: nothing holds it to ids.
  @Json('HEALTH', { nullable: true }) attachmentIds!: string | null;
  @Uuid('INTERNAL') caseId!: string;
  @Parent(() => PatientCase, 'caseId') case?: PatientCase | null;
  @Text('HEALTH') content!: string;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) deleted!: boolean | null;
  @Instant('INTERNAL', { nullable: true }) deletedAt!: string | null;
  @Text('INTERNAL', { nullable: true }) deliveryStatus!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) isConfidential!: boolean | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) isUrgent!: boolean | null;
  // The migration guessed it from words of the text.
  @Enum('case_message_type', CASE_MESSAGE_TYPE, 'INTERNAL') messageType!: string;
  @Json('HEALTH', { nullable: true }) metadata!: string | null;
  @Uuid('INTERNAL', { nullable: true }) parentMessageId!: string | null;
  @Parent(() => CaseMessage, 'parentMessageId') parentMessage?: CaseMessage | null;
  @Integer('INTERNAL', { nullable: true }) priority!: string | null;
  @Instant('INTERNAL', { nullable: true }) readAt!: string | null;
  // No source says which table it points at.
  @Uuid('INTERNAL', { nullable: true }) recipientId!: string | null;
  @Json('HEALTH', { nullable: true }) relatedToothNumbers!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) requiresResponse!: boolean | null;
  @Instant('INTERNAL', { nullable: true }) respondedAt!: string | null;
  @Instant('INTERNAL', { nullable: true }) scheduledAt!: string | null;
  @Uuid('INTERNAL', { nullable: true }) senderId!: string | null;
  @Parent(() => Profile, 'senderId') sender?: Profile | null;
  @Instant('INTERNAL', { nullable: true }) sentAt!: string | null;
  // The beginning of the text, so it says as much.
  @Text('HEALTH', { nullable: true }) subject!: string | null;
  @Json('HEALTH', { nullable: true }) tags!: string | null;
  @Uuid('INTERNAL', { nullable: true }) threadRootId!: string | null;
  @Parent(() => CaseMessage, 'threadRootId') threadRoot?: CaseMessage | null;
  @Text('HEALTH', { nullable: true }) treatmentPhase!: string | null;
}
