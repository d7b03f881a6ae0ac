import { Integer, LegacyId, LegacyTable, Parent } from '../column';
import { AuthPermission } from './auth-permission';
import { DispatchRole } from './dispatch-role';

@LegacyTable('dispatch_role_permissions', 'One permission that one role has.')
export class DispatchRolePermissions {
  @LegacyId() id!: string;
  @Integer('INTERNAL') roleId!: string;
  @Parent(() => DispatchRole, 'roleId') role?: DispatchRole | null;
  @Integer('INTERNAL') permissionId!: string;
  @Parent(() => AuthPermission, 'permissionId') permission?: AuthPermission | null;
}
