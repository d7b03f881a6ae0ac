import type { DispatchRole } from '../../entities/legacy/dispatch-role';
import type { LabRole } from '../../entities/new/lab-role';
import type { TechnicianRole } from '../../entities/new/technician-role';
import { WRONG_DESCRIPTION_ROLE_ID } from '../faults/fault-ids';
import { LOADED_AT } from '../making/moments';
import type { Row } from '../making/row';
import type { Seed } from '../making/seed';
import { groupId } from './groups';
import { staffIds, technicianJobs } from './staff';

type LegacyRole = Row<DispatchRole>;

const OTHER_ROLES = [
  ['Case Manager', 'CM', 'Support'],
  ['Treatment Coordinator', 'TC', 'Support'],
  ['Billing Clerk', 'BC', 'Billing'],
  ['Auditor', 'AUD', 'Billing'],
  ['Clinical Reviewer', 'CR', 'Medical'],
  ['Clinical Advisor', 'CA', 'Medical'],
  ['Exporter', 'EX', 'Export'],
  ['Partner Lab', 'PL', 'External'],
  ['Account Manager', 'AM', 'Sales'],
  ['Field Sales', '', 'Sales'],
  ['Lab Master', 'LM', 'Master'],
  ['Deputy Master', '', 'Master'],
  ['Administrator', 'ADM', 'Administrator'],
] as const;

/** The 46 roles: one for each technician, the others without a person or without a group. */
export function makeLegacyRoles(seed: Seed): LegacyRole[] {
  const technicians = technicianJobs.map((job, index) => ({
    name: job.specialty,
    // Some carry no short code.
    abbrev: index % 9 === 4 ? '' : `${job.abbrev}-${index + 1}`,
    userId: String(staffIds.Technician[index]),
    groupId: groupId('Technician'),
  }));
  const others = OTHER_ROLES.map(([name, abbrev, group]) => ({ name, abbrev, userId: null, groupId: groupId(group) }));
  const none = { name: 'Unassigned', abbrev: '', userId: null, groupId: null };
  const random = seed.random('roles');
  return random.shuffle([...technicians, ...others, none]).map((role, index) => ({
    id: String(index + 1),
    ...role,
    type: role.groupId === groupId('Technician') ? '1' : random.pick([null, '2', '3']),
    order: String(index),
  }));
}

const descriptionOf = (role: LegacyRole): string =>
  role.id === WRONG_DESCRIPTION_ROLE_ID ? role.name : role.abbrev || `Role: ${role.name}`;

export const makeNewRoles = (seed: Seed, roles: readonly LegacyRole[]): Row<LabRole>[] =>
  roles.map((role) => ({
    id: seed.newId('roles', role.id),
    legacyId: role.id,
    createdAt: LOADED_AT,
    description: descriptionOf(role),
    name: role.name,
    updatedAt: LOADED_AT,
  }));

/** What the old script made of each kind of work, by the first word of it that it knew. */
const roleTypes = new Map([
  ['Sectioning Technician', 'sectioning'],
  ['Designing Technician', 'designing'],
  ['Remote Technician', 'remote'],
  ['Manufacturing Technician', 'manufacturing'],
  ['Remote Technician Sectioning Approver', 'sectioning'],
  ['Japan Aligner Technician', 'manufacturing'],
]);

/** Every role hangs on one technician, the first, as the old script left them: right for that one alone. */
export function makeTechnicianRoles(seed: Seed, roles: readonly LegacyRole[]): Row<TechnicianRole>[] {
  const first = seed.newId('profiles', String(staffIds.Technician[0]));
  return roles
    .filter((role) => role.groupId === groupId('Technician'))
    .map((role) => ({
      id: seed.newId('technician_roles', role.id),
      legacyRoleId: role.id,
      abbreviation: role.abbrev || role.name.slice(0, 10),
      assignedAt: LOADED_AT,
      isActive: true,
      roleName: role.name,
      roleType: roleTypes.get(role.name) ?? '',
      technicianId: first,
    }));
}
