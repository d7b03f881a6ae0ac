import { DispatchComment } from '../../entities/legacy/dispatch-comment';
import { Comment } from '../../entities/new/comment';
import { mapping } from '../declaration';
import { copy, instant, integer } from '../rules/copy';
import { constant } from '../rules/made';
import { reference } from '../rules/reference';
import { profiles } from './profiles';
import { hasText, whenLoaded } from './shared';
import { treatmentPlans } from './treatment-plans';

export const comments = mapping({
  name: 'comments',
  system: 'Medical Records',
  title: 'Comments on plans',
  description: 'The words of every contribution to the discussion of a plan; the contribution itself points at them.',
  legacy: { entity: DispatchComment, scope: hasText('text', 'comment') },
  // Notes about doctors may stand in the same table.
  new: { entity: Comment, key: 'legacyId', where: { legacyTable: 'dispatch_comment' } },
  requires: { treatmentPlan: reference('planId', () => treatmentPlans) },
  rules: {
    legacyId: integer('id'),
    legacyTable: constant('dispatch_comment', 'where the id comes from'),
    authorId: reference('authorId', () => profiles),
    commentType: constant('treatment_discussion', 'all comments are about a plan'),
    content: copy('text'),
    createdAt: instant('createdAt'),
    parentCommentId: constant(null, 'the legacy side knows no answers to a comment'),
    ...whenLoaded('updatedAt'),
  },
});
