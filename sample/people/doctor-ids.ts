const DOCTORS = 1_213;
const FIRST_DOCTOR_ID = 101;

/** The accounts with doctor settings. */
export const doctorIds: readonly string[] = Array.from({ length: DOCTORS }, (_, index) =>
  String(FIRST_DOCTOR_ID + index),
);

const isIdle = (index: number): boolean => index % 13 === 6;

/** Doctors without a single patient, so that they never ordered anything, and the others. */
export const idleDoctorIds: readonly string[] = doctorIds.filter((_, index) => isIdle(index));
export const busyDoctorIds: readonly string[] = doctorIds.filter((_, index) => !isIdle(index));

/** Another doctor: the next one by id. */
export const otherDoctor = (id: string): string => doctorIds[(doctorIds.indexOf(id) + 1) % DOCTORS] ?? id;
