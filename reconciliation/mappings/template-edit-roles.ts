import { DispatchTemplateEditRoles } from '../../entities/legacy/dispatch-template-edit-roles';
import { TemplateEditRole } from '../../entities/new/template-edit-role';
import { mapping } from '../declaration';
import { reference } from '../rules/reference';
import { roles } from './roles';
import { templates } from './templates';

export const templateEditRoles = mapping({
  name: 'templateEditRoles',
  system: 'Template System',
  title: 'Roles that edit templates',
  description: 'Which roles may change the tasks of a template. Groups of accounts can only be given the view.',
  legacy: { entity: DispatchTemplateEditRoles },
  new: { entity: TemplateEditRole, key: ['templateId', 'roleId'] },
  rules: { templateId: reference('templateId', () => templates), roleId: reference('roleId', () => roles) },
});
