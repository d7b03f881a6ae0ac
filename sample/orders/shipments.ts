import type { Shipment } from '../../entities/new/shipment';
import { jsonObject, jsonText } from '../making/json';
import { daysLater, LOADED_AT } from '../making/moments';
import { type Row, RowIndex } from '../making/row';
import type { Seed } from '../making/seed';
import type { LegacyOffice } from '../people/offices';
import type { LegacyPatient } from '../people/patients';
import type { Instruction } from './instructions';
import { isMigrated } from './orders';

const DELIVERY_DAYS = 3;

/** The address as it was typed, also of an office that was not migrated: the parcel went there. */
const addressOf = (office: LegacyOffice): string =>
  jsonObject({
    name: jsonText(office.name),
    street: jsonText(office.address),
    apartment: jsonText(office.apt),
    city: jsonText(office.city),
    state: jsonText(office.state),
    zip: jsonText(office.zip),
    country: jsonText(office.country),
  });

const makeShipment = (seed: Seed, instruction: Instruction, office: LegacyOffice | undefined): Row<Shipment> => ({
  id: seed.newId('shipments', instruction.id),
  carrier: 'UPS',
  createdAt: LOADED_AT,
  deliveredAt: instruction.updatedAt === null ? null : daysLater(instruction.updatedAt, DELIVERY_DAYS),
  metadata: jsonObject({ generated_from: jsonText('orders') }),
  orderId: seed.newId('orders', instruction.id),
  shippedAt: instruction.updatedAt,
  shippingAddress: office === undefined ? null : addressOf(office),
  trackingNumber: `LEGACY_${instruction.id}`,
});

export function makeShipments(
  seed: Seed,
  instructions: readonly Instruction[],
  patients: readonly LegacyPatient[],
  offices: readonly LegacyOffice[],
): Row<Shipment>[] {
  const patientById = new RowIndex(patients);
  const officeById = new RowIndex(offices);
  return instructions
    .filter((instruction) => instruction.status === '4' && isMigrated(instruction))
    .map((instruction) => {
      const officeId = patientById.find(instruction.patientId)?.officeId ?? null;
      return makeShipment(seed, instruction, officeById.find(officeId));
    });
}
