import { Flag, Instant, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { AuthGroup } from './auth-group';
import { AuthUser } from './auth-user';
import { DjangoContentType } from './django-content-type';

@LegacyTable('dispatch_record', 'A message about a patient, an account or a plan.')
export class DispatchRecord {
  @LegacyId() id!: string;
  // The id of a row in whichever table the target type names, so no single parent can be declared for it.
  @Integer('INTERNAL') targetId!: string;
  @Integer('INTERNAL') targetTypeId!: string;
  @Parent(() => DjangoContentType, 'targetTypeId') targetType?: DjangoContentType | null;
  @Integer('INTERNAL', { nullable: true }) type!: string | null;
  @Instant('INTERNAL') createdAt!: string;
  @Text('HEALTH') text!: string;
  @Integer('INTERNAL', { nullable: true }) authorId!: string | null;
  @Parent(() => AuthUser, 'authorId') author?: AuthUser | null;
  @Integer('INTERNAL', { nullable: true }) groupId!: string | null;
  @Parent(() => AuthGroup, 'groupId') group?: AuthGroup | null;
  @Flag('INTERNAL', { nullable: true }) public!: boolean | null;
}
