import { AuthUser } from '../../entities/legacy/auth-user';
import { DispatchRole } from '../../entities/legacy/dispatch-role';
import { Technician } from '../../entities/new/technician';
import { companion, mapping } from '../declaration';
import { breakdown } from '../measures';
import { copy, date, flag, integer } from '../rules/copy';
import { constant, ignored } from '../rules/made';
import { reference } from '../rules/reference';
import { profiles } from './profiles';
import { emailAddress, personName, whenLoaded } from './shared';

/** The legacy group whose roles are kinds of technician. */
export const TECHNICIAN_GROUP = '11';

export const technicians = mapping({
  name: 'technicians',
  system: 'Technicians',
  title: 'Technicians',
  description: 'The people who make the aligners: every account that holds a role of the technicians group.',
  legacy: {
    entity: AuthUser,
    // Phase 7 found technicians by role (32 people); the October load took the members of the group instead (85).
    companions: {
      role: companion(DispatchRole, 'userId', { where: { groupId: TECHNICIAN_GROUP }, presence: 'required' }),
    },
  },
  new: { entity: Technician, key: 'legacyUserId' },
  rules: {
    legacyUserId: integer('id'),
    profileId: reference('id', () => profiles),
    firstName: personName('firstName'),
    lastName: personName('lastName'),
    email: emailAddress('email'),
    phone: constant(null, 'the legacy side holds no telephone number of a person'),
    specialty: copy('role.name'),
    // No script of Phase 7 survives; its range of hire dates is that of the days on which the accounts were made.
    hireDate: date('dateJoined'),
    isActive: flag('isActive'),
    userId: ignored('the login of the hosting platform, which comes after the migration'),
    metadata: ignored('notes of the load'),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
  measures: [breakdown('specialty', 'isActive')],
});
