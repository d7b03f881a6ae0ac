import { DispatchTask } from '../../entities/legacy/dispatch-task';
import { Task } from '../../entities/new/task';
import { mapping } from '../declaration';
import { copy, flag, instant, integer } from '../rules/copy';
import { asNumber, document } from '../rules/document';
import { derived, ignored, ignoredAll } from '../rules/made';
import { reference } from '../rules/reference';
import { orders } from './orders';
import { profiles } from './profiles';
import { nameOr } from './shared';
import { templates } from './templates';

export const tasks = mapping({
  name: 'tasks',
  system: 'Medical Records',
  title: 'Tasks',
  description: 'The steps of the work on an order, each made from a template. A task without its order is of no use.',
  legacy: { entity: DispatchTask },
  new: { entity: Task, key: 'legacyTaskId' },
  rules: {
    legacyTaskId: integer('id'),
    orderId: reference('instructionId', () => orders),
    templateId: reference('templateId', () => templates),
    templateName: nameOr('template.taskName', 'Template ', 'templateId'),
    assignedTo: reference('actorId', () => profiles),
    // August; later a checked task was completed whenever it was done.
    status: derived(
      ['checked', 'doneAt'],
      'completed when checked and done, in progress when only done, else pending',
      (checked, doneAt) => (doneAt === null ? 'pending' : checked === 'true' ? 'completed' : 'in_progress'),
    ),
    checked: flag('checked'),
    completedAt: instant('doneAt'),
    // 1 both jaws, 2 the upper, 3 the lower one.
    jawSpecification: integer('jaw'),
    description: copy('text'),
    metadata: document({ file_id: asNumber('fileId'), plan_id: asNumber('planId'), actor_id: asNumber('actorId') }),
    assignedAt: ignored('the database fills it in'),
    ...ignoredAll('the legacy side knows nothing of it; it is filled in the new system', [
      'actionName',
      'approvedAt',
      'assignedBy',
      'dueAt',
      'qualityNotes',
      'qualityScore',
      'startedAt',
    ]),
  },
});
