import { Enum, Instant, Integer, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { COMMENT_TYPE_ENUM } from './enums';
import { Profile } from './profile';

@NewTable('comments', 'A text that somebody in the lab wrote about something.')
export class Comment {
  @NewId() id!: string;
  // Not unique: it counts in the table that legacyTable names, and the loads did not check it.
  @Integer('INTERNAL', { nullable: true, indexed: true }) legacyId!: string | null;
  @Text('INTERNAL', { nullable: true }) legacyTable!: string | null;
  @Uuid('INTERNAL', { nullable: true }) authorId!: string | null;
  @Parent(() => Profile, 'authorId') author?: Profile | null;
  @Enum('comment_type_enum', COMMENT_TYPE_ENUM, 'INTERNAL') commentType!: string;
  @Text('HEALTH') content!: string;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Uuid('INTERNAL', { nullable: true }) parentCommentId!: string | null;
  @Parent(() => Comment, 'parentCommentId') parentComment?: Comment | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
