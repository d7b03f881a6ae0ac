import { PERSON_WITHOUT_PROFILE_ID } from '../faults/fault-ids';
import type { Seed } from '../making/seed';
import { type Account, makeAccount } from './accounts';
import type { Names } from './names';

/** The people of the lab by what they do. Ids are fixed, because notes and planted faults name them. */
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

export const staffIds = {
  Administrator: [1, 2],
  Master: range(3, 8),
  Billing: [9],
  Export: [10],
  Technician: range(11, 42),
  Sales: range(43, 47),
  Support: [48, 49],
  Medical: [50],
  External: [51],
} as const satisfies Record<string, readonly number[]>;

/** Members of the technicians group without a role: they are no technicians, which counting members would get wrong. */
export const trainees: readonly number[] = [52, 53, 54];

/** Ordinary accounts that are no doctors, because they never had doctor settings. */
const OTHER_ORDINARY_ACCOUNT_ID = 62;
const ordinaryIds: readonly number[] = [Number(PERSON_WITHOUT_PROFILE_ID), OTHER_ORDINARY_ACCOUNT_ID];

/** Accounts that some patients name as their doctor, although none of them has doctor settings. */
export const accountsTakenForDoctors: readonly string[] = ['4', '13', '45', String(OTHER_ORDINARY_ACCOUNT_ID)];

const FIRST_HIRED = '2018-02-22T08:12:45.120934Z';
// The last microsecond of the day in UTC: a zone mistake of any size would move it.
const LAST_HIRED = '2025-07-29T23:59:59.999999Z';

interface Job {
  readonly specialty: string;
  readonly abbrev: string;
  readonly people: number;
  readonly active: number;
}

/** The technicians by kind of work, as the Phase 7 report counts them. */
const jobs: readonly Job[] = [
  { specialty: 'Sectioning Technician', abbrev: 'ST', people: 11, active: 2 },
  { specialty: 'Designing Technician', abbrev: 'DT', people: 9, active: 3 },
  { specialty: 'Remote Technician', abbrev: 'RT', people: 6, active: 4 },
  { specialty: 'Manufacturing Technician', abbrev: 'MT', people: 4, active: 3 },
  { specialty: 'Remote Technician Sectioning Approver', abbrev: 'RTSA', people: 1, active: 1 },
  { specialty: 'Japan Aligner Technician', abbrev: 'JAT', people: 1, active: 1 },
];

/** Each technician's kind of work and whether they still do it, in the order of their ids. */
export const technicianJobs = jobs.flatMap((job) =>
  range(1, job.people).map((number) => ({
    specialty: job.specialty,
    abbrev: job.abbrev,
    isActive: number <= job.active,
  })),
);

/** Everybody who is neither doctor nor patient. */
export function makeStaff(seed: Seed, names: Names): Account[] {
  const random = seed.random('staff');
  const superusers: readonly number[] = [...staffIds.Administrator, ...staffIds.Master];
  const technicians: readonly number[] = staffIds.Technician;
  const lastTechnician = technicians.at(-1);
  return [...range(1, 54), ...ordinaryIds].map((id) => {
    const joined = random.instant('2018-02-23', '2025-07-28');
    const job = technicianJobs[technicians.indexOf(id)];
    return makeAccount(names, random, {
      id,
      joined: id === technicians[0] ? FIRST_HIRED : id === lastTechnician ? LAST_HIRED : joined,
      emails: 90,
      isStaff: !ordinaryIds.includes(id),
      isSuperuser: superusers.includes(id),
      ...(job === undefined ? {} : { isActive: job.isActive }),
    });
  });
}
