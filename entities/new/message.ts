import { Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Profile } from './profile';

@NewTable('messages', 'A message to or about a patient or another account.')
export class Message {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyRecordId!: string | null;
  @Text('HEALTH') content!: string;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) isRead!: boolean | null;
  @Text('INTERNAL', { length: 50, default: "'general'" }) messageType!: string;
  @Json('INTERNAL', { nullable: true }) metadata!: string | null;
  // The row in patients or in profiles, as recipientType says, so it has no one parent.
  @Uuid('INTERNAL', { nullable: true }) recipientId!: string | null;
  @Text('INTERNAL', { length: 50 }) recipientType!: string;
  @Uuid('INTERNAL', { nullable: true }) senderId!: string | null;
  @Parent(() => Profile, 'senderId') sender?: Profile | null;
  @Text('HEALTH', { length: 255, nullable: true }) title!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
