import { BigInteger, Decimal, Json, LegacyId, LegacyTable, NewId, NewTable, Parent, Text, Uuid } from '../../entities/column';
import { mapping } from '../../reconciliation/declaration';
import type { Mapping } from '../../reconciliation/mapping';
import { decimal, integer, json } from '../../reconciliation/rules/copy';
import { reference } from '../../reconciliation/rules/reference';

/** A pair of tables that no customer has, with keys of 64 bits and numbers of many digits. */

@LegacyTable('invented_entry', 'An entry of an invented journal.')
export class InventedEntry {
  @LegacyId() id!: string;
  @BigInteger('INTERNAL', { nullable: true }) previousId!: string | null;
  @Parent(() => InventedEntry, 'previousId') previous?: InventedEntry | null;
  @Decimal('INTERNAL', { precision: 38, scale: 10 }) amount!: string;
  @Text('INTERNAL') detail!: string;
}

@NewTable('invented_rows', 'An entry of an invented journal.')
export class InventedRow {
  @NewId() id!: string;
  @BigInteger('INTERNAL', { nullable: true }) legacyEntryId!: string | null;
  @Uuid('INTERNAL', { nullable: true }) previousId!: string | null;
  @Parent(() => InventedRow, 'previousId') previous?: InventedRow | null;
  @Decimal('INTERNAL') amount!: string;
  @Json('INTERNAL', { nullable: true }) detail!: string | null;
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
    amount: decimal('amount', 38, 10),
    detail: json('detail'),
  },
});
