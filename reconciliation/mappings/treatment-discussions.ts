import { DispatchComment } from '../../entities/legacy/dispatch-comment';
import { TreatmentDiscussion } from '../../entities/new/treatment-discussion';
import { mapping } from '../declaration';
import { instant, integer } from '../rules/copy';
import { constant, constantAll, ignoredAll } from '../rules/made';
import { reference } from '../rules/reference';
import { comments } from './comments';
import { profiles } from './profiles';
import { hasText } from './shared';
import { treatmentPlans } from './treatment-plans';

export const treatmentDiscussions = mapping({
  name: 'treatmentDiscussions',
  system: 'Medical Records',
  title: 'Discussions of plans',
  description: 'Who said something about which treatment plan, and when. The words stand in the comment.',
  legacy: { entity: DispatchComment, scope: hasText('text', 'comment') },
  new: { entity: TreatmentDiscussion, key: 'legacyCommentId' },
  rules: {
    legacyCommentId: integer('id'),
    treatmentId: reference('planId', () => treatmentPlans),
    commentId: reference('id', () => comments, { required: true }),
    authorId: reference('authorId', () => profiles),
    isVisibleToPatient: constant('true', 'the load showed every discussion to the patient'),
    createdAt: instant('createdAt'),
    ...constantAll(null, 'the legacy side knows no answers to a comment', ['parentCommentId', 'threadId']),
    ...ignoredAll('what the load wrote here is not known', ['authorRole', 'content', 'discussionType', 'projectId']),
    ...ignoredAll('it is filled in the new system', ['actionCompleted', 'editedAt', 'requiresAction']),
  },
});
