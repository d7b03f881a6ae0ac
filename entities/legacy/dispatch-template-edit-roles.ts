import { Integer, LegacyId, LegacyTable, Parent } from '../column';
import { DispatchRole } from './dispatch-role';
import { DispatchTemplate } from './dispatch-template';

@LegacyTable('dispatch_template_edit_roles', 'One role that may change the tasks of one template.')
export class DispatchTemplateEditRoles {
  @LegacyId() id!: string;
  @Integer('INTERNAL') templateId!: string;
  @Parent(() => DispatchTemplate, 'templateId') template?: DispatchTemplate | null;
  @Integer('INTERNAL') roleId!: string;
  @Parent(() => DispatchRole, 'roleId') role?: DispatchRole | null;
}
