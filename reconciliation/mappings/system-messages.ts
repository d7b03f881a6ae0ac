import { DispatchNotification } from '../../entities/legacy/dispatch-notification';
import { SystemMessage } from '../../entities/new/system-message';
import { mapping } from '../declaration';
import { copy, flag, instant, integer } from '../rules/copy';
import { asFlag, asJson, asNumber, asText, document } from '../rules/document';
import { genericReference } from '../rules/generic-reference';
import { keywords } from '../rules/keywords';
import { constant, constantAll } from '../rules/made';
import { areTrue } from '../scopes';
import { orders } from './orders';

export const systemMessages = mapping({
  name: 'systemMessages',
  system: 'Notifications',
  title: 'Notifications',
  description: 'What the system itself told people by mail. Phase 7 left all of them out, because there are millions.',
  legacy: {
    entity: DispatchNotification,
    // October, the first load there was; in November a context and a recipient were asked for as well.
    scope: areTrue(['sent', 'send'], 'a notification that was not to be sent, or was not sent, told nobody anything'),
  },
  new: { entity: SystemMessage, key: 'legacyRecordId' },
  rules: {
    legacyRecordId: integer('id'),
    sourceSystem: constant('dispatch_notification', 'where the id comes from'),
    messageCode: copy('templateName'),
    // The other script made all of them 'info'.
    messageType: keywords(
      'templateName',
      [
        [['order'], 'order_update'],
        [['ship'], 'shipment_update'],
        [['payment'], 'payment_update'],
        [['case'], 'case_update'],
        [['reminder'], 'reminder'],
        [['welcome'], 'welcome'],
        [['status'], 'status_update'],
      ],
      'notification',
    ),
    // A context that is no JSON is unreadable, with the place where it breaks: 40 of those that were sent.
    messageData: document({
      context: asJson('templateContext'),
      sender: asText('sender'),
      recipient_id: asNumber('recipientId'),
      read: asFlag('read'),
      sent: asFlag('sent'),
      send: asFlag('send'),
      item_id: asNumber('itemId'),
      item_type_id: asNumber('itemTypeId'),
    }),
    // By application and model; the script tried the numbers 6 to 9, which it calls a placeholder itself.
    orderId: genericReference('itemType', 'itemId', { 'dispatch.instruction': () => orders }, { others: 'null' }),
    processed: flag('sent'),
    processedAt: instant('createdAt'),
    createdAt: instant('createdAt'),
    ...constantAll(null, 'a notification carries no parcel', ['barcode', 'carrier', 'shipmentId', 'trackingNumber']),
  },
});
