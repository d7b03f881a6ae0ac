import type { DispatchComment } from '../../entities/legacy/dispatch-comment';
import type { Comment } from '../../entities/new/comment';
import type { TreatmentDiscussion } from '../../entities/new/treatment-discussion';
import { LOADED_AT } from '../making/moments';
import type { Random } from '../making/random';
import { nulls, type Row } from '../making/row';
import type { Seed } from '../making/seed';
import type { Size } from '../making/size';
import { pickActor } from '../people/actors';
import { profileOf } from '../people/profiles';
import { PlannedProjects, planCount, planOrder } from './plans';
import { blankText, type CommentKind, commentText } from './treatment-texts';

/** What became of a comment: a message of a case is what went all the way. */
export type Fate = 'BLANK' | 'PLAN_REFUSED' | 'PLAN_WITHOUT_ORDER' | 'ORDER_LOST' | 'CASE_MESSAGE';

export interface PlannedComment {
  readonly row: Row<DispatchComment>;
  readonly fate: Fate;
  readonly kind: CommentKind;
}

export const commentCounts = { BLANK: 74, PLAN_REFUSED: 9_492, PLAN_WITHOUT_ORDER: 21, ORDER_LOST: 15 } as const;

/** The messages of cases, by what the loader took each of them for: 5,472 in all. */
const MESSAGE_KINDS: Readonly<Record<CommentKind, number>> = {
  patient_question: 3_176,
  clinical_note: 1_322,
  doctor_response: 887,
  treatment_update: 87,
};

const kinds = Object.keys(MESSAGE_KINDS) as CommentKind[];

type Card = Pick<PlannedComment, 'fate' | 'kind'>;

function makeCards(random: Random): Card[] {
  const messages = kinds.flatMap((kind) =>
    Array.from({ length: MESSAGE_KINDS[kind] }, (): Card => ({ fate: 'CASE_MESSAGE', kind })),
  );
  const others = Object.entries(commentCounts).flatMap(([fate, count]) =>
    Array.from({ length: count }, (): Card => ({ fate: fate as Fate, kind: random.pick(kinds) })),
  );
  return random.shuffle([...messages, ...others]);
}

/** The ids of plans that a comment of each fate may be about. */
function plansByFate(size: Size): Readonly<Record<Fate, readonly string[]>> {
  const projects = new PlannedProjects(size);
  const places = Array.from({ length: planCount(size) }, (_, place) => place);
  const first = places.filter((place) => projects.isFirst(place));
  const idsOf = (list: readonly number[]): string[] => list.map((place) => String(place + 1));
  return {
    BLANK: idsOf(places),
    PLAN_REFUSED: idsOf(places.filter((place) => !projects.isFirst(place))),
    PLAN_WITHOUT_ORDER: idsOf(first.filter((place) => planOrder(place) === 'NONE')),
    ORDER_LOST: idsOf(first.filter((place) => planOrder(place) === 'LOST')),
    CASE_MESSAGE: idsOf(first.filter((place) => planOrder(place) === 'MIGRATED')),
  };
}

export function planComments(seed: Seed, size: Size): PlannedComment[] {
  const random = seed.random('comments');
  const plans = plansByFate(size);
  return makeCards(random).map(({ fate, kind }, index) => ({
    fate,
    kind,
    row: {
      id: String(index + 1),
      createdAt: random.instant('2018-06-01', '2025-08-14'),
      text: fate === 'BLANK' ? blankText(random) : commentText(random, kind),
      authorId: pickActor(random),
      planId: random.pick(plans[fate]),
    },
  }));
}

/** The comments whose plan is on the new side. */
const migrated = (comments: readonly PlannedComment[]): Row<DispatchComment>[] =>
  comments.filter(({ fate }) => fate !== 'BLANK' && fate !== 'PLAN_REFUSED').map(({ row }) => row);

export const makeComments = (seed: Seed, comments: readonly PlannedComment[]): Row<Comment>[] =>
  migrated(comments).map((comment) => ({
    id: seed.newId('comments', comment.id),
    legacyId: comment.id,
    legacyTable: 'dispatch_comment',
    authorId: profileOf(seed, comment.authorId),
    commentType: 'treatment_discussion',
    content: comment.text,
    createdAt: comment.createdAt,
    parentCommentId: null,
    updatedAt: LOADED_AT,
  }));

const NOT_OF_A_COMMENT = nulls([
  'actionCompleted',
  'authorRole',
  'content',
  'discussionType',
  'editedAt',
  'parentCommentId',
  'projectId',
  'requiresAction',
  'threadId',
]);

export const makeDiscussions = (seed: Seed, comments: readonly PlannedComment[]): Row<TreatmentDiscussion>[] =>
  migrated(comments).map((comment) => ({
    ...NOT_OF_A_COMMENT,
    id: seed.newId('treatment_discussions', comment.id),
    legacyCommentId: comment.id,
    authorId: profileOf(seed, comment.authorId),
    commentId: seed.newId('comments', comment.id),
    createdAt: comment.createdAt,
    isVisibleToPatient: true,
    treatmentId: seed.newId('treatment_plans', comment.planId),
  }));
