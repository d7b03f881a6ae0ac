import { DispatchPlan } from '../../entities/legacy/dispatch-plan';
import { TreatmentPlan } from '../../entities/new/treatment-plan';
import { mapping } from '../declaration';
import { copy, flag, integer } from '../rules/copy';
import { derived, ignored, ignoredAll } from '../rules/made';
import { map } from '../rules/map';
import { reference } from '../rules/reference';
import { orders } from './orders';
import { projects } from './projects';
import { nameOr, whenLoaded } from './shared';

export const treatmentPlans = mapping({
  name: 'treatmentPlans',
  system: 'Medical Records',
  title: 'Treatment plans',
  description: 'The proposals for a treatment and their revisions. Several of them may share one project.',
  legacy: { entity: DispatchPlan },
  new: { entity: TreatmentPlan, key: 'legacyPlanId' },
  rules: {
    legacyPlanId: integer('id'),
    // At first a project could have one plan only, and whatever plans it had besides were refused.
    projectId: reference('projectId', () => projects),
    orderId: reference('instructionId', () => orders),
    legacyInstructionId: integer('instructionId'),
    planName: nameOr('name', 'Treatment Plan ', 'id'),
    planNotes: copy('notes'),
    planNumber: integer('number'),
    isOriginal: flag('original'),
    treatmentType: map('original', { true: 'initial_treatment', false: 'revision' }),
    revisionCount: derived(
      ['original', 'number'],
      '0 for an original plan, else one less than its number, and 0 at least',
      (original, number) => {
        const count = original === 'true' ? 0n : BigInt(number ?? '1') - 1n;
        return count < 0n ? '0' : count.toString();
      },
    ),
    ...ignoredAll('left NULL by the load; the order says it', ['doctorId', 'patientId']),
    metadata: ignored('notes of the load'),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
