import { DispatchInstruction } from '../../entities/legacy/dispatch-instruction';
import { Order } from '../../entities/new/order';
import { mapping } from '../declaration';
import { copy, decimal, instant, integer, json } from '../rules/copy';
import { asFlag, asNumber, asText, document } from '../rules/document';
import { constant, derived, generated } from '../rules/made';
import { map } from '../rules/map';
import { reference } from '../rules/reference';
import { isFalse } from '../scopes';
import { doctors } from './doctors';
import { offices } from './offices';
import { patients } from './patients';

const STATUSES = { 0: 'no_product', 1: 'submitted', 2: 'approved', 4: 'shipped' };
const COURSES = { 1: 'main', 2: 'refinement', 3: 'replacement', 4: 'any', 7: 'invoice', 8: 'merchandise' };

import { whenLoaded } from './shared';

export const orders = mapping({
  name: 'orders',
  system: 'Medical Records',
  title: 'Orders',
  description: 'What doctors ordered for their patients. Doctor and office of an order are those of its patient.',
  legacy: {
    entity: DispatchInstruction,
    scope: isFalse('deleted', 'a deleted order was withdrawn and is not migrated'),
  },
  new: { entity: Order, key: 'legacyInstructionId' },
  rules: {
    legacyInstructionId: integer('id'),
    patientId: reference('patientId', () => patients),
    // The row in doctors, as the deployed schema says; an earlier design and a trigger took the doctor's profile.
    doctorId: reference('patient.doctorId', () => doctors),
    officeId: reference('patient.officeId', () => offices),
    orderNumber: generated(['patient.suffix', 'id'], `the patient's suffix, '-' and the order's id`, (suffix, id) =>
      suffix === null ? null : `${suffix}-${id}`,
    ),
    amount: decimal('price', 10, 2),
    // Status and course as three August scripts agree; the comprehensive and the October script read them otherwise.
    status: map('status', STATUSES, { otherwise: 'no_product' }),
    courseType: map('courseId', COURSES, { otherwise: 'main', absent: 'main' }),
    notes: copy('notes'),
    complaint: copy('complaint'),
    exports: json('exports', { nothing: ['{}', ''] }),
    submittedAt: instant('submittedAt'),
    // The legacy side keeps no history: the last update is the closest thing to the day of a decision.
    approvedAt: derived(['status', 'updatedAt'], 'updatedAt, from status 2 on', (status, updatedAt) =>
      BigInt(status ?? '0') >= 2n ? updatedAt : null,
    ),
    shippedAt: derived(['status', 'updatedAt'], 'updatedAt, for status 4', (status, updatedAt) =>
      status === '4' ? updatedAt : null,
    ),
    // The August load wrote its own time; the day of submission is what the column should say.
    createdAt: instant('submittedAt'),
    ...whenLoaded('updatedAt'),
    deleted: constant('false', 'deleted orders stay behind'),
    deletedAt: constant(null, 'deleted orders stay behind'),
    metadata: document({
      migration: {
        legacy_data: {
          model: asNumber('model'),
          order_field: asNumber('order'),
          scanner: asNumber('scanner'),
          scanner_notes: asText('scannerNotes'),
          cbct: asFlag('cbct'),
          deleted: asFlag('deleted'),
          conditions: asText('conditions'),
          accept_extraction: asFlag('acceptExtraction'),
          objective: asText('objective'),
          comprehensive: asFlag('comprehensive'),
          lower_jaw_id: asNumber('lowerJawId'),
          upper_jaw_id: asNumber('upperJawId'),
        },
      },
    }),
  },
});
