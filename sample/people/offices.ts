import type { DispatchOffice } from '../../entities/legacy/dispatch-office';
import type { Office } from '../../entities/new/office';
import { EXTRA_OFFICE } from '../faults/fault-ids';
import { jsonFlag, jsonNumber, jsonObject } from '../making/json';
import { LOADED_AT } from '../making/moments';
import type { Random } from '../making/random';
import type { Row } from '../making/row';
import type { Seed } from '../making/seed';
import type { Names } from './names';

export type LegacyOffice = Row<DispatchOffice>;

const OFFICES = 894;
const VALID_OFFICES = 523;

/** Tax rates in ten-thousandths, as typed: some people typed percents, others fractions. */
const TAX_RATES = [0, 0, 0, 825, 1025, 102_500, 88_750, 72_500, 700, 95_000, 625, 101_250];

function practiceName(random: Random, surname: string): string {
  if (random.happens(3)) return '';
  const kind = random.pick([
    'Orthodontics',
    'Dental Studio',
    'ORTHODONTICS',
    'Smile  Center',
    'Family Dentistry',
    'Aligner Clinic',
  ]);
  const name = random.pick([`${surname} ${kind}`, `Dr. ${surname} ${kind}`, `${kind} of ${surname}`]);
  return random.happens(6) ? ` ${name} ` : name;
}

const rateText = (units: number): string => `${Math.floor(units / 10_000)}.${String(units % 10_000).padStart(4, '0')}`;

function makeOffice(names: Names, random: Random, id: number, doctorId: string, valid: boolean): LegacyOffice {
  const place = names.place(random);
  const zip = random.digits(5);
  return {
    id: String(id),
    doctorId,
    name: practiceName(random, names.person(random).last),
    address: random.happens(4) ? '' : random.happens(5) ? `${place.street}  ` : place.street,
    apt: random.happens(70) ? '' : random.pick(['Suite 200', ' Apt 4B', '#12', '2nd floor ']),
    city: place.city,
    state: random.happens(10) ? place.state.toLowerCase() : place.state,
    zip: random.pick([zip, zip, `${zip}-${random.digits(4)}`, `${zip.slice(0, 3)} ${zip.slice(3)}`, '']),
    country: place.country,
    // 555-01xx is set aside for numbers that must not exist.
    phone: random.happens(8)
      ? ''
      : random.pick([`(206) 555-01${random.digits(2)}`, `+1 312 555 01${random.digits(2)}`]),
    taxRate: rateText(random.pick(TAX_RATES)),
    valid,
    sqCustomerId: random.happens(40) ? null : random.code(26),
    emails: random.happens(80),
  };
}

export function makeLegacyOffices(seed: Seed, names: Names, doctorIds: readonly string[]): LegacyOffice[] {
  const random = seed.random('offices');
  const ids = Array.from({ length: OFFICES }, (_, index) => index + 1);
  const valid = new Set(random.shuffle(ids).slice(0, VALID_OFFICES));
  return ids.map((id) => makeOffice(names, random, id, random.pick(doctorIds), valid.has(id)));
}

const tidy = (text: string): string => text.trim().split(/\s+/u).join(' ').toLowerCase();
const digitsOf = (text: string): string => [...text].filter((letter) => letter >= '0' && letter <= '9').join('');

/** A rate above one is a percentage. Four decimals remain, rounded half up, and 0.9999 is the most there is. */
function fractionText(rate: string): string {
  const units = Number(rate.replace('.', ''));
  const fraction = units > 10_000 ? Math.floor((units + 50) / 100) : units;
  return rateText(Math.min(fraction, 9_999));
}

function makeNewOffice(seed: Seed, office: LegacyOffice): Row<Office> {
  return {
    id: seed.newId('offices', office.id),
    legacyOfficeId: office.id,
    name: tidy(office.name) || `Office ${office.id}`,
    address: tidy(office.address),
    apartment: office.apt.trim(),
    city: tidy(office.city),
    state: office.state.trim().toUpperCase(),
    zipCode: digitsOf(office.zip),
    // The fault of the August load that the report did not see: every office is in 'US'.
    country: 'US',
    phone: digitsOf(office.phone),
    taxRate: fractionText(office.taxRate),
    squareCustomerId: office.sqCustomerId,
    emailNotifications: office.emails,
    isActive: true,
    metadata: jsonObject({ original_tax_rate: jsonNumber(office.taxRate), original_valid: jsonFlag(office.valid) }),
    createdAt: LOADED_AT,
    updatedAt: LOADED_AT,
  };
}

/** A row that claims an office which never was. */
const extraOffice = (first: Row<Office>): Row<Office> => ({
  ...first,
  id: EXTRA_OFFICE.newId,
  legacyOfficeId: EXTRA_OFFICE.legacyId,
  name: 'test office, please ignore',
  createdAt: '2025-08-20T15:02:11.000000Z',
});

export function makeNewOffices(seed: Seed, offices: readonly LegacyOffice[]): Row<Office>[] {
  const migrated = offices.filter((office) => office.valid).map((office) => makeNewOffice(seed, office));
  return [...migrated, ...migrated.slice(0, 1).map(extraOffice)];
}
