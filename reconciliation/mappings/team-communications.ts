import { DispatchNote } from '../../entities/legacy/dispatch-note';
import { TeamCommunication } from '../../entities/new/team-communication';
import { mapping } from '../declaration';
import { copy, instant, integer } from '../rules/copy';
import { constant, constantAll, ignoredAll } from '../rules/made';
import { reference, referenceTo } from '../rules/reference';
import { profiles } from './profiles';
import { hasText } from './shared';
import { teams } from './teams';

export const teamCommunications = mapping({
  name: 'teamCommunications',
  system: 'Team Organization',
  title: 'Team communications',
  description: 'The notes about doctors once more, as messages to a team. Only those that a doctor wrote came over.',
  legacy: {
    // Notes, because Phase 7 counts exactly as many; later loads took records of the message table instead.
    entity: DispatchNote,
    scope: hasText('text', 'note'),
  },
  new: { entity: TeamCommunication, key: 'legacyRecordId' },
  rules: {
    legacyRecordId: integer('id'),
    authorId: reference('authorId', () => profiles, {
      eligible: { where: { profileType: 'doctor' }, because: 'only verified doctors write to the team' },
    }),
    // Phase 7 names no team; the notes are about doctors and their patients.
    teamId: referenceTo('Medical Team', () => teams, 'notes about doctors concern the medical team'),
    communicationType: constant('production_note', 'Phase 7 made every note one'),
    body: copy('text'),
    createdAt: instant('createdAt'),
    ...constantAll(null, 'a note belongs to no order, project, task or approval', [
      'orderId',
      'projectId',
      'taskId',
      'approvedAt',
      'approvedBy',
      'workflowAction',
    ]),
    ...ignoredAll('what Phase 7 wrote here is not known', ['subject', 'department', 'visibility']),
    ...ignoredAll('the database fills it in', ['approvalRequired', 'isBroadcast', 'triggersWorkflow']),
  },
});
