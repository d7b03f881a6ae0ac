import { BigInteger, Flag, Instant, Integer, LegacyId, LegacyTable, Parent, Text, Uuid } from '../column';
import { AuthUser } from './auth-user';

@LegacyTable('dispatch_project', 'A stored piece of work, such as a scan or a design; it names no order itself.')
export class DispatchProject {
  @LegacyId() id!: string;
  @Uuid('INTERNAL') uid!: string;
  @Integer('INTERNAL', { nullable: true }) creatorId!: string | null;
  @Parent(() => AuthUser, 'creatorId') creator?: AuthUser | null;
  // Work is often named after its patient.
  @Text('PERSONAL', { length: 255 }) name!: string;
  @BigInteger('INTERNAL') size!: string;
  @Flag('INTERNAL') public!: boolean;
  @Integer('INTERNAL') type!: string;
  @Integer('INTERNAL') status!: string;
  @Instant('INTERNAL') createdAt!: string;
}
