import { AuthGroup } from '../../entities/legacy/auth-group';
import { AuthUser } from '../../entities/legacy/auth-user';
import { DispatchDoctorsetting } from '../../entities/legacy/dispatch-doctorsetting';
import { DispatchOffice } from '../../entities/legacy/dispatch-office';
import { DispatchOfficeDoctors } from '../../entities/legacy/dispatch-office-doctors';
import { DispatchPatient } from '../../entities/legacy/dispatch-patient';
import { DispatchRole } from '../../entities/legacy/dispatch-role';
import { nulls, type Row, rowsOf, type TableRows } from '../../sample/making/row';

/** With microseconds, which a Date would lose. */
export const MOMENT = '2021-05-05T10:00:00.000001Z';

/** Begins every password hash of the invented world: wherever it turns up, a secret got out. */
export const SECRET_CANARY = 'CANARY-hash';

function account(id: string, username: string, more: Partial<Row<AuthUser>> = {}): Row<AuthUser> {
  return {
    id,
    password: `${SECRET_CANARY}-${id}`,
    lastLogin: null,
    isSuperuser: false,
    username,
    firstName: `${username[0]?.toUpperCase() ?? ''}${username.slice(1)}`,
    lastName: 'Example',
    email: `${username}@example.com`,
    isStaff: false,
    isActive: true,
    dateJoined: '2020-01-01T00:00:00.123456Z',
    ...more,
  };
}

const accounts = [
  account('1', 'adam'),
  account('2', 'bea'),
  account('3', 'carl'),
  account('4', 'dora', { isStaff: true }),
  account('5', 'emil', { isStaff: true, lastLogin: MOMENT }),
  // A doctor and a technician whose profiles never arrived.
  account('6', 'frida'),
  account('7', 'gustav', { isStaff: true }),
  account('8', 'hanna'),
  account('9', 'ivan'),
  // A patient whose profile never arrived.
  account('10', 'jana'),
  account('11', 'karl', { isSuperuser: true }),
  account('12', 'lena', { email: '', lastName: '' }),
];

const settings = (id: string, userId: string): Row<DispatchDoctorsetting> => ({
  id,
  userId,
  clinicalPreferences: 'none',
  ...nulls([
    'sqCustomerId',
    'promisedPayment',
    'credit',
    'tierFinish',
    'tierType',
    'installmentPayments',
    'baaAgreedAt',
    'eulaAgreedAt',
    'companyAccount',
  ]),
});

const office = (id: string, more: Partial<Row<DispatchOffice>> = {}): Row<DispatchOffice> => ({
  id,
  doctorId: '1',
  name: `Office ${id}`,
  address: '1 Main Street',
  apt: '',
  city: 'Springfield',
  state: 'il',
  zip: '62701',
  country: 'USA',
  phone: '555-0100',
  taxRate: '0.1025',
  valid: true,
  sqCustomerId: null,
  emails: true,
  ...more,
});

const patient = (id: string, userId: string, doctorId: string): Row<DispatchPatient> => ({
  id,
  userId,
  doctorId,
  officeId: '201',
  birthdate: '1990-02-28',
  sex: '2',
  status: '1',
  archived: false,
  suspended: false,
  schemes: '{"upper": 12}',
  suffix: `P${id}`,
  submittedAt: MOMENT,
  updatedAt: null,
});

const role = (id: string, name: string, userId: string): Row<DispatchRole> => ({
  id,
  name,
  abbrev: name.slice(0, 2),
  type: null,
  order: id,
  userId,
  groupId: '11',
});

export const people: readonly TableRows[] = [
  rowsOf(AuthUser, accounts),
  rowsOf(AuthGroup, [
    { id: '1', name: 'Patient' },
    { id: '2', name: 'Doctor' },
    { id: '7', name: 'Medical' },
    { id: '8', name: 'Billing' },
    // Never became a team.
    { id: '9', name: 'Sales' },
    { id: '11', name: 'Technician' },
  ]),
  rowsOf(
    DispatchDoctorsetting,
    ['1', '2', '3', '6'].map((userId) => settings(`30${userId}`, userId)),
  ),
  rowsOf(DispatchOffice, [
    office('201'),
    office('202', { taxRate: '10.2500', country: 'us' }),
    office('203', { valid: false }),
  ]),
  rowsOf(DispatchOfficeDoctors, [
    { id: '1', officeId: '201', userId: '1' },
    { id: '2', officeId: '202', userId: '2' },
  ]),
  rowsOf(DispatchPatient, [patient('101', '8', '1'), patient('102', '9', '2'), patient('103', '10', '1')]),
  rowsOf(DispatchRole, [role('1', 'Setup', '4'), role('2', 'Printing', '5')]),
];
