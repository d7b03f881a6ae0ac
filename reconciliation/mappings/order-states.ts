import { DispatchState } from '../../entities/legacy/dispatch-state';
import { OrderState } from '../../entities/new/order-state';
import { companion, mapping } from '../declaration';
import { flag, instant, integer } from '../rules/copy';
import { derived, ignored } from '../rules/made';
import { reference } from '../rules/reference';
import { orders } from './orders';
import { profiles } from './profiles';

/** Other scripts give the codes 11 to 20 names of their own; those belong to a table that was never deployed. */
const WORDS =
  '11 on submitted, 11 off approved, 12 on approved, 12 off shipped; of other codes on submitted, off approved';

function statusOf(status: string | null, on: string | null): string | null {
  if (status === null || on === null) return null;
  if (status === '12') return on === 'true' ? 'approved' : 'shipped';
  return on === 'true' ? 'submitted' : 'approved';
}

export const orderStates = mapping({
  name: 'orderStates',
  system: 'Medical Records',
  title: 'States of orders',
  description: 'How each order moved from one status to the next, when, and who moved it.',
  legacy: {
    entity: DispatchState,
    companions: {
      before: companion(DispatchState, 'instructionId', { of: 'instructionId', pick: { before: 'changedAt' } }),
    },
  },
  new: { entity: OrderState, key: 'legacyStateId' },
  rules: {
    legacyStateId: integer('id'),
    orderId: reference('instructionId', () => orders),
    actorId: reference('actorId', () => profiles),
    toStatus: derived(['status', 'on'], WORDS, statusOf),
    fromStatus: derived(
      ['before.status', 'before.on'],
      `the same of the order's state before; NULL for the first`,
      statusOf,
    ),
    isActive: flag('on'),
    changedAt: instant('changedAt'),
    metadata: ignored('notes of the load'),
  },
});
