import {
  Decimal,
  Flag,
  Integer,
  LegacyId,
  LegacyTable,
  NewId,
  NewTable,
  Parent,
  Text,
  Uuid,
} from '../../../entities/column';
import { mapping } from '../../../reconciliation/declaration';
import type { Mapping } from '../../../reconciliation/mapping';
import { amounts, breakdown } from '../../../reconciliation/measures';
import { copy, decimal, flag, integer } from '../../../reconciliation/rules/copy';
import { derived } from '../../../reconciliation/rules/made';
import { map } from '../../../reconciliation/rules/map';
import { reference } from '../../../reconciliation/rules/reference';
import { isFalse } from '../../../reconciliation/scopes';
import type { Row } from '../../mappings/fixture';
import type { TwoSides } from '../../mappings/two-sides';

/** A shop that no customer has, small enough to add its figures up by hand. */

@LegacyTable('shop_sale', 'A sale of an invented shop.')
class ShopSale {
  @LegacyId() id!: string;
  @Decimal('INTERNAL', { precision: 30, scale: 4, nullable: true }) amount!: string | null;
  @Decimal('INTERNAL', { precision: 30, scale: 4, nullable: true }) tip!: string | null;
  @Text('INTERNAL', { length: 20, nullable: true }) kind!: string | null;
  @Integer('INTERNAL') level!: string;
  @Flag('INTERNAL') done!: boolean;
  @Flag('INTERNAL') deleted!: boolean;
  @Integer('INTERNAL', { nullable: true }) beforeId!: string | null;
}

@NewTable('shop_sales', 'A sale of an invented shop.')
class NewShopSale {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true }) legacySaleId!: string | null;
  @Decimal('INTERNAL', { nullable: true }) amount!: string | null;
  @Decimal('INTERNAL', { nullable: true }) total!: string | null;
  @Text('INTERNAL', { nullable: true }) kind!: string | null;
  @Text('INTERNAL') level!: string;
  @Flag('INTERNAL') done!: boolean;
  @Uuid('INTERNAL', { nullable: true }) beforeId!: string | null;
  @Parent(() => NewShopSale, 'beforeId') before?: NewShopSale | null;
}

const total = (amount: string | null, tip: string | null): string | null => (tip === null ? amount : null);

const declare = (name: string, provenance: 'MIGRATED' | 'DERIVED'): Mapping => {
  const own: Mapping = mapping({
    name,
    system: 'Shop',
    title: `Sales (${name})`,
    description: 'What an invented shop sold.',
    provenance,
    legacy: { entity: ShopSale, scope: isFalse('deleted', 'a deleted sale was no sale') },
    new: { entity: NewShopSale, key: 'legacySaleId' },
    rules: {
      legacySaleId: integer('id'),
      amount: decimal('amount', 30, 4),
      total: derived(['amount', 'tip'], 'amount without a tip', total),
      kind: copy('kind'),
      level: map('level', { 1: 'low', 2: 'high' }),
      done: flag('done'),
      beforeId: reference('beforeId', () => own),
    },
    measures: [...amounts('amount'), ...amounts('total'), breakdown('kind', 'done'), breakdown('level')],
  });
  return own;
};

export const sales = declare('sales', 'MIGRATED');
/** The same rows, as if they had been made from others. */
export const madeSales = declare('madeSales', 'DERIVED');
/** Never compared by any test. */
export const otherSales = declare('otherSales', 'MIGRATED');

const legacy = (id: number, change: Row = {}): Row => ({
  id,
  amount: '1',
  tip: null,
  kind: 'a',
  level: 1,
  done: true,
  deleted: false,
  before_id: null,
  ...change,
});

const current = (id: number | null, change: Row = {}): Row => ({
  id: `sale ${id}`,
  legacy_sale_id: id,
  amount: '1',
  total: '1',
  kind: 'a',
  level: 'low',
  done: true,
  before_id: null,
  ...change,
});

/**
 * Of eight sales six are due. Four of those have a row: two as they should be, one with another kind, one twice. One of
 * the two deleted sales has a row that it should not have, and another row names a sale that never was.
 */
export async function fillShop(sides: TwoSides): Promise<void> {
  const huge = { amount: '90071992547409931.0001', kind: 'A', level: 2, done: false };
  await sides.replaceRows(
    {
      shop_sale: [
        legacy(1, { amount: '0.0050' }),
        legacy(2, huge),
        legacy(3, { kind: 'a ', done: false }),
        legacy(4, { kind: null, amount: null }),
        legacy(5),
        legacy(6),
        legacy(7, { deleted: true, amount: '500' }),
        legacy(8, { deleted: true, amount: '500' }),
      ],
    },
    {
      shop_sales: [
        current(1, { amount: '0.005', total: '0.005' }),
        current(2, { ...huge, total: huge.amount, level: 'high', before_id: 'sale 1' }),
        current(3, { kind: 'b', done: false }),
        current(4, { kind: null, amount: null, total: null }),
        current(4, { id: 'sale 4 again', kind: null, amount: null, total: null }),
        current(8, { amount: '500', total: '500' }),
        current(99, { amount: '7', total: 'NaN' }),
        current(null, { amount: '1000000', kind: 'native' }),
      ],
    },
  );
}
