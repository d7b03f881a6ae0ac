import { systemMessages } from '../../reconciliation/mappings/system-messages';
import {
  legacyChoice,
  legacyMoment,
  newChoice,
  newMoment,
  PARENTS,
  parentId,
  parentKey,
  type Records,
} from './records';

/** The mapping with whole JSON: what the legacy side keeps as text is a part of a document on the new side. */

const SENDERS = ['', 'Support Team', 'Dr. Müller', '田中', ''];
const TEMPLATES = {
  order_submitted: 'order_update',
  order_approved: 'order_update',
  Shipped: 'shipment_update',
  payment_received: 'payment_update',
  case_update: 'case_update',
  appointment_reminder: 'reminder',
  welcome: 'welcome',
  plan_status: 'status_update',
  survey: 'notification',
};
const names = Object.keys(TEMPLATES);

const PRIME = 7_919;
/** Three of five are about an order, one is about something else, and one about nothing. */
const isAboutOrder = 'n % 5 < 3';
const isAboutNothing = 'n % 5 = 4';

/** Text that is not ASCII comes as Django writes it, escaped, and as others do. */
const DOCTORS = ['Dr. Miller', 'Dr. Gr\\u00f6\\u00dfe', 'Dr. Müller 🦷', 'Dr. Weber'];

/** How one side says the same. */
interface Dialect {
  readonly choice: (texts: readonly string[]) => string;
  readonly hash: string;
}

/** A context as text; `paid` is where it may differ. */
const contextText = ({ choice, hash }: Dialect, paid: string): string =>
  `concat('{"order": ', n % ${PARENTS} + 1, ', "price": ', n % 1000, '.50, "doctor": {"name": "', ${choice(DOCTORS)}, '", "id": ',
    n % 997, '}, "subject": "Your order was received by the lab and is being planned", "token": "', ${hash},
    '", "stages": [', n % 7, ', ', n % 11, ', 24], "paid": ', ${paid}, '}')`;

// A backslash is an escape in texts of MariaDB.
const onLegacy: Dialect = { choice: (texts) => legacyChoice(texts).replaceAll('\\', '\\\\'), hash: 'md5(n)' };
const onNew: Dialect = { choice: newChoice, hash: 'md5(n::text)' };

const legacyColumns = [
  'm.id',
  'm.created_at',
  'm.sender',
  'm.template_name',
  'm.template_context',
  'm.`read`',
  'm.item_id',
  'm.item_type_id',
  'm.recipient_id',
  'm.sent',
  'm.send',
  't.app_label',
  't.model',
];
const newColumns = [
  'm.legacy_record_id',
  'm.source_system',
  'm.message_code',
  'm.message_type',
  'm.message_data',
  'o.legacy_instruction_id',
  'm.processed',
  'm.processed_at',
  'm.created_at',
  'm.barcode',
  'm.carrier',
  'm.shipment_id',
  'm.tracking_number',
];

export const notifications: Records = {
  mapping: systemMessages.name,
  legacyTable: 'dispatch_notification',
  newTable: 'system_messages',
  fields: { text: 'messageCode', instant: 'createdAt,processedAt', other: 'messageData' },
  legacyValues: (sql) => ({
    created_at: legacyMoment(sql),
    sender: legacyChoice(SENDERS),
    template_name: `concat(${legacyChoice(names)}, IF(${sql.is('text')}, '!', ''))`,
    template_context: contextText(onLegacy, `IF(${sql.is('other')}, 'false', 'true')`),
    read: 'n % 5 < 2',
    item_id: `IF(${isAboutNothing}, NULL, ${parentKey(PRIME)})`,
    item_type_id: `CASE WHEN ${isAboutOrder} THEN 1 WHEN ${isAboutNothing} THEN NULL ELSE 2 END`,
    recipient_id: 'n % 3000 + 1',
    sent: '1',
    send: '1',
  }),
  newValues: {
    legacy_record_id: 's',
    created_at: newMoment,
    message_code: newChoice(names),
    message_type: newChoice(Object.values(TEMPLATES)),
    message_data: `jsonb_build_object('context', ${contextText(onNew, "'true'")}::jsonb, 'sender', ${newChoice(SENDERS)},
      'recipient_id', n % 3000 + 1, 'read', n % 5 < 2, 'sent', true, 'send', true,
      'item_id', CASE WHEN NOT ${isAboutNothing} THEN ${parentKey(PRIME)} END,
      'item_type_id', CASE WHEN ${isAboutOrder} THEN 1 WHEN NOT ${isAboutNothing} THEN 2 END)`,
    order_id: `CASE WHEN ${isAboutOrder} THEN ${parentId('orders', parentKey(PRIME))} END`,
    processed: 'true',
    processed_at: newMoment,
    source_system: "'dispatch_notification'",
  },
  legacyScan: `SELECT ${legacyColumns.join(', ')} FROM dispatch_notification m
    LEFT JOIN django_content_type t ON t.id = m.item_type_id`,
  newScan: `SELECT ${newColumns.join(', ')} FROM system_messages m LEFT JOIN orders o ON o.id = m.order_id`,
};
