import { Integer, LegacyId, LegacyTable, Parent } from '../column';
import { DispatchRole } from './dispatch-role';
import { DispatchTemplate } from './dispatch-template';

@LegacyTable('dispatch_template_view_roles', 'One role that may see the tasks of one template.')
export class DispatchTemplateViewRoles {
  @LegacyId() id!: string;
  @Integer('INTERNAL') templateId!: string;
  @Parent(() => DispatchTemplate, 'templateId') template?: DispatchTemplate | null;
  @Integer('INTERNAL') roleId!: string;
  @Parent(() => DispatchRole, 'roleId') role?: DispatchRole | null;
}
