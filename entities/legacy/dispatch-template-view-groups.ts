import { Integer, LegacyId, LegacyTable, Parent } from '../column';
import { AuthGroup } from './auth-group';
import { DispatchTemplate } from './dispatch-template';

@LegacyTable('dispatch_template_view_groups', 'One group of accounts that may see the tasks of one template.')
export class DispatchTemplateViewGroups {
  @LegacyId() id!: string;
  @Integer('INTERNAL') templateId!: string;
  @Parent(() => DispatchTemplate, 'templateId') template?: DispatchTemplate | null;
  @Integer('INTERNAL') groupId!: string;
  @Parent(() => AuthGroup, 'groupId') group?: AuthGroup | null;
}
