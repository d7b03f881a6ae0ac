import type { DispatchPlan } from '../../entities/legacy/dispatch-plan';
import type { TreatmentPlan } from '../../entities/new/treatment-plan';
import { LOADED_AT } from '../making/moments';
import type { Random } from '../making/random';
import { nulls, type Row } from '../making/row';
import type { Seed } from '../making/seed';
import type { Size } from '../making/size';
import { Spread } from '../making/spread';
import { clinicalNote } from '../making/texts';
import { lostIds, pickMigrated } from '../orders/instruction-kinds';
import { orderOf } from '../orders/orders';
import { projectCount } from './projects';
import { planName } from './treatment-texts';

type LegacyPlan = Row<DispatchPlan>;

export const planCount = (size: Size): number => size.of(67_000);

/** Projects that have a plan: 36.5 of a hundred plans are the first of theirs, and the others were refused. */
export const plannedProjects = (size: Size): number => size.of(24_450);

export const refusedPlans = (size: Size): number => planCount(size) - plannedProjects(size);

/** What a plan says about its order. */
type PlanOrder = 'MIGRATED' | 'LOST' | 'NONE';

export function planOrder(place: number): PlanOrder {
  if (place % 40 === 7) return 'NONE';
  return place % 40 === 19 ? 'LOST' : 'MIGRATED';
}

/** The plans that are the first of their project, and the project that each plan belongs to. */
export class PlannedProjects {
  private readonly first: Spread;
  private readonly projects: number;

  constructor(size: Size) {
    this.first = new Spread(planCount(size), plannedProjects(size));
    this.projects = projectCount(size);
  }

  isFirst(place: number): boolean {
    return this.first.has(place);
  }

  /** The project's own first plan names it, later ones name any project that was named before. */
  projectId(place: number, random: Random): string {
    const last = this.first.ordinalBefore(place);
    const ordinal = this.isFirst(place) ? last : random.integer(0, last);
    return String(1 + Math.floor((ordinal * this.projects) / this.first.chosen));
  }
}

function pickOrder(random: Random, order: PlanOrder): string | null {
  if (order === 'NONE') return null;
  return order === 'LOST' ? random.pick(lostIds) : pickMigrated(random);
}

export function* makeLegacyPlans(seed: Seed, size: Size): Generator<LegacyPlan> {
  const random = seed.random('plans');
  const projects = new PlannedProjects(size);
  for (let place = 0; place < planCount(size); place += 1) {
    const original = random.happens(40);
    yield {
      id: String(place + 1),
      instructionId: pickOrder(random, planOrder(place)),
      projectId: projects.projectId(place, random),
      notes: random.happens(60) ? '' : clinicalNote(random),
      number: random.happens(4) ? null : String(original ? 1 : random.integer(0, 6)),
      name: planName(random),
      original,
    };
  }
}

function revisionsOf(plan: LegacyPlan): string {
  const number = Number(plan.number ?? '1');
  return plan.original || number < 1 ? '0' : String(number - 1);
}

/** Only the first plan of each project: a unique constraint, dropped since, refused the others. */
export function* makeNewPlans(seed: Seed, size: Size): Generator<Row<TreatmentPlan>> {
  const projects = new PlannedProjects(size);
  for (const plan of makeLegacyPlans(seed, size)) {
    if (!projects.isFirst(Number(plan.id) - 1)) continue;
    yield {
      ...nulls(['doctorId', 'patientId', 'metadata']),
      id: seed.newId('treatment_plans', plan.id),
      legacyInstructionId: plan.instructionId,
      legacyPlanId: plan.id,
      createdAt: LOADED_AT,
      isOriginal: plan.original,
      orderId: orderOf(seed, plan.instructionId),
      planName: plan.name.trim() || `Treatment Plan ${plan.id}`,
      planNotes: plan.notes,
      planNumber: plan.number,
      projectId: seed.newId('projects', plan.projectId),
      revisionCount: revisionsOf(plan),
      treatmentType: plan.original ? 'initial_treatment' : 'revision',
      updatedAt: LOADED_AT,
    };
  }
}
