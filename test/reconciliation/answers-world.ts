import {
  Decimal,
  Flag,
  Instant,
  Integer,
  LegacyId,
  LegacyTable,
  NewId,
  NewTable,
  Parent,
  Text,
  Uuid,
} from '../../entities/column';
import type { DataClass } from '../../entities/table';
import { companion, mapping } from '../../reconciliation/declaration';
import type { Mapping } from '../../reconciliation/mapping';
import { copy, decimal, instant, integer } from '../../reconciliation/rules/copy';
import { constant } from '../../reconciliation/rules/made';
import { map } from '../../reconciliation/rules/map';
import { reference } from '../../reconciliation/rules/reference';
import { isFalse } from '../../reconciliation/scopes';
import type { Row } from '../mappings/fixture';

/** An invented depot: keepers own boxes, boxes hold items, items carry tags. No customer has it. */

@LegacyTable('depot_keeper', 'Keeps boxes.')
export class DepotKeeper {
  @LegacyId() id!: string;
  @Text('PERSONAL') name!: string;
  @Text('INTERNAL', { length: 10 }) kind!: string;
}

@LegacyTable('depot_box', 'Holds items.')
export class DepotBox {
  @LegacyId() id!: string;
  @Integer('INTERNAL', { nullable: true }) keeperId!: string | null;
  @Parent(() => DepotKeeper, 'keeperId') keeper?: DepotKeeper | null;
}

@LegacyTable('depot_item', 'Lies in a box.')
export class DepotItem {
  @LegacyId() id!: string;
  @Integer('INTERNAL', { nullable: true }) boxId!: string | null;
  @Parent(() => DepotBox, 'boxId') box?: DepotBox | null;
  @Integer('INTERNAL', { nullable: true }) lenderId!: string | null;
  @Text('INTERNAL', { length: 20, nullable: true }) state!: string | null;
  @Text('PERSONAL', { nullable: true }) remark!: string | null;
  @Text('SECRET') seal!: string;
  @Decimal('INTERNAL', { precision: 10, scale: 2, nullable: true }) price!: string | null;
  @Instant('INTERNAL', { nullable: true }) storedAt!: string | null;
  @Flag('INTERNAL') isItem!: boolean;
  @Flag('INTERNAL') isLost!: boolean;
}

@LegacyTable('depot_seal', 'Checks an item, of which the first counts.')
export class DepotCheck {
  @LegacyId() id!: string;
  @Integer('INTERNAL') itemId!: string;
  @Integer('INTERNAL', { nullable: true }) keeperId!: string | null;
}

@LegacyTable('depot_tag', 'Says something of an item.')
export class DepotTag {
  @LegacyId() id!: string;
  @Integer('INTERNAL') itemId!: string;
  @Text('INTERNAL', { length: 20 }) word!: string;
}

@NewTable('depot_keepers', 'Keeps boxes.')
export class NewKeeper {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true }) legacyKeeperId!: string | null;
  @Text('PERSONAL') name!: string;
  @Text('INTERNAL') role!: string;
}

@NewTable('depot_boxes', 'Holds items.')
export class NewBox {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true }) legacyBoxId!: string | null;
  @Uuid('INTERNAL', { nullable: true }) keeperId!: string | null;
}

// Without parents, so that the tests may plant ids that lead nowhere.
@NewTable('depot_things', 'Items and whatever else lies about.')
export class NewThing {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true }) legacyItemId!: string | null;
  @Text('INTERNAL') sort!: string;
  @Uuid('INTERNAL', { nullable: true }) boxId!: string | null;
  @Uuid('INTERNAL', { nullable: true }) keeperId!: string | null;
  @Uuid('INTERNAL', { nullable: true }) lenderId!: string | null;
  @Uuid('INTERNAL', { nullable: true }) checkerId!: string | null;
  @Text('INTERNAL', { nullable: true }) state!: string | null;
  @Text('PERSONAL', { nullable: true }) remark!: string | null;
  @Text('SECRET', { nullable: true }) seal!: string | null;
  @Decimal('INTERNAL', { nullable: true }) price!: string | null;
  @Instant('INTERNAL', { nullable: true }) storedAt!: string | null;
}

@NewTable('depot_tags', 'Says something of a thing.')
export class NewTag {
  @NewId() id!: string;
  @Uuid('INTERNAL', { nullable: true }) thingId!: string | null;
  @Text('INTERNAL', { nullable: true }) word!: string | null;
}

const names = { system: 'Invented', description: 'Of an invented depot.' };

