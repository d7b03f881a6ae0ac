import type { DispatchDoctorsetting } from '../../entities/legacy/dispatch-doctorsetting';
import type { Doctor } from '../../entities/new/doctor';
import { dayText, LOADED_AT } from '../making/moments';
import { moneyText } from '../making/money';
import type { Random } from '../making/random';
import { nulls, type Row } from '../making/row';
import type { Seed } from '../making/seed';
import { clinicalNote } from '../making/texts';
import { type Account, makeAccount } from './accounts';
import { doctorIds } from './doctor-ids';
import { firstLinks, type OfficeLink } from './doctor-offices';
import type { Names } from './names';
import type { LegacyOffice } from './offices';

export function makeDoctors(seed: Seed, names: Names): Account[] {
  const random = seed.random('doctors');
  return doctorIds.map((id) =>
    makeAccount(names, random, { id: Number(id), joined: random.instant('2014-03-01', '2025-08-10'), emails: 92 }),
  );
}

const maybe = <T>(random: Random, percent: number, make: () => T): T | null =>
  random.happens(percent) ? make() : null;

export function makeDoctorsettings(seed: Seed): Row<DispatchDoctorsetting>[] {
  const random = seed.random('doctorsettings');
  return random.shuffle(doctorIds).map((userId, index) => ({
    id: String(index + 1),
    userId,
    clinicalPreferences: random.happens(50) ? '' : clinicalNote(random),
    sqCustomerId: maybe(random, 55, () => random.code(26)),
    promisedPayment: maybe(random, 10, () => moneyText(random.integer(50_000, 2_000_000))),
    credit: maybe(random, 30, () => moneyText(random.integer(0, 150_000))),
    tierFinish: maybe(random, 20, () => dayText(random.day('2025-01-01', '2026-12-31'))),
    tierType: maybe(random, 20, () => String(random.integer(1, 4))),
    installmentPayments: maybe(random, 80, () => random.happens(20)),
    baaAgreedAt: maybe(random, 70, () => random.instant('2016-01-01', '2025-08-01')),
    eulaAgreedAt: maybe(random, 75, () => random.instant('2016-01-01', '2025-08-01')),
    companyAccount: maybe(random, 80, () => random.happens(5)),
  }));
}

const UNKNOWN_TO_THE_LEGACY_SIDE = nulls([
  'bio',
  'boardCertifications',
  'consultationDurationMinutes',
  'consultationFee',
  'education',
  'followUpDurationMinutes',
  'languagesSpoken',
  'licenseNumber',
  'licensedSince',
  'maxPatientLoad',
  'npiNumber',
  'paymentTerms',
  'practiceType',
  'professionalMemberships',
  'specialties',
  'workingHours',
]);

export function makeNewDoctors(
  seed: Seed,
  doctors: readonly Account[],
  offices: readonly LegacyOffice[],
  links: readonly OfficeLink[],
): Row<Doctor>[] {
  const first = firstLinks(offices, links);
  return doctors.map((account) => {
    const office = first.get(account.id)?.officeId;
    return {
      ...UNKNOWN_TO_THE_LEGACY_SIDE,
      id: seed.newId('doctors', account.id),
      legacyDoctorId: account.id,
      legacyUserId: account.id,
      acceptsInsurance: false,
      doctorNumber: `DOC-${account.id.padStart(6, '0')}`,
      isAcceptingPatients: true,
      joinedPracticeAt: account.dateJoined,
      primaryOfficeId: office === undefined ? null : seed.newId('offices', office),
      profileId: seed.newId('profiles', account.id),
      specialty: 'orthodontics',
      status: 'active',
      updatedAt: LOADED_AT,
      yearsExperience: String(2025 - Number(account.dateJoined.slice(0, 4))),
    };
  });
}
