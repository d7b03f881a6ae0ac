import { DispatchRolePermissions } from '../../entities/legacy/dispatch-role-permissions';
import { RolePermission } from '../../entities/new/role-permission';
import { mapping } from '../declaration';
import { copy } from '../rules/copy';
import { reference } from '../rules/reference';
import { roles } from './roles';
import { whenLoaded } from './shared';

export const rolePermissions = mapping({
  name: 'rolePermissions',
  system: 'Operations',
  title: 'Permissions of roles',
  description: 'What each role may do. The new system has no table of permissions and knows them by their names.',
  legacy: { entity: DispatchRolePermissions },
  new: { entity: RolePermission, key: ['roleId', 'permission'] },
  rules: {
    roleId: reference('roleId', () => roles),
    // The script wrote 'unknown_permission' where the permission was gone, which would be a right that nobody gave.
    permission: copy('permission.name'),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
