import type { DispatchTask } from '../../entities/legacy/dispatch-task';
import type { Task } from '../../entities/new/task';
import type { LegacyTemplate } from '../catalogue/templates';
import { jsonNumber, jsonObject } from '../making/json';
import { LOADED_AT } from '../making/moments';
import type { Random } from '../making/random';
import { nulls, type Row, RowIndex } from '../making/row';
import type { Seed } from '../making/seed';
import type { Size } from '../making/size';
import { Spread } from '../making/spread';
import { deletedIds, lostIds, pickMigrated } from '../orders/instruction-kinds';
import { orderOf } from '../orders/orders';
import { pickActor } from '../people/actors';
import { profileOf } from '../people/profiles';

type LegacyTask = Row<DispatchTask>;

export const taskCount = (size: Size): number => size.of(768_962);

/** Tasks that were lost, by what became of their order: 6,358 in all. */
export const lostTasks = (size: Size) => ({
  withoutOrder: size.of(100),
  deleted: size.of(250),
  orderLost: size.of(6_358) - size.of(250) - size.of(100),
});

export const lostTaskCount = (size: Size): number => size.of(6_358);

/** The order of a lost task, by its number among the lost ones; null: it names none. */
function lostOrder(random: Random, ordinal: number, size: Size): string | null {
  const { withoutOrder, deleted } = lostTasks(size);
  if (ordinal < withoutOrder) return null;
  return random.pick(ordinal < withoutOrder + deleted ? deletedIds : lostIds);
}

/** A template that was deleted, although tasks were made from it. */
const DELETED_TEMPLATE_ID = '160';

const TEXTS = ['', '', '', '', 'see photo 3', 'Attachments fehlen noch', 'redo, the margin is off ', 'ok 👍', '再確認'];

function makeTask(random: Random, id: number, instructionId: string | null, templates: readonly LegacyTemplate[]) {
  const doneAt = random.happens(82) ? random.instant('2018-03-01', '2025-08-14') : null;
  return {
    id: String(id),
    checked: doneAt === null ? random.happens(5) : random.happens(93),
    fileId: random.happens(85) ? null : String(random.integer(1, 294_818)),
    templateId: random.happens(1) ? DELETED_TEMPLATE_ID : random.pick(templates).id,
    doneAt,
    text: random.pick(TEXTS),
    planId: random.happens(70) ? null : String(random.integer(1, 67_000)),
    instructionId,
    actorId: pickActor(random),
    jaw: random.pick([null, '1', '1', '2', '3']),
    orderId: null,
  };
}

export function* makeLegacyTasks(seed: Seed, size: Size, templates: readonly LegacyTemplate[]): Generator<LegacyTask> {
  const random = seed.random('tasks');
  const count = taskCount(size);
  const lost = new Spread(count, lostTaskCount(size));
  for (let place = 0; place < count; place += 1) {
    const ordinal = lost.ordinalOf(place);
    const instructionId = ordinal === null ? pickMigrated(random) : lostOrder(random, ordinal, size);
    yield makeTask(random, place + 1, instructionId, templates);
  }
}

function statusOf(task: LegacyTask): string {
  if (task.doneAt === null) return 'pending';
  return task.checked ? 'completed' : 'in_progress';
}

const UNKNOWN_TO_THE_LEGACY_SIDE = nulls([
  'actionName',
  'approvedAt',
  'assignedBy',
  'dueAt',
  'qualityNotes',
  'qualityScore',
  'startedAt',
]);

function makeNewTask(seed: Seed, task: LegacyTask, orderId: string, template: LegacyTemplate | undefined): Row<Task> {
  return {
    ...UNKNOWN_TO_THE_LEGACY_SIDE,
    id: seed.rareId('tasks', task.id),
    legacyTaskId: task.id,
    assignedAt: LOADED_AT,
    assignedTo: profileOf(seed, task.actorId),
    checked: task.checked,
    completedAt: task.doneAt,
    description: task.text,
    jawSpecification: task.jaw,
    metadata: jsonObject({
      file_id: jsonNumber(task.fileId),
      plan_id: jsonNumber(task.planId),
      actor_id: jsonNumber(task.actorId),
    }),
    orderId,
    status: statusOf(task),
    templateId: template === undefined ? null : seed.newId('templates', template.id),
    templateName: template?.taskName.trim() || `Template ${task.templateId ?? ''}`,
  };
}

/** A task of an order that is not there was of no use to anybody. */
export function* makeNewTasks(seed: Seed, size: Size, templates: readonly LegacyTemplate[]): Generator<Row<Task>> {
  const byId = new RowIndex(templates);
  for (const task of makeLegacyTasks(seed, size, templates)) {
    const orderId = orderOf(seed, task.instructionId);
    if (orderId !== null) yield makeNewTask(seed, task, orderId, byId.find(task.templateId));
  }
}
