// The records that something is wrong with, by their legacy ids. They depend on no seed: tests name them.

/** An ordinary account whose profile was never created; its notes are lost with it. */
export const PERSON_WITHOUT_PROFILE_ID = '61';

/** An author of notes whose account no longer exists. */
export const VANISHED_AUTHOR_ID = '73';

/** A note about a doctor whose account no longer exists. */
export const NOTE_ABOUT_NOBODY_ID = '404';
export const VANISHED_DOCTOR_ID = '1399';

export const NOTE_LOADED_TWICE_ID = '512';
export const NOTE_NOT_LOADED_ID = '777';

/** Orders that point at a doctor who exists and is not theirs. */
export const wrongDoctorOrderIds: readonly string[] = ['1204', '3317', '6048', '9501', '13250', '17777', '22019'];

export const CHANGED_ORDER_ID = '11111';
export const CHANGED_TEMPLATE_ID = '37';

export const PAYMENT_WITHOUT_ORDER_ID = '5120';
export const PAYMENT_OF_DELETED_ORDER_ID = '9417';
export const PAYMENT_OF_BLOCKED_ORDER_ID = '12733';

/** Payments whose amount arrived one cent off, and by how much. */
export const wrongAmounts: ReadonlyMap<string, 1 | -1> = new Map([
  ['733', 1],
  ['4210', 1],
  ['7801', -1],
  ['11904', 1],
  ['15550', -1],
]);

/** Products of a course that has no label on the new side. */
export const unlabelledProductIds: readonly string[] = ['15', '16', '17'];
export const DELETED_PRODUCT_ID = '18';

/** An office on the new side whose legacy id was never given to any office. */
export const EXTRA_OFFICE = { legacyId: '99001', newId: '0ff1ce00-0000-4000-a000-000000099001' } as const;

/** The two rows of the note that was loaded twice. */
export const twinNoteIds = ['d0c70000-0000-4000-a000-000000000512', 'd0c70000-0000-4000-a000-000000001512'] as const;

/** A role whose description is its bare name. */
export const WRONG_DESCRIPTION_ROLE_ID = '23';

/** A patient whose case was never made, and the one order of that patient. */
export const PATIENT_WITHOUT_CASE_ID = '1200';
export const ORDER_WITHOUT_CASE_ID = '4321';

/** Jaws that arrived as those of the other side. */
export const wrongSideJawIds: readonly string[] = ['4711', '30303'];

/** States of orders that were translated with the map of another script. */
export const wrongStatusStateIds: readonly string[] = ['808', '2020', '3939'];

/** Doctors whose accounts no longer exist, though prices were offered to them. */
export const vanishedDoctorIds: readonly string[] = ['1391', '1392', '1393', '1394', '1395'];

/** A file whose size arrived one byte off: above 2^53, where a floating-point number cannot tell the two apart. */
export const WRONG_SIZE_FILE = { id: '4242', legacySize: '9007199254740993', arrivedSize: '9007199254740992' } as const;

/** Messages that arrived at the next person of the right kind. */
export const wrongRecipientMessageIds: readonly string[] = ['512', '1024'];
