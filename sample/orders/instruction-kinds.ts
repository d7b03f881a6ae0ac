import { ORDER_WITHOUT_CASE_ID } from '../faults/fault-ids';
import type { Random } from '../making/random';
import { patientsOfNonDoctors, patientsWithoutDoctor, vanishedPatientIds } from '../people/patients';

/** Every row of dispatch_instruction, the twelve deleted ones included. */
export const INSTRUCTIONS = 23_284;

/** Why an instruction has no order on the new side. */
export type Loss = 'PATIENT_GONE' | 'DOCTOR_IS_NONE' | 'NO_DOCTOR' | 'DELETED';

interface Lost {
  readonly id: string;
  readonly loss: Loss;
  /** The patient that the instruction names; null leaves the choice open. */
  readonly patientId: string | null;
}

const times = <T>(count: number, list: readonly T[]): T[] => Array.from({ length: count }, () => list).flat();

const lost: readonly Omit<Lost, 'id'>[] = [
  ...times(2, vanishedPatientIds).map((patientId) => ({ loss: 'PATIENT_GONE' as const, patientId })),
  ...times(3, patientsOfNonDoctors).map((patientId) => ({ loss: 'DOCTOR_IS_NONE' as const, patientId })),
  ...times(3, patientsWithoutDoctor).map((patientId) => ({ loss: 'NO_DOCTOR' as const, patientId })),
  ...times(12, [{ loss: 'DELETED' as const, patientId: null }]),
];

/** The instructions that were not migrated, spread over the whole table. Their ids depend on no seed. */
export const lostInstructions: readonly Lost[] = lost.map((entry, index) => ({
  // 89 and the number of the lost ones have no divisor in common, so every place is taken once.
  id: String(50 + 97 * ((index * 89) % lost.length)),
  ...entry,
}));

const lossById = new Map(lostInstructions.map((entry) => [entry.id, entry]));

export const lossOf = (instructionId: string): Lost | undefined => lossById.get(instructionId);

const idsOf = (isDeleted: boolean): readonly string[] =>
  lostInstructions.filter((entry) => (entry.loss === 'DELETED') === isDeleted).map((entry) => entry.id);

/** The instructions that were lost, and those that were left out because they were deleted. */
export const lostIds = idsOf(false);
export const deletedIds = idsOf(true);

/** An instruction that has an order, and that order a case. It is found by trying, because the others are few. */
export function pickMigrated(random: Random): string {
  for (;;) {
    const id = String(random.integer(1, INSTRUCTIONS));
    if (lossOf(id) === undefined && id !== ORDER_WITHOUT_CASE_ID) return id;
  }
}

/** One lost instruction of a kind, for the payments that are lost with it. */
export function firstLost(loss: Loss): string {
  const found = lostInstructions.find((entry) => entry.loss === loss);
  if (found === undefined) throw new Error(`no instruction is lost for ${loss}`);
  return found.id;
}
