import {
  BigInteger,
  Decimal,
  Json,
  LegacyId,
  LegacyTable,
  NewId,
  NewTable,
  Parent,
  Text,
  Uuid,
} from '../../entities/column';
import { mapping } from '../../reconciliation/declaration';
import type { Mapping } from '../../reconciliation/mapping';
import { decimal, integer, json } from '../../reconciliation/rules/copy';
import { ignored } from '../../reconciliation/rules/made';
import { map } from '../../reconciliation/rules/map';
import { reference } from '../../reconciliation/rules/reference';
import type { Row } from '../mappings/fixture';

/** A pair of tables that no customer has, with keys of 64 bits and numbers of many digits. */

@LegacyTable('invented_entry', 'An entry of an invented journal.')
export class InventedEntry {
  @LegacyId() id!: string;
  @BigInteger('INTERNAL', { nullable: true }) previousId!: string | null;
  @Parent(() => InventedEntry, 'previousId') previous?: InventedEntry | null;
  @Decimal('INTERNAL', { precision: 38, scale: 10 }) amount!: string;
  @Text('INTERNAL') detail!: string;
  @Text('INTERNAL', { length: 10 }) kind!: string;
}

@NewTable('invented_rows', 'An entry of an invented journal.')
export class InventedRow {
  @NewId() id!: string;
  @BigInteger('INTERNAL', { nullable: true }) legacyEntryId!: string | null;
  @Uuid('INTERNAL', { nullable: true }) previousId!: string | null;
  @Parent(() => InventedRow, 'previousId') previous?: InventedRow | null;
  // The entry before the previous one, which only one of the mappings looks at.
  @Uuid('INTERNAL', { nullable: true }) beforeId!: string | null;
  @Decimal('INTERNAL') amount!: string;
  @Json('INTERNAL', { nullable: true }) detail!: string | null;
  @Text('INTERNAL') kind!: string;
}

export const inventedRows: Mapping = mapping({
  name: 'inventedRows',
  system: 'Invented',
  title: 'Invented rows',
  description: 'Entries of an invented journal.',
  legacy: { entity: InventedEntry },
  new: { entity: InventedRow, key: 'legacyEntryId' },
  rules: {
    legacyEntryId: integer('id'),
    previousId: reference('previousId', () => inventedRows, { required: true }),
    beforeId: ignored('another mapping fills it in'),
    amount: decimal('amount', 38, 10),
    detail: json('detail'),
    kind: map('kind', { a: 'first', b: 'second' }),
  },
});

export const entry = (id: string, change: Row = {}): Row => ({
  id,
  previous_id: id,
  amount: '1.5',
  detail: '{}',
  kind: 'a',
  ...change,
});

export const row = (id: string, change: Row = {}): Row => ({
  id: `row ${id}`,
  legacy_entry_id: id,
  previous_id: `row ${id}`,
  amount: '1.5',
  detail: '{}',
  kind: 'first',
  ...change,
});
