import {
  BigInteger,
  CalendarDate,
  Decimal,
  Flag,
  Instant,
  Integer,
  Json,
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
import { copy, date, decimal, flag, instant, integer, json, text } from '../../../reconciliation/rules/copy';
import { asJson, asNumber, asText, document } from '../../../reconciliation/rules/document';
import { keywords } from '../../../reconciliation/rules/keywords';
import { constant, derived } from '../../../reconciliation/rules/made';
import { map } from '../../../reconciliation/rules/map';
import { reference } from '../../../reconciliation/rules/reference';
import { differsFrom } from '../../../reconciliation/scopes';

/**
 * A pair of tables with a column of every kind and a field of nearly every rule. Each field reads a column of its own, so
 * that nothing else differs where one of them does.
 */

@LegacyTable('kinds_entry', 'A record with a value of every kind.')
export class KindsEntry {
  @LegacyId() id!: string;
  @Integer('INTERNAL', { nullable: true }) number!: string | null;
  @Integer('INTERNAL', { nullable: true }) code!: string | null;
  @BigInteger('INTERNAL', { nullable: true }) size!: string | null;
  @Decimal('INTERNAL', { nullable: true, precision: 12, scale: 4 }) price!: string | null;
  @Flag('INTERNAL', { nullable: true }) open!: boolean | null;
  @Flag('INTERNAL', { nullable: true }) shut!: boolean | null;
  @Text('INTERNAL', { nullable: true, length: 40 }) title!: string | null;
  @Text('INTERNAL', { nullable: true, length: 40 }) subtitle!: string | null;
  @Text('INTERNAL', { nullable: true, length: 40 }) label!: string | null;
  @Text('INTERNAL', { nullable: true, length: 40 }) status!: string | null;
  @Text('INTERNAL', { nullable: true }) body!: string | null;
  @Text('INTERNAL', { nullable: true }) content!: string | null;
  @Text('INTERNAL', { nullable: true }) inner!: string | null;
  @Text('INTERNAL', { nullable: true }) detail!: string | null;
  @Instant('INTERNAL', { nullable: true }) at!: string | null;
  @CalendarDate('INTERNAL', { nullable: true }) day!: string | null;
  @Uuid('INTERNAL', { nullable: true }) uid!: string | null;
  @Integer('INTERNAL', { nullable: true }) parentId!: string | null;
  @Parent(() => KindsEntry, 'parentId') parent?: KindsEntry | null;
  @Integer('INTERNAL', { nullable: true }) guardianId!: string | null;
  @Parent(() => KindsEntry, 'guardianId') guardian?: KindsEntry | null;
}

@NewTable('kinds_rows', 'A record with a value of every kind.')
export class KindsRow {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, indexed: true }) legacyId!: string | null;
  @Integer('INTERNAL', { nullable: true }) number!: string | null;
  @BigInteger('INTERNAL') size!: string;
  @Decimal('INTERNAL', { nullable: true }) price!: string | null;
  @Flag('INTERNAL', { nullable: true }) open!: boolean | null;
  @Flag('INTERNAL', { nullable: true }) closed!: boolean | null;
  @Text('INTERNAL', { nullable: true }) title!: string | null;
  @Text('INTERNAL') subtitle!: string;
  @Text('INTERNAL', { nullable: true, length: 5 }) short!: string | null;
  @Text('INTERNAL', { nullable: true }) body!: string | null;
  @Text('INTERNAL', { nullable: true }) shaped!: string | null;
  @Text('INTERNAL', { nullable: true }) kind!: string | null;
  @Text('INTERNAL') sort!: string;
  @Text('INTERNAL', { nullable: true }) made!: string | null;
  @Text('INTERNAL') origin!: string;
  @Json('INTERNAL', { nullable: true }) detail!: string | null;
  @Json('INTERNAL', { nullable: true }) wrapped!: string | null;
  @Instant('INTERNAL', { nullable: true }) at!: string | null;
  @CalendarDate('INTERNAL', { nullable: true }) day!: string | null;
  @Uuid('INTERNAL', { nullable: true }) uid!: string | null;
  @Uuid('INTERNAL', { nullable: true }) parentId!: string | null;
  @Parent(() => KindsRow, 'parentId') parent?: KindsRow | null;
  @Uuid('INTERNAL', { nullable: true }) openParentId!: string | null;
  @Parent(() => KindsRow, 'openParentId') openParent?: KindsRow | null;
}

export const kindsRows: Mapping = mapping({
  name: 'kindsRows',
  system: 'Invented',
  title: 'Rows of every kind',
  description: 'Records with a value of every kind.',
  legacy: { entity: KindsEntry, scope: differsFrom('status', ['out'], 'what is out stays out') },
  new: { entity: KindsRow, key: 'legacyId' },
  rules: {
    legacyId: integer('id'),
    number: copy('number'),
    size: integer('size'),
    price: decimal('price', 12, 4),
    open: flag('open'),
    closed: flag('shut', { inverted: true, absent: 'true' }),
    title: copy('title'),
    subtitle: copy('subtitle'),
    short: copy('label'),
    body: copy('body'),
    shaped: text('content', { trim: true, empty: null }),
    kind: map('code', { 1: 'one', 2: 'two' }, { otherwise: null }),
    sort: keywords('status', [[['a'], 'with a']], 'without'),
    made: derived(['code', 'status'], 'both in one', (code, status) => `${code} ${status}`),
    origin: constant('kinds', 'where it is from'),
    detail: json('detail', { nothing: [''] }),
    wrapped: document({ inner: asJson('inner'), title: asText('status'), number: asNumber('number') }),
    at: instant('at'),
    day: date('day'),
    uid: copy('uid'),
    parentId: reference('parentId', () => kindsRows),
    openParentId: reference('guardianId', () => kindsRows, {
      eligible: { where: { open: 'true' }, because: 'only open ones' },
    }),
  },
});
