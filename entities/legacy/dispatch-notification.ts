import { Flag, Instant, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { AuthUser } from './auth-user';
import { DjangoContentType } from './django-content-type';

@LegacyTable('dispatch_notification', 'A message that the system made from a template for one account.')
export class DispatchNotification {
  @LegacyId() id!: string;
  @Instant('INTERNAL') createdAt!: string;
  // A name as free text, not a reference.
  @Text('PERSONAL', { length: 255 }) sender!: string;
  @Text('INTERNAL', { length: 255 }) templateName!: string;
  // JSON kept as text, malformed in some rows. It may repeat anything, so it takes the most sensitive class.
  @Text('HEALTH') templateContext!: string;
  // A reserved word in MySQL: quote it.
  @Flag('INTERNAL') read!: boolean;
  // The id of a row in whichever table the item type names, so no single parent can be declared for it.
  @Integer('INTERNAL', { nullable: true }) itemId!: string | null;
  @Integer('INTERNAL', { nullable: true }) itemTypeId!: string | null;
  @Parent(() => DjangoContentType, 'itemTypeId') itemType?: DjangoContentType | null;
  @Integer('INTERNAL') recipientId!: string;
  @Parent(() => AuthUser, 'recipientId') recipient?: AuthUser | null;
  @Flag('INTERNAL', { nullable: true }) sent!: boolean | null;
  // Whether an e-mail was wanted; `sent` is whether it went out.
  @Flag('INTERNAL') send!: boolean;
}
