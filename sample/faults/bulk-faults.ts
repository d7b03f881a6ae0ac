import { pairsByProduct } from '../catalogue/template-links';
import { cut, type Size } from '../making/size';
import { LOST_DISCOUNTS } from '../orders/discounts';
import { lostInstructions } from '../orders/instruction-kinds';
import { offerCounts } from '../orders/offers';
import { LOST_STATES } from '../orders/states';
import { INVALID_LINKS, LOADED_LINKS, VALID_LINKS } from '../people/doctor-offices';
import { otherAuthors } from '../people/notes';
import { patientsOfNonDoctors, patientsWithoutDoctor } from '../people/patients';
import { technicianJobs } from '../people/staff';
import { commentCounts } from '../plans/comments';
import { refusedPlans } from '../plans/plans';
import { strayProjects } from '../plans/projects';
import { lostOrderFiles } from '../work/files';
import { malformedContexts } from '../work/malformed-contexts';
import { lostMessages } from '../work/messages';
import { sentNotifications } from '../work/notifications';
import { lostTasks } from '../work/tasks';

/** Many records that are wrong for the same reason. */
export interface BulkFault {
  readonly mapping: string;
  readonly verdict: string;
  readonly field: string | null;
  readonly count: number;
  readonly what: string;
}

type Reason = readonly [count: number, what: string];

const missing = (mapping: string, [count, what]: Reason): BulkFault => ({
  mapping,
  verdict: 'MISSING',
  field: null,
  count,
  what,
});

const blocked = (mapping: string, field: string, ...reasons: readonly Reason[]): BulkFault[] =>
  reasons.map(([count, what]) => ({ mapping, verdict: 'BLOCKED', field, count, what }));

const different = (mapping: string, field: string, [count, what]: Reason): BulkFault => ({
  mapping,
  verdict: 'DIFFERENT',
  field,
  count,
  what,
});

const sumOfCounts = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const countLost = (...losses: readonly string[]): number =>
  lostInstructions.filter((entry) => losses.includes(entry.loss)).length;

const LOST_ORDERS = countLost('PATIENT_GONE', 'DOCTOR_IS_NONE', 'NO_DOCTOR');

const people: readonly BulkFault[] = [
  different('offices', 'country', [523, `every country became 'US'`]),
  missing('doctorOffices', [VALID_LINKS - LOADED_LINKS, 'the load stopped after 74 links']),
  ...blocked('doctorOffices', 'officeId', [INVALID_LINKS, 'the office is not valid and was not migrated']),
  different('technicianRoles', 'technicianId', [technicianJobs.length - 1, 'all roles hang on the first technician']),
  ...blocked(
    'teamCommunications',
    'authorId',
    ...otherAuthors.map((author): Reason => [author.notes, `written by ${author.id}, ${author.who}`]),
  ),
];

const templateProducts: readonly BulkFault[] = [
  missing('templateProducts', [sumOfCounts(pairsByProduct.missing), 'the product was looked up by its course id']),
  ...blocked(
    'templateProducts',
    'productId',
    [sumOfCounts(pairsByProduct.blockedByCourse), 'the product’s course has no label'],
    [sumOfCounts(pairsByProduct.blockedByDeletion), 'the product was deleted'],
  ),
];

const orders: readonly BulkFault[] = [
  ...blocked('orders', 'patientId', [countLost('PATIENT_GONE'), 'the patient was deleted']),
  ...blocked(
    'orders',
    'doctorId',
    [countLost('DOCTOR_IS_NONE'), 'the patient’s doctor is an account without doctor settings'],
    [countLost('NO_DOCTOR'), 'the patient has no doctor'],
  ),
  ...blocked('orderStates', 'orderId', [LOST_STATES, 'the order was lost']),
  ...blocked('jaws', 'orderId', [2 * LOST_ORDERS, 'the order was lost']),
  different('cases', 'primaryDoctorId', [
    patientsOfNonDoctors.length + patientsWithoutDoctor.length,
    'the patient has no valid doctor, and the case got the first one there is',
  ]),
  ...blocked('orderCases', 'orderId', [LOST_ORDERS, 'the order was lost']),
  ...blocked('caseStates', 'order', [LOST_STATES, 'the order was lost']),
];

const offers: readonly BulkFault[] = [
  ...blocked('offers', 'orderId', [offerCounts.withoutOrder, 'the doctor never ordered']),
  ...blocked(
    'offers',
    'doctor',
    [offerCounts.accountGone, 'the doctor’s account is gone'],
    [offerCounts.withoutDoctor, 'names no doctor'],
  ),
  ...blocked('discounts', 'offer', [LOST_DISCOUNTS, 'the offer was lost']),
];

const plans = (size: Size): readonly BulkFault[] => {
  const { PLAN_REFUSED, PLAN_WITHOUT_ORDER, ORDER_LOST } = commentCounts;
  const refused: Reason = [PLAN_REFUSED, 'the plan was refused'];
  return [
    different('projects', 'creatorId', [strayProjects(size), 'without a creator, so it hangs on the system’s profile']),
    missing('treatmentPlans', [refusedPlans(size), 'a unique constraint let one plan of each project in']),
    ...blocked('comments', 'treatmentPlan', refused),
    ...blocked('treatmentDiscussions', 'treatmentId', refused),
    ...blocked('caseMessages', 'treatmentPlan', refused),
    ...blocked(
      'caseMessages',
      'order',
      [PLAN_WITHOUT_ORDER, 'the plan names no order'],
      [ORDER_LOST, 'the plan’s order was lost'],
    ),
  ];
};

const messages = (size: Size): readonly BulkFault[] => [
  ...blocked(
    'messages',
    'recipientType',
    [lostMessages(size, 'aboutPlan'), 'is about a plan'],
    [lostMessages(size, 'aboutOrder'), 'is about an order'],
    [lostMessages(size, 'typeGone'), 'its content type is gone'],
  ),
  ...blocked(
    'messages',
    'recipientId',
    [lostMessages(size, 'patientGone'), 'the patient was deleted'],
    [lostMessages(size, 'accountGone'), 'the account is gone'],
    [lostMessages(size, 'noProfile'), 'the account has no profile'],
  ),
];

const work = (size: Size): readonly BulkFault[] => {
  const { withoutOrder, deleted, orderLost } = lostTasks(size);
  return [
    ...blocked(
      'tasks',
      'orderId',
      [withoutOrder, 'names no order'],
      [deleted, 'its order was deleted'],
      [orderLost, 'its order was lost'],
    ),
    ...messages(size),
    ...blocked('orderFiles', 'orderId', [lostOrderFiles(size), 'the order was lost or deleted']),
    missing('systemMessages', [
      sentNotifications(size) - malformedContexts.size,
      'left out, because there are millions',
    ]),
  ];
};

/** Every discrepancy that does not stand alone. */
export const bulkFaultsOf = (size: Size): readonly BulkFault[] => [
  ...people,
  ...templateProducts,
  ...orders,
  ...offers,
  ...plans(size),
  ...work(size),
];

export const bulkFaults = bulkFaultsOf(cut);
