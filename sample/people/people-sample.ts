import { AuthGroup } from '../../entities/legacy/auth-group';
import { AuthUser } from '../../entities/legacy/auth-user';
import { AuthUserGroups } from '../../entities/legacy/auth-user-groups';
import { DispatchDoctorsetting } from '../../entities/legacy/dispatch-doctorsetting';
import { DispatchNote } from '../../entities/legacy/dispatch-note';
import { DispatchOffice } from '../../entities/legacy/dispatch-office';
import { DispatchOfficeDoctors } from '../../entities/legacy/dispatch-office-doctors';
import { DispatchPatient } from '../../entities/legacy/dispatch-patient';
import { Doctor } from '../../entities/new/doctor';
import { DoctorNote } from '../../entities/new/doctor-note';
import { DoctorOffice } from '../../entities/new/doctor-office';
import { Office } from '../../entities/new/office';
import { Patient } from '../../entities/new/patient';
import { Profile } from '../../entities/new/profile';
import { Team } from '../../entities/new/team';
import { TeamCommunication } from '../../entities/new/team-communication';
import { Technician } from '../../entities/new/technician';
import { rowsOf, type Sample } from '../making/row';
import type { Seed } from '../making/seed';
import { doctorIds } from './doctor-ids';
import { makeDoctorOffices, makeOfficeLinks } from './doctor-offices';
import { makeDoctors, makeDoctorsettings, makeNewDoctors } from './doctors';
import { makeGroups, makeMemberships, makeTeams } from './groups';
import { Names } from './names';
import { makeDoctorNotes, makeNotes, makeTeamCommunications } from './notes';
import { makeLegacyOffices, makeNewOffices } from './offices';
import { CareOf, makeLegacyPatients, makeNewPatients, makePatientAccounts } from './patients';
import { makeProfiles } from './profiles';
import { makeStaff } from './staff';
import { makeTechnicians } from './technicians';

export function makePeople(seed: Seed) {
  const names = new Names(seed);
  const offices = makeLegacyOffices(seed, names, doctorIds);
  const links = makeOfficeLinks(seed, offices);
  const doctors = makeDoctors(seed, names);
  const accounts = [...makeStaff(seed, names), ...doctors, ...makePatientAccounts(seed, names)];
  const patients = makeLegacyPatients(seed, offices, links);
  return { offices, links, doctors, accounts, patients, care: new CareOf(seed, offices) };
}

export type People = ReturnType<typeof makePeople>;

export const peopleSample = (seed: Seed, { offices, links, doctors, accounts, patients, care }: People): Sample => ({
  legacy: [
    rowsOf(AuthGroup, makeGroups()),
    rowsOf(AuthUser, accounts),
    rowsOf(AuthUserGroups, makeMemberships(patients)),
    rowsOf(DispatchDoctorsetting, makeDoctorsettings(seed)),
    rowsOf(DispatchOffice, offices),
    rowsOf(DispatchOfficeDoctors, links),
    rowsOf(DispatchPatient, patients),
  ],
  new: [
    rowsOf(Office, makeNewOffices(seed, offices)),
    rowsOf(Profile, makeProfiles(seed, accounts, patients)),
    rowsOf(Doctor, makeNewDoctors(seed, doctors, offices, links)),
    rowsOf(DoctorOffice, makeDoctorOffices(seed, offices, links)),
    rowsOf(Patient, makeNewPatients(seed, patients, care)),
    rowsOf(Technician, makeTechnicians(seed, accounts)),
    rowsOf(Team, makeTeams(seed)),
  ],
});

export function notesSample(seed: Seed): Sample {
  const notes = makeNotes(seed);
  return {
    legacy: [rowsOf(DispatchNote, notes)],
    new: [
      rowsOf(DoctorNote, makeDoctorNotes(seed, notes)),
      rowsOf(TeamCommunication, makeTeamCommunications(seed, notes)),
    ],
  };
}
