import { DispatchTemplatePredecessors } from '../../entities/legacy/dispatch-template-predecessors';
import { TemplatePredecessor } from '../../entities/new/template-predecessor';
import { mapping } from '../declaration';
import { reference } from '../rules/reference';
import { templates } from './templates';

export const templatePredecessors = mapping({
  name: 'templatePredecessors',
  system: 'Template System',
  title: 'Order of templates',
  description: 'Which task comes before which. Without its row, a task may be started too early.',
  legacy: { entity: DispatchTemplatePredecessors },
  new: { entity: TemplatePredecessor, key: ['templateId', 'predecessorId'] },
  rules: {
    // The direction follows Django's names, in which the owner of the relation is "from"; no script shows it.
    templateId: reference('fromTemplateId', () => templates),
    predecessorId: reference('toTemplateId', () => templates),
  },
});
