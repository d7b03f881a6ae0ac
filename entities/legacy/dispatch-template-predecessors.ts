import { Integer, LegacyId, LegacyTable, Parent } from '../column';
import { DispatchTemplate } from './dispatch-template';

@LegacyTable('dispatch_template_predecessors', 'One template whose task comes before the task of another.')
export class DispatchTemplatePredecessors {
  @LegacyId() id!: string;
  @Integer('INTERNAL') fromTemplateId!: string;
  @Parent(() => DispatchTemplate, 'fromTemplateId') fromTemplate?: DispatchTemplate | null;
  // The predecessor: the template that a relation is written "from" is the one that has predecessors.
  @Integer('INTERNAL') toTemplateId!: string;
  @Parent(() => DispatchTemplate, 'toTemplateId') toTemplate?: DispatchTemplate | null;
}
