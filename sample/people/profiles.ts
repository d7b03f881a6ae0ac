import type { Profile } from '../../entities/new/profile';
import { PERSON_WITHOUT_PROFILE_ID, VANISHED_AUTHOR_ID } from '../faults/fault-ids';
import { jsonObject, jsonText } from '../making/json';
import { LOADED_AT } from '../making/moments';
import { nulls, type Row } from '../making/row';
import type { Seed } from '../making/seed';
import type { Account } from './accounts';
import { genderOf, type LegacyPatient, medicalHistory } from './patients';

export const nameOf = (typed: string): string => typed.trim() || 'Unknown';

export function emailAddressOf(typed: string): string | null {
  const address = typed.trim().toLowerCase();
  return address.includes('@') ? address : null;
}

function kindOf(account: Account, patient: LegacyPatient | undefined): string {
  if (patient !== undefined) return 'patient';
  if (account.isSuperuser) return 'master';
  return account.isStaff ? 'technician' : 'doctor';
}

function makeProfile(seed: Seed, account: Account, patient: LegacyPatient | undefined): Row<Profile> {
  return {
    id: seed.newId('profiles', account.id),
    legacyUserId: account.id,
    legacyPatientId: patient?.id ?? null,
    profileType: kindOf(account, patient),
    email: emailAddressOf(account.email),
    firstName: nameOf(account.firstName),
    lastName: nameOf(account.lastName),
    phone: null,
    dateOfBirth: patient?.birthdate ?? null,
    gender: genderOf(patient?.sex ?? null),
    username: account.username,
    passwordHash: account.password,
    isActive: account.isActive,
    isVerified: false,
    archived: patient?.archived ?? false,
    suspended: patient?.suspended ?? false,
    patientSuffix: patient?.suffix ?? null,
    insuranceInfo: null,
    medicalHistory: patient === undefined ? null : medicalHistory(patient),
    lastLoginAt: account.lastLogin,
    metadata: jsonObject({ migrated_at: jsonText(LOADED_AT), migration_source: jsonText('auth_user') }),
    createdAt: LOADED_AT,
    updatedAt: LOADED_AT,
  };
}

/** Whether an account has a counterpart; one never got any. */
export const hasProfile = (accountId: string): boolean => accountId !== PERSON_WITHOUT_PROFILE_ID;

/** The profile of an account that a row names, where there is one. */
export const profileOf = (seed: Seed, accountId: string | null): string | null =>
  accountId === null || accountId === VANISHED_AUTHOR_ID || !hasProfile(accountId)
    ? null
    : seed.newId('profiles', accountId);

/** The profile that the load made for whatever needs a person and has none. */
export const systemProfile = (seed: Seed): string => seed.newId('profiles', 'system');

function makeSystemProfile(seed: Seed): Row<Profile> {
  return {
    ...nulls([
      'legacyUserId',
      'legacyPatientId',
      'email',
      'phone',
      'dateOfBirth',
      'passwordHash',
      'patientSuffix',
      'insuranceInfo',
      'medicalHistory',
      'lastLoginAt',
    ]),
    id: systemProfile(seed),
    profileType: 'master',
    firstName: 'System',
    lastName: 'Migration',
    gender: 'unknown',
    username: 'system',
    isActive: true,
    isVerified: false,
    archived: false,
    suspended: false,
    metadata: jsonObject({ migration_source: jsonText('system') }),
    createdAt: LOADED_AT,
    updatedAt: LOADED_AT,
  };
}

export function makeProfiles(
  seed: Seed,
  accounts: readonly Account[],
  patients: readonly LegacyPatient[],
): Row<Profile>[] {
  const patientOf = new Map(patients.map((patient) => [patient.userId, patient]));
  const migrated = accounts
    .filter((account) => hasProfile(account.id))
    .map((account) => makeProfile(seed, account, patientOf.get(account.id)));
  return [...migrated, makeSystemProfile(seed)];
}
