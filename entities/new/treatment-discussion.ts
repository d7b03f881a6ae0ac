import { Flag, Instant, Integer, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Comment } from './comment';
import { Profile } from './profile';
import { Project } from './project';
import { TreatmentPlan } from './treatment-plan';

@NewTable('treatment_discussions', 'One contribution to the discussion of a treatment plan.')
export class TreatmentDiscussion {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, indexed: true }) legacyCommentId!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) actionCompleted!: boolean | null;
  @Uuid('INTERNAL', { nullable: true }) authorId!: string | null;
  @Parent(() => Profile, 'authorId') author?: Profile | null;
  @Text('INTERNAL', { nullable: true }) authorRole!: string | null;
  // The comment that holds the text when the column content does not.
  @Uuid('INTERNAL', { nullable: true }) commentId!: string | null;
  @Parent(() => Comment, 'commentId') comment?: Comment | null;
  @Text('HEALTH', { nullable: true }) content!: string | null;
  @Instant('INTERNAL', { default: 'now()' }) createdAt!: string;
  @Text('INTERNAL', { nullable: true }) discussionType!: string | null;
  @Instant('INTERNAL', { nullable: true }) editedAt!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) isVisibleToPatient!: boolean | null;
  // A contribution of the same discussion, not the comment behind it.
  @Uuid('INTERNAL', { nullable: true }) parentCommentId!: string | null;
  @Parent(() => TreatmentDiscussion, 'parentCommentId') parentComment?: TreatmentDiscussion | null;
  @Uuid('INTERNAL', { nullable: true }) projectId!: string | null;
  @Parent(() => Project, 'projectId') project?: Project | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) requiresAction!: boolean | null;
  @Uuid('INTERNAL', { nullable: true }) threadId!: string | null;
  @Uuid('INTERNAL') treatmentId!: string;
  @Parent(() => TreatmentPlan, 'treatmentId') treatment?: TreatmentPlan | null;
}
