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
  @Text('PERSONAL', { length: 20, nullable: true }) nick!: string | null;
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
  @Text('INTERNAL', { nullable: true }) nick!: string | null;
  @Text('PERSONAL', { nullable: true }) nameOfKind!: string | null;
}

@LegacyTable('shop_tag', 'A word for a sale.')
class ShopTag {
  @LegacyId() id!: string;
  @Integer('INTERNAL') saleId!: string;
  @Parent(() => ShopSale, 'saleId') sale?: ShopSale | null;
  @Text('INTERNAL', { length: 20 }) tag!: string;
}

@NewTable('shop_tags', 'A word for a sale.')
class NewShopTag {
  @NewId() id!: string;
  @Uuid('INTERNAL') saleId!: string;
  @Parent(() => NewShopSale, 'saleId') sale?: NewShopSale | null;
  @Text('INTERNAL') tag!: string;
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
      nick: copy('nick'),
      // Not a copy: what a personal value is a copy of is personal as well.
      nameOfKind: derived(['kind'], 'what people call the kind', (kind) => kind),
    },
    measures: [
      ...amounts('amount'),
      ...amounts('total'),
      breakdown('kind', 'done'),
      ...(['level', 'nick', 'nameOfKind'] as const).map((field) => breakdown(field)),
    ],
  });
  return own;
};

export const sales = declare('sales', 'MIGRATED');
/** The same rows, as if they had been made from others. */
export const madeSales = declare('madeSales', 'DERIVED');
/** Never compared by any test. */
export const otherSales = declare('otherSales', 'MIGRATED');

/** Found by what it is and whose. */
export const saleTags = mapping({
  name: 'saleTags',
  system: 'Shop',
  title: 'Tags of sales',
  description: 'Words for the sales of an invented shop.',
  legacy: { entity: ShopTag },
  new: { entity: NewShopTag, key: ['saleId', 'tag'] },
  rules: { saleId: reference('saleId', () => sales), tag: copy('tag') },
  measures: [breakdown('tag')],
});

const legacy = (id: number, change: Row = {}): Row => ({
  id,
  amount: '1',
  tip: null,
  kind: 'a',
  level: 1,
  done: true,
  deleted: false,
  before_id: null,
  nick: 'Cutter',
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
  nick: 'Cutter',
  name_of_kind: 'a',
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
        legacy(3, { kind: 'a ', done: false, nick: 'JD' }),
        legacy(4, { kind: null, amount: null, nick: null }),
        legacy(5, { nick: 'KL' }),
        legacy(6),
        legacy(7, { deleted: true, amount: '500' }),
        legacy(8, { deleted: true, amount: '500' }),
      ],
      shop_tag: [{ id: 1, sale_id: 1, tag: 'gift' }],
    },
    {
      shop_sales: [
        current(1, { amount: '0.005', total: '0.005' }),
        current(2, { ...huge, total: huge.amount, level: 'high', before_id: 'sale 1', name_of_kind: 'Invented' }),
        current(3, { kind: 'b', done: false, nick: 'Packer', name_of_kind: 'Made up' }),
        current(4, { kind: null, amount: null, total: null, nick: null, name_of_kind: null }),
        current(4, { id: 'sale 4 again', kind: null, amount: null, total: null }),
        current(8, { amount: '500', total: '500' }),
        current(99, { amount: '7', total: 'NaN' }),
        current(null, { amount: '1000000', kind: 'native' }),
      ],
      // The second is of the sale that no load wrote.
      shop_tags: [
        { id: 'tag 1', sale_id: 'sale 1', tag: 'gift' },
        { id: 'tag 2', sale_id: 'sale null', tag: 'gift' },
      ],
    },
  );
}
