import { NewId, NewTable, Parent, Uuid } from '../column';
import { LabRole } from './lab-role';
import { Template } from './template';

// No legacy key: a row is matched by its pair of template and role.
@NewTable('template_edit_roles', 'One role that may change the tasks of one template.')
export class TemplateEditRole {
  @NewId() id!: string;
  @Uuid('INTERNAL') roleId!: string;
  @Parent(() => LabRole, 'roleId') role?: LabRole | null;
  @Uuid('INTERNAL') templateId!: string;
  @Parent(() => Template, 'templateId') template?: Template | null;
}
