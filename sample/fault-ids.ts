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
