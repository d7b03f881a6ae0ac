import { DispatchProject } from '../../entities/legacy/dispatch-project';
import { Project } from '../../entities/new/project';
import { mapping } from '../declaration';
import { copy, flag, instant, integer } from '../rules/copy';
import { ignored, ignoredAll } from '../rules/made';
import { map } from '../rules/map';
import { reference } from '../rules/reference';
import { profiles } from './profiles';
import { nameOr, whenLoaded } from './shared';

export const projects = mapping({
  name: 'projects',
  system: 'Medical Records',
  title: 'Projects',
  description: 'The scans, simulations and designs that people in the lab work on.',
  legacy: { entity: DispatchProject },
  new: { entity: Project, key: 'legacyProjectId' },
  rules: {
    legacyProjectId: integer('id'),
    // Known defect: a creator who was not found became the system's own account, and nobody was told.
    creatorId: reference('creatorId', () => profiles),
    name: nameOr('name', 'Project ', 'id'),
    fileUid: copy('uid'),
    fileSizeBytes: integer('size'),
    isPublic: flag('public'),
    // The codes that occur. A second August script goes on guessing: 1 stl_lower, 2 clinical_photo, else other.
    projectType: map('type', { 0: 'stl_upper', 3: 'treatment_plan', 10: 'simulation', 11: 'aligner_design' }),
    status: map('status', { 0: 'draft', 2: 'completed' }, { otherwise: 'draft' }),
    createdAt: instant('createdAt'),
    orderId: ignored('a project belongs to plans, and they to orders; the load left it NULL'),
    metadata: ignored('notes of the load'),
    ...whenLoaded('updatedAt'),
    ...ignoredAll('it belongs to the plans, of which a project may have several', [
      'isOriginal',
      'legacyPlanId',
      'planNotes',
      'planNumber',
    ]),
    ...ignoredAll('the legacy side knows nothing of it', ['mimeType', 'storagePath']),
  },
});
