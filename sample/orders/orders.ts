import type { Order } from '../../entities/new/order';
import { wrongDoctorOrderIds } from '../faults/fault-ids';
import {
  BROKEN_BYTES_ORDER_ID,
  BROKEN_NOTES_ARRIVED,
  BROKEN_NOTES_REPAIRED,
  textFaults,
} from '../faults/special-texts';
import { jsonFlag, jsonNumber, jsonObject, jsonText } from '../making/json';
import { LOADED_AT } from '../making/moments';
import { type Row, RowIndex } from '../making/row';
import type { Seed } from '../making/seed';
import { otherDoctor } from '../people/doctor-ids';
import type { CareOf, LegacyPatient } from '../people/patients';
import { lossOf } from './instruction-kinds';
import type { Instruction } from './instructions';

const statuses = new Map([
  ['0', 'no_product'],
  ['1', 'submitted'],
  ['2', 'approved'],
  ['4', 'shipped'],
]);
const courseTypes = new Map([
  ['1', 'main'],
  ['2', 'refinement'],
  ['3', 'replacement'],
  ['4', 'any'],
  ['7', 'invoice'],
  ['8', 'merchandise'],
]);

const arrivedNotes = new Map(textFaults.map((fault) => [fault.orderId, fault.arrived]));

/** Whether an order of this instruction is on the new side. */
export const isMigrated = (instruction: Pick<Instruction, 'id'>): boolean => lossOf(instruction.id) === undefined;

/** The order of an instruction that a row names, where there is one. */
export const orderOf = (seed: Seed, instructionId: string | null): string | null =>
  instructionId === null || lossOf(instructionId) !== undefined ? null : seed.newId('orders', instructionId);

/** What the loader kept of the legacy columns that have no column of their own. */
const metadataOf = (instruction: Instruction): string =>
  jsonObject({
    migration: jsonObject({
      migrated_at: jsonText(LOADED_AT),
      legacy_data: jsonObject({
        model: jsonNumber(instruction.model),
        order_field: jsonNumber(instruction.order),
        scanner: jsonNumber(instruction.scanner),
        scanner_notes: jsonText(instruction.scannerNotes),
        cbct: jsonFlag(instruction.cbct),
        deleted: jsonFlag(instruction.deleted),
        conditions: jsonText(instruction.conditions),
        accept_extraction: jsonFlag(instruction.acceptExtraction),
        objective: jsonText(instruction.objective),
        comprehensive: jsonFlag(instruction.comprehensive),
        lower_jaw_id: jsonNumber(instruction.lowerJawId),
        upper_jaw_id: jsonNumber(instruction.upperJawId),
      }),
    }),
  });

interface NewIds {
  readonly order: string;
  readonly patient: string;
  readonly doctor: string;
  readonly office: string | null;
}

function makeOrder(instruction: Instruction, patient: LegacyPatient, newIds: NewIds, notes: string): Row<Order> {
  const isApproved = instruction.status === '2' || instruction.status === '4';
  return {
    id: newIds.order,
    legacyInstructionId: instruction.id,
    amount: instruction.price,
    approvedAt: isApproved ? instruction.updatedAt : null,
    complaint: instruction.complaint,
    courseType: courseTypes.get(instruction.courseId ?? '') ?? 'main',
    createdAt: instruction.submittedAt,
    deleted: false,
    deletedAt: null,
    doctorId: newIds.doctor,
    exports: ['', '{}'].includes(instruction.exports) ? null : instruction.exports,
    metadata: metadataOf(instruction),
    notes,
    officeId: newIds.office,
    orderNumber: `${patient.suffix}-${instruction.id}`,
    patientId: newIds.patient,
    shippedAt: instruction.status === '4' ? instruction.updatedAt : null,
    status: statuses.get(instruction.status) ?? 'no_product',
    submittedAt: instruction.submittedAt,
    updatedAt: LOADED_AT,
  };
}

interface OrderSources {
  readonly instructions: readonly Instruction[];
  readonly patients: readonly LegacyPatient[];
  readonly care: CareOf;
  /** Whether the legacy database holds the broken bytes, which never arrive whole. */
  readonly hasBrokenBytes: boolean;
}

export function makeOrders(seed: Seed, { instructions, patients, care, hasBrokenBytes }: OrderSources): Row<Order>[] {
  const byId = new RowIndex(patients);
  const brokenNotes = hasBrokenBytes ? BROKEN_NOTES_ARRIVED : BROKEN_NOTES_REPAIRED;
  const notes = new Map([...arrivedNotes, [BROKEN_BYTES_ORDER_ID, brokenNotes]]);
  const wrong = new Set(wrongDoctorOrderIds);
  return instructions.filter(isMigrated).map((instruction) => {
    const patient = byId.find(instruction.patientId);
    const doctor = patient === undefined ? null : care.doctor(patient);
    if (patient === undefined || doctor === null)
      throw new Error(`order ${instruction.id} lacks its patient or doctor`);
    const isWrong = wrong.has(instruction.id);
    const newIds = {
      order: seed.newId('orders', instruction.id),
      patient: seed.newId('patients', patient.id),
      doctor: isWrong ? seed.newId('doctors', otherDoctor(patient.doctorId ?? '')) : doctor,
      office: care.office(patient),
    };
    return makeOrder(instruction, patient, newIds, notes.get(instruction.id) ?? instruction.notes);
  });
}
