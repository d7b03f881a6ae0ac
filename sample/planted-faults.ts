import {
  CHANGED_ORDER_ID,
  CHANGED_TEMPLATE_ID,
  EXTRA_OFFICE,
  NOTE_ABOUT_NOBODY_ID,
  NOTE_LOADED_TWICE_ID,
  NOTE_NOT_LOADED_ID,
  PAYMENT_OF_BLOCKED_ORDER_ID,
  PAYMENT_OF_DELETED_ORDER_ID,
  PAYMENT_WITHOUT_ORDER_ID,
  PERSON_WITHOUT_PROFILE_ID,
  unlabelledProductIds,
  wrongAmounts,
  wrongDoctorOrderIds,
} from './fault-ids';
import { lostInstructions } from './instruction-kinds';
import { otherAuthors } from './notes';
import { BROKEN_BYTES_ORDER_ID, textFaults } from './special-texts';
import { pairsByProduct } from './template-links';

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
];

/** Many records that are wrong for the same reason. */
export interface BulkFault {
  readonly mapping: string;
  readonly verdict: string;
  readonly field: string | null;
  readonly count: number;
  readonly what: string;
}

const sumOfCounts = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const lostOrders = (loss: string, field: string, what: string): BulkFault => ({
  mapping: 'orders',
  verdict: 'BLOCKED',
  field,
  count: lostInstructions.filter((entry) => entry.loss === loss).length,
  what,
});

const lostPairs = (verdict: string, counts: Readonly<Record<string, number>>, what: string): BulkFault => ({
  mapping: 'templateProducts',
  verdict,
  field: verdict === 'MISSING' ? null : 'productId',
  count: sumOfCounts(counts),
  what,
});

export const bulkFaults: readonly BulkFault[] = [
  { mapping: 'offices', verdict: 'DIFFERENT', field: 'country', count: 523, what: `every country became 'US'` },
  lostOrders('PATIENT_GONE', 'patientId', 'the patient was deleted'),
  lostOrders('DOCTOR_IS_NONE', 'doctorId', 'the patient’s doctor is an account without doctor settings'),
  lostOrders('NO_DOCTOR', 'doctorId', 'the patient has no doctor'),
  lostPairs('MISSING', pairsByProduct.missing, 'the product was looked up by its course id'),
  lostPairs('BLOCKED', pairsByProduct.blockedByCourse, 'the product’s course has no label'),
  lostPairs('BLOCKED', pairsByProduct.blockedByDeletion, 'the product was deleted'),
  ...otherAuthors.map(
    (author): BulkFault => ({
      mapping: 'teamCommunications',
      verdict: 'BLOCKED',
      field: 'authorId',
      count: author.notes,
      what: `written by ${author.id}, ${author.who}`,
    }),
  ),
];
