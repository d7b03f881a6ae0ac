import type { AuthGroup } from '../../entities/legacy/auth-group';
import type { AuthUserGroups } from '../../entities/legacy/auth-user-groups';
import type { Team } from '../../entities/new/team';
import { jsonNumber, jsonObject } from '../making/json';
import { LOADED_AT } from '../making/moments';
import type { Row } from '../making/row';
import type { Seed } from '../making/seed';
import { doctorIds } from './doctor-ids';
import type { LegacyPatient } from './patients';
import { staffIds, trainees } from './staff';

/** Groups by name. Patients and doctors are groups too, but no teams. */
const groupIds = {
  Patient: '1',
  Doctor: '2',
  Billing: '3',
  Administrator: '4',
  Master: '5',
  Sales: '6',
  Support: '7',
  Medical: '8',
  Export: '9',
  External: '10',
  Technician: '11',
} as const;

export type GroupName = keyof typeof groupIds;

export const groupId = (name: GroupName): string => groupIds[name];

export const makeGroups = (): Row<AuthGroup>[] => Object.entries(groupIds).map(([name, id]) => ({ id, name }));

export function makeMemberships(patients: readonly LegacyPatient[]): Row<AuthUserGroups>[] {
  const staff = Object.entries(staffIds).flatMap(([name, ids]) =>
    ids.map((id) => ({ userId: String(id), groupId: groupIds[name as keyof typeof staffIds] })),
  );
  const members = [
    ...staff,
    ...trainees.map((id) => ({ userId: String(id), groupId: groupIds.Technician })),
    ...doctorIds.map((userId) => ({ userId, groupId: groupIds.Doctor })),
    ...patients.map(({ userId }) => ({ userId, groupId: groupIds.Patient })),
  ];
  return members.map((member, index) => ({ id: String(index + 1), ...member }));
}

const teams: readonly (readonly [group: GroupName, name: string, kind: string])[] = [
  ['Administrator', 'Administrator Team', 'Administrative'],
  ['Billing', 'Billing Team', 'Financial'],
  ['Medical', 'Medical Team', 'Medical'],
  ['Export', 'Export Team', 'Data'],
  ['External', 'External Partners', 'External'],
  ['Master', 'Master Team', 'Management'],
  ['Sales', 'Sales Team', 'Sales'],
  ['Support', 'Support Team', 'Support'],
  ['Technician', 'Technician Team', 'Technical'],
];

export const makeTeams = (seed: Seed): Row<Team>[] =>
  teams.map(([group, name, kind]) => ({
    id: seed.newId('teams', name),
    createdAt: LOADED_AT,
    description: kind,
    isActive: true,
    metadata: jsonObject({ legacy_group_id: jsonNumber(groupIds[group]) }),
    name,
    updatedAt: LOADED_AT,
  }));
