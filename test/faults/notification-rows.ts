import { createHash } from 'node:crypto';
import { DispatchInstruction } from '../../entities/legacy/dispatch-instruction';
import { DispatchNotification } from '../../entities/legacy/dispatch-notification';
import { DjangoContentType } from '../../entities/legacy/django-content-type';
import { Random } from '../../sample/making/random';
import { type Row, rowsOf, streamOf, type TableRows } from '../../sample/making/row';

/** The legacy side of the runs that are broken off: many notifications, of which some are odd. */

/** Orders that notifications are about; the later ones were never migrated. */
const ORDERS = 80;
export const MIGRATED_ORDERS = 60;

/** A template that a constraint of the new side refuses. */
export const REFUSED_TEMPLATE = 'refused by a check';

const TEMPLATES = ['order_submitted', 'Shipped', 'payment_received', 'case_update', 'welcome', 'survey'];
const CONTEXTS = [
  '{"order": 17, "price": 1490.00}',
  '{"stage": 3, "name": "Größe \\u00e9 \\"b\\" 🦷", "list": [1e2, null, true]}',
  '{}',
  '',
];
const MALFORMED = ['{"doctor": None}', '{"order": 3317, "items": ["upper", "low', String.raw`{"path": "C:\scans"}`];

/** With a hole in the middle, because rows are deleted. */
export const notificationId = (place: number, count: number): string =>
  String(place < count / 2 ? place + 1 : place + 5_001);

const every = (place: number, period: number): boolean => place % period === period - 1;

function contextOf(random: Random, place: number): string {
  // Drawn in any case, so that the other values stay the same.
  const whole = random.pick(CONTEXTS);
  return every(place, 397) ? random.pick(MALFORMED) : whole;
}

function* makeNotifications(count: number, seed: string): Generator<Row<DispatchNotification>> {
  const random = new Random(createHash('sha256').update(seed).digest());
  for (let place = 0; place < count; place += 1) {
    const isSent = !every(place, 5);
    const isAboutOrder = random.happens(60);
    yield {
      id: notificationId(place, count),
      createdAt: random.instant('2018-03-01', '2025-08-14'),
      sender: random.pick(['', 'Support Team', 'Dr. Müller', '田中']),
      templateName: every(place, 499) ? REFUSED_TEMPLATE : random.pick(TEMPLATES),
      templateContext: contextOf(random, place),
      read: random.happens(40),
      itemId: String(random.integer(1, ORDERS + 10)),
      itemTypeId: isAboutOrder ? '1' : random.pick(['2', null]),
      recipientId: String(random.integer(1, 500)),
      sent: isSent ? true : random.pick([false, null]),
      send: isSent || random.happens(50),
    };
  }
}

const contentTypes: Row<DjangoContentType>[] = [
  { id: '1', appLabel: 'dispatch', model: 'instruction' },
  { id: '2', appLabel: 'dispatch', model: 'patient' },
];

const instruction = (id: string): Row<DispatchInstruction> => ({
  id,
  patientId: '1',
  courseId: '1',
  order: '1',
  model: null,
  scanner: null,
  upperJawId: null,
  lowerJawId: null,
  notes: '',
  scannerNotes: '',
  exports: '{}',
  conditions: '',
  complaint: '',
  objective: '',
  price: '1490.00',
  status: '1',
  cbct: false,
  acceptExtraction: null,
  comprehensive: null,
  deleted: false,
  suffix: 'A',
  submittedAt: '2021-05-05T10:00:00.000001Z',
  updatedAt: null,
});

/** Equal seeds give equal rows. */
export const legacyRows = (count: number, seed: string): TableRows[] => [
  rowsOf(DjangoContentType, contentTypes),
  rowsOf(
    DispatchInstruction,
    Array.from({ length: ORDERS }, (_, index) => instruction(String(index + 1))),
  ),
  streamOf(DispatchNotification, count, () => makeNotifications(count, seed)),
];
