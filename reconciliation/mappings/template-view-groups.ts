import { DispatchTemplateViewGroups } from '../../entities/legacy/dispatch-template-view-groups';
import { TemplateViewGroup } from '../../entities/new/template-view-group';
import { mapping } from '../declaration';
import { copy } from '../rules/copy';
import { reference } from '../rules/reference';
import { templates } from './templates';

export const templateViewGroups = mapping({
  name: 'templateViewGroups',
  system: 'Template System',
  title: 'Viewers of templates',
  description: 'Which groups of people may see the tasks of a template. The new system knows the groups by name only.',
  legacy: { entity: DispatchTemplateViewGroups },
  new: { entity: TemplateViewGroup, key: ['templateId', 'groupName'] },
  rules: {
    templateId: reference('templateId', () => templates),
    // The group's own name, not the name of the team that was made from it.
    groupName: copy('group.name'),
  },
});
