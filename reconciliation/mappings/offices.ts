import { DispatchOffice } from '../../entities/legacy/dispatch-office';
import { Office } from '../../entities/new/office';
import { mapping } from '../declaration';
import { copy, flag, integer, text } from '../rules/copy';
import { derived, ignored } from '../rules/made';
import { isTrue } from '../scopes';

const UNITED_STATES = new Set(['usa', 'us', 'united states']);

function countryName(typed: string): string | null {
  const name = typed.trim();
  return UNITED_STATES.has(name.toLowerCase()) ? 'USA' : name || null;
}

/** A tax rate as a fraction with four decimals, rounded half up as the new column itself would round. */
function taxFraction(typed: string): string {
  const [, whole, decimals = ''] = /^(\d+)(?:\.(\d+))?$/.exec(typed) ?? [];
  // A negative rate is nonsense that nobody should see repaired.
  if (whole === undefined) return typed;
  const scale = Math.max(decimals.length, 4);
  const units = BigInt(whole + decimals.padEnd(scale, '0'));
  const isPercent = units > 10n ** BigInt(scale);
  const step = 10n ** BigInt(scale - 4 + (isPercent ? 2 : 0));
  const rounded = (units * 2n + step) / (step * 2n);
  return `0.${String(rounded > 9999n ? 9999n : rounded).padStart(4, '0')}`;
}

const spelling = { trim: true, collapse: true, letters: 'lower' } as const;

import { whenLoaded } from './shared';

export const offices = mapping({
  name: 'offices',
  system: 'Users',
  title: 'Offices',
  description: 'The practices that doctors work in and that finished work is sent to, with their addresses tidied up.',
  legacy: {
    entity: DispatchOffice,
    scope: isTrue('valid', 'an office that was marked as not valid is no longer used'),
  },
  new: { entity: Office, key: 'legacyOfficeId' },
  rules: {
    legacyOfficeId: integer('id'),
    name: derived(
      ['name', 'id'],
      `text of name, tidied like the address; 'Office' and the id when empty`,
      (name, id) => (name ?? '').trim().replace(/\s+/gu, ' ').toLowerCase() || `Office ${id}`,
    ),
    address: text('address', spelling),
    apartment: text('apt', { trim: true }),
    city: text('city', spelling),
    state: text('state', { trim: true, letters: 'upper' }),
    zipCode: text('zip', { digits: true }),
    // Known defect: the August load wrote 'US' into every row. The spelling is that of the November correction.
    country: derived(['country'], `country, trimmed; every spelling of the United States becomes 'USA'`, (country) =>
      countryName(country ?? ''),
    ),
    phone: text('phone', { digits: true }),
    // Some legacy rows hold percents where others hold fractions.
    taxRate: derived(['taxRate'], 'taxRate as a fraction: above 1 it is a percentage; 0.9999 at most', (rate) =>
      rate === null ? null : taxFraction(rate),
    ),
    squareCustomerId: copy('sqCustomerId'),
    // Known defect: the August load switched the e-mails of every office on.
    emailNotifications: flag('emails'),
    isActive: flag('valid'),
    metadata: ignored('notes of the load, such as the tax rate as it was typed'),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
