import { DispatchInstruction } from '../../entities/legacy/dispatch-instruction';
import { Shipment } from '../../entities/new/shipment';
import { mapping } from '../declaration';
import { instant } from '../rules/copy';
import { asText, document } from '../rules/document';
import { constant, derived, generated, ignoredAll } from '../rules/made';
import { reference } from '../rules/reference';
import { orders } from './orders';
import { whenPresent } from './shared';

const DELIVERY_DAYS = 3;

/** The same time of day some days later. Only the day is calculated, so no microsecond is lost. */
function daysLater(instantText: string, days: number): string {
  const [day = '', time = ''] = instantText.split('T');
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  // The calendar repeats every 400 years, and years close to 2000 suit every form of a date.
  const near = 2000 + (year % 400);
  const moved = new Date(Date.UTC(near, month - 1, date + days));
  const movedYear = String(year + moved.getUTCFullYear() - near).padStart(4, '0');
  return `${movedYear}${moved.toISOString().slice(4, 10)}T${time}`;
}

const address = document({
  name: asText('patient.office.name'),
  street: asText('patient.office.address'),
  apartment: asText('patient.office.apt'),
  city: asText('patient.office.city'),
  state: asText('patient.office.state'),
  zip: asText('patient.office.zip'),
  country: asText('patient.office.country'),
});

export const shipments = mapping({
  name: 'shipments',
  system: 'Logistics',
  title: 'Shipments',
  description: 'One parcel for every shipped order. The legacy side kept none, so they were made from the orders.',
  provenance: 'DERIVED',
  legacy: { entity: DispatchInstruction, population: { status: '4', deleted: 'false' } },
  new: { entity: Shipment, key: ['orderId'] },
  rules: {
    orderId: reference('id', () => orders),
    carrier: constant('UPS', 'the carrier that Phase 7 gave every parcel'),
    // Not a number that the carrier knows.
    trackingNumber: generated(['id'], `'LEGACY_' and the order's id`, (id) => `LEGACY_${id}`),
    shippedAt: instant('updatedAt'),
    // Phase 7 calls it the estimated delivery; the new side has no column of that name.
    deliveredAt: derived(['updatedAt'], `updatedAt and ${DELIVERY_DAYS} days: an estimate`, (updatedAt) =>
      updatedAt === null ? null : daysLater(updatedAt, DELIVERY_DAYS),
    ),
    shippingAddress: whenPresent('patient.office.id', address),
    ...ignoredAll('written by the load', ['createdAt', 'metadata']),
  },
});
