import { Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { AuthGroup } from './auth-group';
import { AuthUser } from './auth-user';

@LegacyTable('dispatch_role', 'A kind of work in the lab, held by one account at most.')
export class DispatchRole {
  @LegacyId() id!: string;
  // The title of a kind of work. One that ends in a short code tells no more than the account beside it.
  @Text('INTERNAL', { length: 255 }) name!: string;
  // Some roles belong to one person and carry that person's short code.
  @Text('PERSONAL', { length: 255 }) abbrev!: string;
  @Integer('INTERNAL', { nullable: true }) type!: string | null;
  // A reserved word in SQL: quote it.
  @Integer('INTERNAL') order!: string;
  @Integer('INTERNAL', { nullable: true }) userId!: string | null;
  @Parent(() => AuthUser, 'userId') user?: AuthUser | null;
  @Integer('INTERNAL', { nullable: true }) groupId!: string | null;
  @Parent(() => AuthGroup, 'groupId') group?: AuthGroup | null;
}
