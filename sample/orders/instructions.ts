import type { DispatchInstruction } from '../../entities/legacy/dispatch-instruction';
import { CHANGED_ORDER_ID, ORDER_WITHOUT_CASE_ID, PATIENT_WITHOUT_CASE_ID } from '../faults/fault-ids';
import { BROKEN_BYTES_ORDER_ID, BROKEN_NOTES_REPAIRED, controlTexts, textFaults } from '../faults/special-texts';
import { moneyText } from '../making/money';
import type { Random } from '../making/random';
import { type Row, RowIndex } from '../making/row';
import type { Seed } from '../making/seed';
import { clinicalNote, complaint, exportsText, objective } from '../making/texts';
import { type LegacyPatient, patientsOfNonDoctors, patientsWithoutDoctor } from '../people/patients';
import { INSTRUCTIONS, lossOf } from './instruction-kinds';
import type { JawsOf } from './jaw-plan';

export type Instruction = Row<DispatchInstruction>;

/** The shipments of the report: as many instructions were shipped, and all of them were migrated. */
const SHIPPED = 2_453;

const ids: readonly string[] = Array.from({ length: INSTRUCTIONS }, (_, index) => String(index + 1));

/** Notes with a content of their own; these orders stay out of everything else that is special. */
const fixedNotes: ReadonlyMap<string, string> = new Map([
  ...controlTexts,
  ...textFaults.map((fault): [string, string] => [fault.orderId, fault.legacy]),
  [BROKEN_BYTES_ORDER_ID, BROKEN_NOTES_REPAIRED],
]);

function pickShipped(seed: Seed): ReadonlySet<string> {
  const candidates = ids.filter((id) => lossOf(id) === undefined && !fixedNotes.has(id) && id !== CHANGED_ORDER_ID);
  return new Set(seed.random('shipped').shuffle(candidates).slice(0, SHIPPED));
}

/** The last day on which the legacy application was used before the load. */
const LAST_DAY = '2025-08-14';

const PRICES = [0, 9_500, 19_500, 49_500, 79_500, 99_500, 119_500, 149_500, 169_550, 189_995];

const isTrueOrNull = (random: Random): boolean | null => random.pick([null, true, false]);

function clinicalColumns(random: Random, id: string) {
  return {
    model: random.pick([null, '0', '1', '2']),
    scanner: random.pick([null, '1', '2', '3', '7']),
    notes: fixedNotes.get(id) ?? (random.happens(25) ? '' : clinicalNote(random)),
    scannerNotes: random.pick(['', '', '', 'iTero 5D', 'scan "B" is better', 'C:\\scans\\upper.stl']),
    exports: exportsText(random),
    conditions: random.pick(['', '', '', 'bruxism', 'implant at 36; crown at 46', 'pregnant 🤰']),
    // A complaint that will change after the load needs something to change from.
    complaint: id === CHANGED_ORDER_ID ? 'Gap in front' : complaint(random),
    objective: objective(random),
    cbct: random.happens(20),
    acceptExtraction: isTrueOrNull(random),
    comprehensive: isTrueOrNull(random),
  };
}

interface Place {
  readonly id: string;
  readonly patient: Pick<LegacyPatient, 'id' | 'suffix'>;
  readonly status: string;
}

function makeInstruction(random: Random, { id, patient, status }: Place, jaws: JawsOf): Instruction {
  const submittedAt = status === '0' && random.happens(50) ? null : random.instant('2015-01-05', '2025-08-10');
  return {
    id,
    patientId: patient.id,
    courseId: random.pick(['1', '1', '1', '1', '2', '2', '3', '4', '7', '8', null]),
    order: String(random.integer(0, 9)),
    upperJawId: jaws.find(id, 'upper'),
    lowerJawId: jaws.find(id, 'lower'),
    ...clinicalColumns(random, id),
    price: random.happens(10) ? null : moneyText(random.pick(PRICES)),
    status,
    deleted: lossOf(id)?.loss === 'DELETED',
    suffix: patient.suffix,
    submittedAt,
    // An order that was shipped or approved was touched then; another one may never have been.
    updatedAt:
      Number(status) < 2 && random.happens(10) ? null : random.instantAfter(submittedAt ?? '2015-01-05', LAST_DAY),
  };
}

/** The patients that any order may be for: those whose orders are all migrated, and who may have several. */
function healthyPatients(patients: readonly LegacyPatient[]): LegacyPatient[] {
  const others = new Set([...patientsOfNonDoctors, ...patientsWithoutDoctor, PATIENT_WITHOUT_CASE_ID]);
  return patients.filter((patient) => !others.has(patient.id));
}

/** The patient that an instruction is for whatever the seed. */
const namedPatient = (id: string): string | null =>
  id === ORDER_WITHOUT_CASE_ID ? PATIENT_WITHOUT_CASE_ID : (lossOf(id)?.patientId ?? null);

export function makeInstructions(seed: Seed, patients: readonly LegacyPatient[], jaws: JawsOf): Instruction[] {
  const random = seed.random('instructions');
  const shipped = pickShipped(seed);
  const byId = new RowIndex(patients);
  const healthy = healthyPatients(patients);
  return ids.map((id) => {
    const named = namedPatient(id);
    const patient = named === null ? random.pick(healthy) : (byId.find(named) ?? { id: named, suffix: random.code(4) });
    const status = shipped.has(id) ? '4' : random.pick(['0', '1', '1', '1', '1', '2', '2', '2']);
    return makeInstruction(random, { id, patient, status }, jaws);
  });
}
