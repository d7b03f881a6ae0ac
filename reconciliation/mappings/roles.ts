import { DispatchRole } from '../../entities/legacy/dispatch-role';
import { LabRole } from '../../entities/new/lab-role';
import { mapping } from '../declaration';
import { copy, integer } from '../rules/copy';
import { generated } from '../rules/made';
import { whenLoaded } from './shared';

export const roles = mapping({
  name: 'roles',
  system: 'Operations',
  title: 'Roles',
  description:
    'The kinds of work in the lab. What a whole group of accounts may do (auth_group_permissions) and what single accounts may do (auth_user_user_permissions) has no counterpart: the new side knows permissions of roles only.',
  legacy: { entity: DispatchRole },
  new: { entity: LabRole, key: 'legacyId' },
  rules: {
    legacyId: integer('id'),
    name: copy('name'),
    description: generated(['abbrev', 'name'], `abbrev, else 'Role: ' and the name`, (abbrev, name) =>
      abbrev ? abbrev : `Role: ${name}`,
    ),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
