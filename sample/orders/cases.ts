import type { OrderCase } from '../../entities/new/order-case';
import type { PatientCase } from '../../entities/new/patient-case';
import { PATIENT_WITHOUT_CASE_ID } from '../faults/fault-ids';
import { jsonFlag, jsonNumber, jsonObject, jsonText } from '../making/json';
import { LOADED_AT } from '../making/moments';
import { nulls, type Row } from '../making/row';
import type { Seed } from '../making/seed';
import { doctorIds } from '../people/doctor-ids';
import type { CareOf, LegacyPatient } from '../people/patients';
import type { Instruction } from './instructions';
import { isMigrated } from './orders';

const statuses = new Map([
  ['1', 'consultation'],
  ['2', 'diagnosis'],
  ['3', 'treatment_plan'],
  ['4', 'active'],
  ['5', 'refinement'],
  ['6', 'retention'],
  ['7', 'completed'],
  ['8', 'cancelled'],
  ['9', 'on_hold'],
  ['10', 'transferred'],
  ['11', 'revision'],
]);

const UNKNOWN_TO_THE_LEGACY_SIDE = nulls([
  'actualDurationMonths',
  'biteCorrectionMethod',
  'caseName',
  'cbctAvailable',
  'chiefComplaint',
  'clinicalConditions',
  'clinicalNotes',
  'complexity',
  'consultationDate',
  'deletedAt',
  'diagnosisDate',
  'estimatedDurationMonths',
  'extractionCompromise',
  'impressionsAvailable',
  'isComprehensive',
  'legacyInstructionId',
  'lowerTeethTreated',
  'malocclusionCategory',
  'photosAvailable',
  'treatmentEndDate',
  'treatmentNotes',
  'treatmentObjective',
  'treatmentStartDate',
  'upperTeethTreated',
]);

const metadataOf = (patient: LegacyPatient): string =>
  jsonObject({
    status: jsonNumber(patient.status),
    sex: jsonNumber(patient.sex),
    archived: jsonFlag(patient.archived),
    suspended: jsonFlag(patient.suspended),
    suffix: jsonText(patient.suffix),
    doctor_id: jsonNumber(patient.doctorId),
    user_id: jsonNumber(patient.userId),
    migrated_at: jsonText(LOADED_AT),
  });

export const hasCase = (patientId: string): boolean => patientId !== PATIENT_WITHOUT_CASE_ID;

/** One case for each patient. Whoever has no doctor got the first one there is, because a case must have one. */
export function makeCases(seed: Seed, patients: readonly LegacyPatient[], care: CareOf): Row<PatientCase>[] {
  const first = seed.newId('doctors', doctorIds[0] ?? '');
  return patients
    .filter((patient) => hasCase(patient.id))
    .map((patient) => ({
      ...UNKNOWN_TO_THE_LEGACY_SIDE,
      id: seed.newId('cases', patient.id),
      legacyPatientId: patient.id,
      caseNumber: `CASE-${patient.suffix}-${patient.id}`,
      createdAt: patient.submittedAt,
      deleted: patient.archived || patient.suspended,
      metadata: metadataOf(patient),
      officeId: care.office(patient),
      patientId: seed.newId('patients', patient.id),
      primaryDoctorId: care.doctor(patient) ?? first,
      status: statuses.get(patient.status ?? '') ?? 'consultation',
      updatedAt: patient.updatedAt,
    }));
}

export const makeOrderCases = (seed: Seed, instructions: readonly Instruction[]): Row<OrderCase>[] =>
  instructions
    .filter((instruction) => isMigrated(instruction) && hasCase(instruction.patientId))
    .map((instruction) => ({
      id: seed.newId('order_cases', instruction.id),
      caseId: seed.newId('cases', instruction.patientId),
      createdAt: LOADED_AT,
      orderId: seed.newId('orders', instruction.id),
      relationshipType: 'primary',
    }));
