import { DispatchTemplateViewRoles } from '../../entities/legacy/dispatch-template-view-roles';
import { TemplateViewRole } from '../../entities/new/template-view-role';
import { mapping } from '../declaration';
import { reference } from '../rules/reference';
import { roles } from './roles';
import { templates } from './templates';

export const templateViewRoles = mapping({
  name: 'templateViewRoles',
  system: 'Template System',
  title: 'Roles that view templates',
  description: 'Which roles may see the tasks of a template.',
  legacy: { entity: DispatchTemplateViewRoles },
  new: { entity: TemplateViewRole, key: ['templateId', 'roleId'] },
  rules: { templateId: reference('templateId', () => templates), roleId: reference('roleId', () => roles) },
});
