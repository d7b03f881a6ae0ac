import type { DispatchNotification } from '../../entities/legacy/dispatch-notification';
import type { Random } from '../making/random';
import type { Row } from '../making/row';
import type { Seed } from '../making/seed';
import type { Size } from '../making/size';
import { Spread } from '../making/spread';
import { INSTRUCTIONS } from '../orders/instruction-kinds';
import { contentTypeId } from '../people/content-types';
import { busyDoctorIds } from '../people/doctor-ids';
import { malformedContexts } from './malformed-contexts';

export const notificationCount = (size: Size): number => size.of(5_102_536);

/** Those that were to be sent and were sent. */
export const sentNotifications = (size: Size): number => size.of(2_039_588);

interface Template {
  readonly name: string;
  readonly item: string | null;
  readonly context: (random: Random) => string;
}

const order = (random: Random): string => `{"order": ${random.integer(1, INSTRUCTIONS)}, "price": 1490.00}`;
const stage = (random: Random): string => `{"stage": ${random.integer(1, 40)}, "name": "Größe \\u00e9 \\"b\\" 🦷"}`;

const TEMPLATES: readonly Template[] = [
  { name: 'order_submitted', item: contentTypeId('dispatch.instruction'), context: order },
  { name: 'order_approved', item: contentTypeId('dispatch.instruction'), context: order },
  { name: 'Shipped', item: contentTypeId('dispatch.instruction'), context: () => '{"carrier":"UPS","days":3}' },
  {
    name: 'payment_received',
    item: contentTypeId('dispatch.payment'),
    context: () => '{"amount": 255.480, "paid": true}',
  },
  { name: 'case_update', item: contentTypeId('dispatch.patient'), context: stage },
  { name: 'appointment_reminder', item: null, context: () => '{"in_hours": [24, 2], "zone": null}' },
  { name: 'welcome', item: null, context: () => '{}' },
  { name: 'plan_status', item: contentTypeId('dispatch.plan'), context: stage },
  { name: 'survey', item: null, context: () => '' },
];

const SENDERS = ['', '', 'Support Team', 'Dr. Müller', '田中'];

const NOT_SENT = [
  { sent: false, send: true },
  { sent: null, send: true },
  { sent: true, send: false },
  { sent: false, send: false },
] as const;

function makeNotification(random: Random, id: string, isSent: boolean): Row<DispatchNotification> {
  const template = random.pick(TEMPLATES);
  const itemId = String(random.integer(1, INSTRUCTIONS));
  const context = template.context(random);
  return {
    id,
    createdAt: random.instant('2018-03-01', '2025-08-14'),
    sender: random.pick(SENDERS),
    templateName: template.name,
    templateContext: malformedContexts.get(id)?.text ?? context,
    read: random.happens(40),
    itemId: template.item === null ? null : itemId,
    itemTypeId: template.item,
    recipientId: random.pick(busyDoctorIds),
    ...(isSent ? { sent: true, send: true } : random.pick(NOT_SENT)),
  };
}

/** Nothing of this was migrated. The malformed ones were sent, and are the same ones however many there are in all. */
export function* makeNotifications(seed: Seed, size: Size): Generator<Row<DispatchNotification>> {
  const random = seed.random('notifications');
  const malformed = malformedContexts.size;
  const sent = new Spread(notificationCount(size) - malformed, sentNotifications(size) - malformed);
  let place = 0;
  for (let number = 1; number <= notificationCount(size); number += 1) {
    const id = String(number);
    const isMalformed = malformedContexts.has(id);
    yield makeNotification(random, id, isMalformed || sent.has(place));
    if (!isMalformed) place += 1;
  }
}
