import { NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Template } from './template';

// No legacy key: a row is matched by its pair of template and group.
@NewTable('template_view_groups', 'One group of accounts that may see the tasks of one template.')
export class TemplateViewGroup {
  @NewId() id!: string;
  // The name itself, not a reference: the new side has no table of groups.
  @Text('PUBLIC') groupName!: string;
  @Uuid('INTERNAL') templateId!: string;
  @Parent(() => Template, 'templateId') template?: Template | null;
}
