import type { DispatchPatient } from '../../entities/legacy/dispatch-patient';
import type { Patient } from '../../entities/new/patient';
import { jsonDocument, jsonObject } from '../making/json';
import { dayText, LOADED_AT } from '../making/moments';
import type { Random } from '../making/random';
import { groupBy, type Row, RowIndex } from '../making/row';
import type { Seed } from '../making/seed';
import { schemesText } from '../making/texts';
import { type Account, makeAccount } from './accounts';
import { busyDoctorIds, doctorIds } from './doctor-ids';
import type { OfficeLink } from './doctor-offices';
import type { Names } from './names';
import type { LegacyOffice } from './offices';
import { accountsTakenForDoctors } from './staff';

export type LegacyPatient = Row<DispatchPatient>;

const PATIENTS = 7_854;
const FIRST_USER_ID = 2_001;
// The two ranges overlap with a shift and with those of doctors: an id taken for the wrong thing finds somebody.
const FIRST_PATIENT_ID = 501;
/** After so many patients one id is missing: that patient was deleted, and some orders still name it. */
const DELETED_EVERY = 160;

const numbers = Array.from({ length: PATIENTS }, (_, index) => index);

const patientId = (number: number): string => String(FIRST_PATIENT_ID + number + Math.floor(number / DELETED_EVERY));

/** Ids of patients that are gone. */
export const vanishedPatientIds: readonly string[] = Array.from({ length: 48 }, (_, hole) =>
  String(FIRST_PATIENT_ID + DELETED_EVERY + hole * (DELETED_EVERY + 1)),
);

const hasWrongDoctor = (number: number): boolean => number % 280 === 139;
const hasNoDoctor = (number: number): boolean => number % 560 === 77;

/** Patients who name somebody as their doctor who is none (28), and patients who name nobody (14). */
export const patientsOfNonDoctors: readonly string[] = numbers.filter(hasWrongDoctor).map(patientId);
export const patientsWithoutDoctor: readonly string[] = numbers.filter(hasNoDoctor).map(patientId);

export function makePatientAccounts(seed: Seed, names: Names): Account[] {
  const random = seed.random('patient accounts');
  return numbers.map((number) =>
    makeAccount(names, random, {
      id: FIRST_USER_ID + number,
      joined: random.instant('2014-06-01', '2025-08-12'),
      emails: 7,
    }),
  );
}

function pickDoctor(random: Random, number: number): string | null {
  if (hasNoDoctor(number)) return null;
  return random.pick(hasWrongDoctor(number) ? accountsTakenForDoctors : busyDoctorIds);
}

/** Usually an office of the doctor, valid or not. */
function pickOffice(random: Random, own: readonly string[], offices: readonly LegacyOffice[]): string | null {
  if (random.happens(12)) return null;
  return own.length > 0 && random.happens(85) ? random.pick(own) : random.pick(offices).id;
}

export function makeLegacyPatients(
  seed: Seed,
  offices: readonly LegacyOffice[],
  links: readonly OfficeLink[],
): LegacyPatient[] {
  const random = seed.random('patients');
  const officesOf = groupBy(links, (link) => link.userId);
  return numbers.map((number) => {
    const doctorId = pickDoctor(random, number);
    const own = (officesOf.get(doctorId ?? '') ?? []).map((link) => link.officeId);
    const submittedAt = random.happens(4) ? null : random.instant('2014-06-01', '2025-08-12');
    return {
      id: patientId(number),
      userId: String(FIRST_USER_ID + number),
      doctorId,
      officeId: pickOffice(random, own, offices),
      birthdate: random.happens(9) ? null : dayText(random.day('1948-01-01', '2015-12-31')),
      sex: random.pick([null, '0', '1', '1', '1', '1', '2', '2', '2', '2']),
      status: random.pick(['1', '1', '1', '1', '4', '4', '2', '10', '3', null]),
      archived: random.happens(6),
      suspended: random.happens(2),
      schemes: schemesText(random),
      suffix: `${random.digits(2)}${random.code(2, 'ABCDEFGHJKLMNPQRSTUVWXYZ')}`,
      submittedAt,
      updatedAt: submittedAt === null ? null : random.instantAfter(submittedAt, '2025-08-14'),
    };
  });
}

const genders = new Map([
  ['0', 'other'],
  ['1', 'male'],
  ['2', 'female'],
]);

export const genderOf = (sex: string | null): string => genders.get(sex ?? '') ?? 'unknown';

export const medicalHistory = (patient: LegacyPatient): string =>
  jsonObject({ legacy_schemes: jsonDocument(patient.schemes) });

function statusOf(status: string | null): string {
  if (status === '2') return 'on_hold';
  return status === '10' ? 'archived' : 'active';
}

function makeNewPatient(
  seed: Seed,
  patient: LegacyPatient,
  doctorId: string | null,
  officeId: string | null,
): Row<Patient> {
  return {
    id: seed.newId('patients', patient.id),
    legacyPatientId: patient.id,
    legacyUserId: patient.userId,
    archived: patient.archived,
    assignedOfficeId: officeId,
    dateOfBirth: patient.birthdate,
    enrolledAt: patient.submittedAt,
    insuranceInfo: null,
    medicalHistory: medicalHistory(patient),
    patientNumber: `PAT-${patient.id.padStart(6, '0')}`,
    primaryDoctorId: doctorId,
    profileId: seed.newId('profiles', patient.userId),
    schemes: patient.schemes,
    sex: genderOf(patient.sex),
    status: statusOf(patient.status),
    suffix: patient.suffix,
    suspended: patient.suspended,
    updatedAt: LOADED_AT,
  };
}

/** The new ids of a patient's doctor and office, as far as those were migrated. */
export class CareOf {
  private readonly doctors: ReadonlySet<string> = new Set(doctorIds);
  private readonly offices: RowIndex<LegacyOffice>;

  constructor(
    private readonly seed: Seed,
    offices: readonly LegacyOffice[],
  ) {
    this.offices = new RowIndex(offices.filter((office) => office.valid));
  }

  doctor({ doctorId }: LegacyPatient): string | null {
    return doctorId !== null && this.doctors.has(doctorId) ? this.seed.newId('doctors', doctorId) : null;
  }

  office({ officeId }: LegacyPatient): string | null {
    return officeId !== null && this.offices.has(officeId) ? this.seed.newId('offices', officeId) : null;
  }
}

export const makeNewPatients = (seed: Seed, patients: readonly LegacyPatient[], care: CareOf): Row<Patient>[] =>
  patients.map((patient) => makeNewPatient(seed, patient, care.doctor(patient), care.office(patient)));
