import { DispatchRole } from '../../entities/legacy/dispatch-role';
import { TechnicianRole } from '../../entities/new/technician-role';
import { mapping } from '../declaration';
import { copy, integer } from '../rules/copy';
import { keywords } from '../rules/keywords';
import { constant, generated } from '../rules/made';
import { reference } from '../rules/reference';
import { profiles } from './profiles';
import { whenLoaded } from './shared';
import { TECHNICIAN_GROUP } from './technicians';

export const technicianRoles = mapping({
  name: 'technicianRoles',
  system: 'Technicians',
  title: 'Roles of technicians',
  description: 'Which kind of work each technician does, and whose role it is.',
  legacy: { entity: DispatchRole, population: { groupId: TECHNICIAN_GROUP } },
  new: { entity: TechnicianRole, key: 'legacyRoleId' },
  rules: {
    legacyRoleId: integer('id'),
    // Known defect: the script gave every role to one technician, whichever came first.
    technicianId: reference('userId', () => profiles),
    roleName: copy('name'),
    abbreviation: generated(['abbrev', 'name'], 'abbrev, else the first 10 characters of the name', (abbrev, name) =>
      abbrev ? abbrev : [...(name ?? '')].slice(0, 10).join(''),
    ),
    roleType: keywords(
      'name',
      [
        [['designing', 'dt-'], 'designing'],
        [['manufacturing', 'mt-'], 'manufacturing'],
        [['sectioning', 'st', 'idb'], 'sectioning'],
        [['remote', 'rt', 'dtr'], 'remote'],
        [['supervisor', 'master'], 'master'],
        [['inspect', 'quality'], 'quality_control'],
      ],
      'manufacturing',
    ),
    isActive: constant('true', 'the legacy side has no role that is switched off'),
    ...whenLoaded('assignedAt'),
  },
});
