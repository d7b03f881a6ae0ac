import { AuthGroup } from '../../entities/legacy/auth-group';
import { Team } from '../../entities/new/team';
import { mapping } from '../declaration';
import { asNumber, document } from '../rules/document';
import { constant } from '../rules/made';
import { map } from '../rules/map';
import { differsFrom } from '../scopes';
import { whenLoaded } from './shared';

export const teams = mapping({
  name: 'teams',
  system: 'Team Organization',
  title: 'Teams',
  description:
    'The parts of the lab that are addressed together, each made from a group of accounts. Who belongs to a group (auth_user_groups) and what its members may do (auth_group_permissions) has no counterpart on the new side.',
  legacy: {
    entity: AuthGroup,
    scope: differsFrom('name', ['Patient', 'Doctor'], 'patients and doctors are customers, no team of the lab'),
  },
  new: { entity: Team, key: ['name'] },
  rules: {
    // Names and kinds stand in the Phase 7 report; which group became which team is inferred from the names.
    name: map('name', {
      Administrator: 'Administrator Team',
      Billing: 'Billing Team',
      Medical: 'Medical Team',
      Export: 'Export Team',
      External: 'External Partners',
      Master: 'Master Team',
      Sales: 'Sales Team',
      Support: 'Support Team',
      Technician: 'Technician Team',
    }),
    // The report names a kind for each team and the new side has no column for it.
    // An unknown group is refused once, by its name.
    description: map(
      'name',
      {
        Administrator: 'Administrative',
        Billing: 'Financial',
        Medical: 'Medical',
        Export: 'Data',
        External: 'External',
        Master: 'Management',
        Sales: 'Sales',
        Support: 'Support',
        Technician: 'Technical',
      },
      { otherwise: null },
    ),
    isActive: constant('true', 'every group was in use when the teams were made'),
    metadata: document({ legacy_group_id: asNumber('id') }),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
