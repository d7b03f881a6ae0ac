import type { Technician } from '../../entities/new/technician';
import { jsonObject, jsonText } from '../making/json';
import { LOADED_AT } from '../making/moments';
import { type Row, RowIndex } from '../making/row';
import type { Seed } from '../making/seed';
import type { Account } from './accounts';
import { emailAddressOf, nameOf } from './profiles';
import { staffIds, technicianJobs } from './staff';

function makeTechnician(seed: Seed, account: Account, specialty: string): Row<Technician> {
  return {
    id: seed.newId('technicians', account.id),
    legacyUserId: account.id,
    createdAt: LOADED_AT,
    email: emailAddressOf(account.email),
    firstName: nameOf(account.firstName),
    hireDate: account.dateJoined.slice(0, 10),
    isActive: account.isActive,
    lastName: nameOf(account.lastName),
    metadata: jsonObject({ identified_by: jsonText('role') }),
    phone: null,
    profileId: seed.newId('profiles', account.id),
    specialty,
    updatedAt: LOADED_AT,
    userId: null,
  };
}

export function makeTechnicians(seed: Seed, accounts: readonly Account[]): Row<Technician>[] {
  const byId = new RowIndex(accounts);
  return technicianJobs.flatMap((job, index) => {
    const account = byId.find(String(staffIds.Technician[index]));
    return account === undefined ? [] : [makeTechnician(seed, account, job.specialty)];
  });
}
