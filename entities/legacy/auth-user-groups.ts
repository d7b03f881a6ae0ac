import { Integer, LegacyId, LegacyTable, Parent } from '../column';
import { AuthGroup } from './auth-group';
import { AuthUser } from './auth-user';

@LegacyTable('auth_user_groups', 'The membership of one account in one group.')
export class AuthUserGroups {
  @LegacyId() id!: string;
  @Integer('INTERNAL') userId!: string;
  @Parent(() => AuthUser, 'userId') user?: AuthUser | null;
  @Integer('INTERNAL') groupId!: string;
  @Parent(() => AuthGroup, 'groupId') group?: AuthGroup | null;
}
