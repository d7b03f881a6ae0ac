import { Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { DjangoContentType } from './django-content-type';

@LegacyTable('auth_permission', 'One thing that a role may be allowed to do.')
export class AuthPermission {
  @LegacyId() id!: string;
  @Text('INTERNAL', { length: 255 }) name!: string;
  @Integer('INTERNAL') contentTypeId!: string;
  @Parent(() => DjangoContentType, 'contentTypeId') contentType?: DjangoContentType | null;
  @Text('INTERNAL', { length: 100 }) codename!: string;
}
