import { Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Comment } from './comment';
import { Profile } from './profile';

@NewTable('doctor_notes', 'A note that somebody in the lab wrote about a doctor.')
export class DoctorNote {
  @NewId() id!: string;
  // Not unique: the constraint was dropped, which is how a row could be loaded twice.
  @Integer('INTERNAL', { nullable: true, indexed: true }) legacyNoteId!: string | null;
  @Uuid('INTERNAL', { nullable: true }) authorId!: string | null;
  @Parent(() => Profile, 'authorId') author?: Profile | null;
  // The comment that holds the text when the column text does not.
  @Uuid('INTERNAL', { nullable: true, unique: true }) commentId!: string | null;
  @Parent(() => Comment, 'commentId') comment?: Comment | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  // The profile of the doctor, not the row in doctors that orders point at.
  @Uuid('INTERNAL') doctorId!: string;
  @Parent(() => Profile, 'doctorId') doctor?: Profile | null;
  @Json('HEALTH', { nullable: true }) metadata!: string | null;
  @Text('HEALTH', { nullable: true }) text!: string | null;
}
