import { Instant, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { AuthUser } from './auth-user';

@LegacyTable('dispatch_note', 'A note that somebody in the lab wrote about a doctor.')
export class DispatchNote {
  @LegacyId() id!: string;
  @Instant('INTERNAL') createdAt!: string;
  @Text('HEALTH') text!: string;
  @Integer('INTERNAL', { nullable: true }) authorId!: string | null;
  @Parent(() => AuthUser, 'authorId') author?: AuthUser | null;
  @Integer('INTERNAL') doctorId!: string;
  @Parent(() => AuthUser, 'doctorId') doctor?: AuthUser | null;
}
