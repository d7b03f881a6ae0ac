import { malformedContexts } from '../work/malformed-contexts';
import {
  CHANGED_ORDER_ID,
  CHANGED_TEMPLATE_ID,
  EXTRA_OFFICE,
  NOTE_ABOUT_NOBODY_ID,
  NOTE_LOADED_TWICE_ID,
  NOTE_NOT_LOADED_ID,
  ORDER_WITHOUT_CASE_ID,
  PATIENT_WITHOUT_CASE_ID,
  PAYMENT_OF_BLOCKED_ORDER_ID,
  PAYMENT_OF_DELETED_ORDER_ID,
  PAYMENT_WITHOUT_ORDER_ID,
  PERSON_WITHOUT_PROFILE_ID,
  unlabelledProductIds,
  WRONG_DESCRIPTION_ROLE_ID,
  WRONG_SIZE_FILE,
  wrongAmounts,
  wrongDoctorOrderIds,
  wrongRecipientMessageIds,
  wrongSideJawIds,
  wrongStatusStateIds,
} from './fault-ids';
import { BROKEN_BYTES_ORDER_ID, textFaults } from './special-texts';

/** One record that is wrong on purpose. */
export interface PlantedFault {
  readonly mapping: string;
  /** Null: no legacy record stands behind it. */
  readonly legacyId: string | null;
  readonly newId?: string;
  readonly verdict: string;
  /** The new field that differs, blocks or cannot be read; null: the fault is the record itself. */
  readonly field: string | null;
  /** The side that changed after the load. Absent: it was wrong from the beginning. */
  readonly movedSide?: 'LEGACY' | 'NEW';
  readonly what: string;
}

const wrongDoctors = wrongDoctorOrderIds.map(
  (legacyId): PlantedFault => ({
    mapping: 'orders',
    legacyId,
    verdict: 'DIFFERENT',
    field: 'doctorId',
    what: 'points at a doctor who exists and is not the patient’s',
  }),
);

const lostTexts = textFaults.map(
  (fault): PlantedFault => ({
    mapping: 'orders',
    legacyId: fault.orderId,
    verdict: 'DIFFERENT',
    field: 'notes',
    what: fault.what,
  }),
);

const offByOne = [...wrongAmounts].map(
  ([legacyId, cents]): PlantedFault => ({
    mapping: 'payments',
    legacyId,
    verdict: 'DIFFERENT',
    field: 'amount',
    what: `one cent too ${cents > 0 ? 'much' : 'little'}`,
  }),
);

const lostPayments = [
  [PAYMENT_WITHOUT_ORDER_ID, 'names no order'],
  [PAYMENT_OF_DELETED_ORDER_ID, 'its order was deleted and left out on purpose'],
  [PAYMENT_OF_BLOCKED_ORDER_ID, 'its order was lost, because the patient has no doctor'],
].map(
  ([legacyId = '', what = '']): PlantedFault => ({
    mapping: 'payments',
    legacyId,
    verdict: 'BLOCKED',
    field: 'orderId',
    what,
  }),
);

const unlabelledProducts = unlabelledProductIds.map(
  (legacyId): PlantedFault => ({
    mapping: 'products',
    legacyId,
    verdict: 'BLOCKED',
    field: 'courseType',
    what: 'its course has no label on the new side',
  }),
);

/** An order whose notes are no valid UTF-8; left out where the legacy database refuses such bytes. */
export const brokenBytesFault: PlantedFault = {
  mapping: 'orders',
  legacyId: BROKEN_BYTES_ORDER_ID,
  verdict: 'UNREADABLE',
  field: 'notes',
  what: 'the notes are bytes that are no UTF-8',
};

const fault = (
  mapping: string,
  legacyId: string,
  [verdict, field]: readonly [string, string | null],
  what: string,
): PlantedFault => ({ mapping, legacyId, verdict, field, what });

const treatments: readonly PlantedFault[] = [
  fault(
    'cases',
    PATIENT_WITHOUT_CASE_ID,
    ['MISSING', null],
    'a patient without a case, though nothing stands in its way',
  ),
  fault('orderCases', ORDER_WITHOUT_CASE_ID, ['BLOCKED', 'caseId'], 'its patient has no case'),
  ...wrongSideJawIds.map((id) => fault('jaws', id, ['DIFFERENT', 'jawType'], 'arrived as a jaw of the other side')),
  ...wrongStatusStateIds.map((id) =>
    fault('orderStates', id, ['DIFFERENT', 'toStatus'], 'was translated with the map of another script'),
  ),
];

const work: readonly PlantedFault[] = [
  fault('files', WRONG_SIZE_FILE.id, ['DIFFERENT', 'fileSizeBytes'], 'one byte off, above 2^53'),
  ...wrongRecipientMessageIds.map((id) =>
    fault('messages', id, ['DIFFERENT', 'recipientId'], 'arrived at another person of the same kind'),
  ),
  ...[...malformedContexts].map(([id, { what }]) =>
    fault('systemMessages', id, ['UNREADABLE', 'messageData'], `its context ${what}`),
  ),
];

const note = (legacyId: string, verdict: string, field: string | null, what: string): PlantedFault => ({
  mapping: 'doctorNotes',
  legacyId,
  verdict,
  field,
  what,
});

/** Every discrepancy that stands alone, by ids that depend on no seed. */
export const plantedFaults: readonly PlantedFault[] = [
  ...wrongDoctors,
  ...lostTexts,
  brokenBytesFault,
  {
    mapping: 'orders',
    legacyId: CHANGED_ORDER_ID,
    verdict: 'DIFFERENT',
    field: 'complaint',
    movedSide: 'NEW',
    what: 'somebody edited the complaint on the new side after the load',
  },
  ...lostPayments,
  ...offByOne,
  ...unlabelledProducts,
  {
    mapping: 'templates',
    legacyId: CHANGED_TEMPLATE_ID,
    verdict: 'DIFFERENT',
    field: 'description',
    movedSide: 'LEGACY',
    what: 'somebody edited the text on the legacy side after the load',
  },
  note(NOTE_ABOUT_NOBODY_ID, 'BLOCKED', 'doctorId', 'is about a doctor whose account no longer exists'),
  note(NOTE_LOADED_TWICE_ID, 'AMBIGUOUS', null, 'was loaded twice'),
  note(NOTE_NOT_LOADED_ID, 'MISSING', null, 'was skipped for no reason'),
  {
    mapping: 'profiles',
    legacyId: PERSON_WITHOUT_PROFILE_ID,
    verdict: 'MISSING',
    field: null,
    what: 'an account whose profile was never created',
  },
  {
    mapping: 'offices',
    legacyId: null,
    newId: EXTRA_OFFICE.newId,
    verdict: 'EXTRA',
    field: null,
    what: `claims the legacy office ${EXTRA_OFFICE.legacyId}, which never existed`,
  },
  fault('roles', WRONG_DESCRIPTION_ROLE_ID, ['DIFFERENT', 'description'], 'its description is the bare name'),
  ...treatments,
  ...work,
];
