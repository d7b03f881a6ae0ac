import { NewId, NewTable, Parent, Uuid } from '../column';
import { Template } from './template';

// No legacy key: a row is matched by its pair of templates.
@NewTable('template_predecessors', 'One template whose tasks come before those of another one.')
export class TemplatePredecessor {
  @NewId() id!: string;
  // The one that comes first; no source shows how the load told the two apart.
  @Uuid('INTERNAL') predecessorId!: string;
  @Parent(() => Template, 'predecessorId') predecessor?: Template | null;
  @Uuid('INTERNAL') templateId!: string;
  @Parent(() => Template, 'templateId') template?: Template | null;
}
