import { Instant, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { LabRole } from './lab-role';

// No legacy key: a row is matched by its pair of role and permission.
@NewTable('role_permissions', 'One thing that one role may do.')
export class RolePermission {
  @NewId() id!: string;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  // The name itself, not a reference: the new side has no table of permissions. Names repeat, so rows may.
  @Text('INTERNAL') permission!: string;
  @Uuid('INTERNAL') roleId!: string;
  @Parent(() => LabRole, 'roleId') role?: LabRole | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
