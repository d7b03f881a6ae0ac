import { DispatchComment } from '../../entities/legacy/dispatch-comment';
import { DispatchPlan } from '../../entities/legacy/dispatch-plan';
import { DispatchProject } from '../../entities/legacy/dispatch-project';
import { CaseMessage } from '../../entities/new/case-message';
import { Comment } from '../../entities/new/comment';
import { Project } from '../../entities/new/project';
import { TreatmentDiscussion } from '../../entities/new/treatment-discussion';
import { TreatmentPlan } from '../../entities/new/treatment-plan';
import { rowsOf, type Sample, streamOf } from '../making/row';
import type { Seed } from '../making/seed';
import type { Size } from '../making/size';
import type { Orderings } from '../orders/orders-sample';
import { makeNoteComments, makeNotes } from '../people/notes';
import { makeCaseMessages } from './case-messages';
import { makeComments, makeDiscussions, planComments } from './comments';
import { makeLegacyPlans, makeNewPlans, planCount, plannedProjects } from './plans';
import { makeLegacyProjects, makeNewProjects, projectCount } from './projects';

/** Projects, the plans in them, and what was said about the plans. */
export function plansSample(seed: Seed, size: Size, { instructions }: Orderings): Sample {
  const comments = planComments(seed, size);
  return {
    legacy: [
      streamOf(DispatchProject, projectCount(size), () => makeLegacyProjects(seed, size)),
      streamOf(DispatchPlan, planCount(size), () => makeLegacyPlans(seed, size)),
      rowsOf(
        DispatchComment,
        comments.map(({ row }) => row),
      ),
    ],
    new: [
      streamOf(Project, projectCount(size), () => makeNewProjects(seed, size)),
      streamOf(TreatmentPlan, plannedProjects(size), () => makeNewPlans(seed, size)),
      rowsOf(Comment, [...makeNoteComments(seed, makeNotes(seed)), ...makeComments(seed, comments)]),
      rowsOf(TreatmentDiscussion, makeDiscussions(seed, comments)),
      rowsOf(CaseMessage, makeCaseMessages(seed, size, comments, instructions)),
    ],
  };
}
