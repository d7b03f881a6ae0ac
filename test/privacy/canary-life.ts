import { mappings } from '../../reconciliation/mappings/all';
import { until } from '../support/until';
import { carryOutRun, listFailedRuns, writeRecords } from './canary-deeds';
import { askEverything, askRecords, askWrongly, knockWrongly, revealFields } from './canary-questions';
import type { CanaryWorld } from './canary-world';

/** Mappings of people, and those whose rows the new side refuses. */
const WRITTEN = ['profiles', 'patients', 'comments', 'doctorNotes', 'messages', 'teamCommunications'];

const COMMANDS = [
  ['compare', 'profiles', 'comments', '--format', 'csv', '--no-progress'],
  ['migrate', 'comments', '--on-failure', 'continue', '--format', 'json', '--no-progress'],
  ['report'],
  ['check'],
  ['claims'],
  ['describe'],
  ['runs', 'list'],
  ['audit', 'verify'],
  ['audit', 'export', '--format', 'csv'],
  ['token', 'list'],
];

const BOTH = ['viewer', 'admin'] as const;
/** A page that is masked shows records; lists go by the same sight, and are long. */
const EVERYBODY = [...BOTH, 'masked'] as const;

async function workInBulk(world: CanaryWorld): Promise<void> {
  for (const mapping of WRITTEN) {
    await carryOutRun(world, { kind: 'COMPARE', mapping });
    await carryOutRun(world, { kind: 'MIGRATE', mapping, dryRun: true });
    const made = await carryOutRun(world, { kind: 'MIGRATE', mapping });
    const settled = await carryOutRun(world, { kind: 'RECONCILE', mapping });
    for (const reverts of [settled, made]) if (reverts !== null) await carryOutRun(world, { kind: 'REVERT', reverts });
  }
}

async function loseEachSide(world: CanaryWorld): Promise<void> {
  for (const side of ['legacy', 'new'] as const) {
    world.ways[side].refuse();
    for (const person of BOTH)
      await world.ask(person, '{ profile(legacyId: "1") { verdict legacy { email } new { email } } }');
    await world.watch();
    await world.command('check', 'profiles');
    world.ways[side].restore();
  }
}

/** Whatever people, programs and faults do with the service, until it is told to end. */
export async function doEverything(world: CanaryWorld): Promise<void> {
  for (const mapping of mappings) await world.sides.comparison.compareMapping(mapping);
  for (const person of EVERYBODY) await askRecords(world, person);
  for (const person of BOTH) await revealFields(world, person);
  for (const person of BOTH) await askWrongly(world, person);
  await knockWrongly(world);
  for (const mapping of WRITTEN) await writeRecords(world, mapping);
  await workInBulk(world);
  for (const person of BOTH) await askEverything(world, person);
  await loseEachSide(world);
  for (const command of COMMANDS) await world.command(...command);
  for (const id of await listFailedRuns(world)) await world.command('runs', 'failures', id);
  await world.watch();
  await until('events were sent', () => world.receiver.received.length > 0);
  world.server.signal('SIGTERM');
  await world.server.ended();
}
