import type { DataSource } from 'typeorm';
import { DispatchTemplate } from '../../entities/legacy/dispatch-template';
import { Order } from '../../entities/new/order';
import { CHANGED_ORDER_ID, CHANGED_TEMPLATE_ID } from './fault-ids';

function expectOne(affected: number | undefined, what: string): void {
  if (affected !== 1) throw new Error(`${what} changed ${affected ?? 0} rows instead of one`);
}

/** What people changed after the load, on either side: the differences that tell which side moved. */
export async function applyDrift(legacy: DataSource, newSide: DataSource): Promise<void> {
  const order = await newSide
    .getRepository(Order)
    .update(
      { legacyInstructionId: CHANGED_ORDER_ID },
      { complaint: 'Gap in front, and the old retainer no longer fits' },
    );
  expectOne(order.affected, 'The edit of the complaint');
  const template = await legacy
    .getRepository(DispatchTemplate)
    .update({ id: CHANGED_TEMPLATE_ID }, { textName: 'Please check the attachments twice' });
  expectOne(template.affected, 'The edit of the template');
}
