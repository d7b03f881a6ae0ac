import type { DispatchProject } from '../../entities/legacy/dispatch-project';
import type { Project } from '../../entities/new/project';
import { PERSON_WITHOUT_PROFILE_ID, VANISHED_AUTHOR_ID } from '../faults/fault-ids';
import { LOADED_AT } from '../making/moments';
import type { Random } from '../making/random';
import { nulls, type Row } from '../making/row';
import type { Seed } from '../making/seed';
import type { Size } from '../making/size';
import { Spread } from '../making/spread';
import { pickActor } from '../people/actors';
import { profileOf, systemProfile } from '../people/profiles';
import { projectName } from './treatment-texts';

type LegacyProject = Row<DispatchProject>;

export const projectCount = (size: Size): number => size.of(66_000);

/** Projects whose creator is not named, or has no profile. */
export const strayProjects = (size: Size): number => size.of(900);

const strayCreators = [null, PERSON_WITHOUT_PROFILE_ID, VANISHED_AUTHOR_ID] as const;

/** Somebody who has a profile. */
function pickCreator(random: Random): string {
  const actor = pickActor(random);
  return actor === null || actor === PERSON_WITHOUT_PROFILE_ID || actor === VANISHED_AUTHOR_ID ? '11' : actor;
}

// Somewhat more than half of the projects hold a plan.
const TYPES = ['3', '3', '3', '3', '3', '0', '0', '10', '10', '11'];

export function* makeLegacyProjects(seed: Seed, size: Size): Generator<LegacyProject> {
  const random = seed.random('projects');
  const count = projectCount(size);
  const strays = new Spread(count, strayProjects(size));
  for (let place = 0; place < count; place += 1) {
    const id = String(place + 1);
    const stray = strays.ordinalOf(place);
    const creator = pickCreator(random);
    yield {
      id,
      uid: seed.rareId('dispatch_project', id),
      creatorId: stray === null ? creator : (strayCreators[stray % strayCreators.length] ?? null),
      name: projectName(random),
      size: String(random.integer(1_000, 2_000_000_000) * random.pick([1, 1, 1, 7])),
      public: random.happens(30),
      type: random.pick(TYPES),
      status: random.pick(['0', '2', '2', '2', '1']),
      createdAt: random.instant('2018-03-01', '2025-08-13'),
    };
  }
}

const types = new Map([
  ['0', 'stl_upper'],
  ['3', 'treatment_plan'],
  ['10', 'simulation'],
  ['11', 'aligner_design'],
]);

const NOT_OF_A_PROJECT = nulls(['legacyPlanId', 'metadata', 'mimeType', 'orderId', 'planNotes', 'planNumber']);

/** All of them came over: what has no creator hangs on the profile of the system. */
export function* makeNewProjects(seed: Seed, size: Size): Generator<Row<Project>> {
  for (const project of makeLegacyProjects(seed, size)) {
    yield {
      ...NOT_OF_A_PROJECT,
      id: seed.newId('projects', project.id),
      legacyProjectId: project.id,
      createdAt: project.createdAt,
      creatorId: profileOf(seed, project.creatorId) ?? systemProfile(seed),
      fileSizeBytes: project.size,
      fileUid: project.uid,
      isOriginal: false,
      isPublic: project.public,
      name: project.name.trim() || `Project ${project.id}`,
      projectType: types.get(project.type) ?? '',
      status: project.status === '2' ? 'completed' : 'draft',
      storagePath: null,
      updatedAt: LOADED_AT,
    };
  }
}