export const keepers: Mapping = mapping({
  ...names,
  name: 'keepers',
  title: 'Keepers',
  legacy: { entity: DepotKeeper },
  new: { entity: NewKeeper, key: 'legacyKeeperId' },
  rules: {
    legacyKeeperId: integer('id'),
    name: copy('name'),
    role: map('kind', { m: 'master', h: 'helper' }),
  },
});

export const boxes: Mapping = mapping({
  ...names,
  name: 'boxes',
  title: 'Boxes',
  legacy: { entity: DepotBox },
  new: { entity: NewBox, key: 'legacyBoxId' },
  rules: { legacyBoxId: integer('id'), keeperId: reference('keeperId', () => keepers) },
});

export const items: Mapping = mapping({
  ...names,
  name: 'items',
  title: 'Items',
  legacy: {
    entity: DepotItem,
    companions: { check: companion(DepotCheck, 'itemId') },
    population: { isItem: 'true' },
    scope: isFalse('isLost', 'what is lost is not taken along'),
  },
  new: { entity: NewThing, key: 'legacyItemId', where: { sort: 'item' } },
  requires: { box: reference('boxId', () => boxes) },
  rules: {
    legacyItemId: integer('id'),
    sort: constant('item', 'others write to the table as well'),
    boxId: reference('boxId', () => boxes),
    keeperId: reference('box.keeperId', () => keepers, {
      eligible: { where: { role: 'master' }, because: 'only masters answer for items' },
      required: false,
    }),
    lenderId: reference(['lenderId', 'box.keeperId'], () => keepers),
    checkerId: reference('check.keeperId', () => keepers),
    state: map('state', { 1: 'new', 2: 'used', 3: 'broken' }, { otherwise: 'new' }),
    remark: copy('remark'),
    seal: copy('seal'),
    price: decimal('price', 10, 2),
    storedAt: instant('storedAt'),
  },
});

export const tags: Mapping = mapping({
  ...names,
  name: 'tags',
  title: 'Tags',
  provenance: 'DERIVED',
  legacy: { entity: DepotTag },
  new: { entity: NewTag, key: ['thingId', 'word'] },
  rules: {
    thingId: reference('itemId', () => items),
    word: map('word', { r: 'red', R: 'red', g: 'green' }),
  },
});

export const depot: readonly Mapping[] = [keepers, boxes, items, tags];

export const keeper = (id: number, change: Row = {}): Row => ({ id, name: `Keeper ${id}`, kind: 'm', ...change });
export const box = (id: number, change: Row = {}): Row => ({ id, keeper_id: 1, ...change });
export const item = (id: number, change: Row = {}): Row => ({
  id,
  box_id: 1,
  lender_id: null,
  state: '1',
  remark: 'as it came',
  seal: 'CANARY seal',
  price: '12.50',
  stored_at: '2021-05-05 10:00:00.000001',
  is_item: true,
  is_lost: false,
  ...change,
});
export const tag = (id: number, change: Row = {}): Row => ({ id, item_id: 1, word: 'r', ...change });

export const newKeeper = (id: number, change: Row = {}): Row => ({
  id: `keeper ${id}`,
  legacy_keeper_id: id,
  name: `Keeper ${id}`,
  role: 'master',
  ...change,
});
export const newBox = (id: number, change: Row = {}): Row => ({
  id: `box ${id}`,
  legacy_box_id: id,
  keeper_id: 'keeper 1',
  ...change,
});
export const thing = (id: number, change: Row = {}): Row => ({
  id: `thing ${id}`,
  legacy_item_id: id,
  sort: 'item',
  box_id: 'box 1',
  keeper_id: 'keeper 1',
  lender_id: 'keeper 1',
  checker_id: null,
  state: 'new',
  remark: 'as it came',
  seal: 'CANARY seal',
  price: '12.5',
  stored_at: '2021-05-05 10:00:00.000001',
  ...change,
});
export const newTag = (id: number, change: Row = {}): Row => ({
  id: `tag ${id}`,
  thing_id: 'thing 1',
  word: 'red',
  ...change,
});

/** The mapping with one new column of another class. */
const classed = (mapping: Mapping, property: string, dataClass: DataClass): Mapping => ({
  ...mapping,
  fields: mapping.fields.map((field) =>
    field.property === property ? { ...field, column: { ...field.column, dataClass } } : field,
  ),
});
export const keepingSecret = (mapping: Mapping, property: string): Mapping => classed(mapping, property, 'SECRET');
export const aboutPeople = (mapping: Mapping, property: string): Mapping => classed(mapping, property, 'PERSONAL');

/** As many of something as there are numbers from the first to the last. */
export const range = <T>(from: number, to: number, make: (id: number) => T): T[] =>
  Array.from({ length: to - from + 1 }, (_, index) => make(from + index));
