import 'reflect-metadata';
import { note, print } from '../src/output';
import { benchCompare } from './runs/compare';
import { formatMemory, measureMemory, type Peaks } from './runs/memory';
import { benchMigrate } from './runs/migrate';
import { notes } from './runs/notes';
import { notifications } from './runs/notifications';
import { type Options, readOptions } from './runs/options';
import { describeServers } from './runs/servers';
import { benchTrace } from './runs/trace';
import { type World, withWorld } from './runs/world';

/** Runs beside the raw limits of both servers: comparing, migrating, tracing, and the memory that it takes. */

/** Growth is told from this many records on: below, the program itself is most of it. */
const GROWS_FROM = 1_000_000;

const section = (title: string, text: string): void => print(`\n## ${title}\n\n${text}`);
const titled = (what: string, rows: number): string => `${what}, ${rows.toLocaleString('en')} records`;

async function compareAll(world: World, rows: number, rounds: number): Promise<void> {
  const withoutJson = await benchCompare(world, notes, rows, { rounds, most: 0.8 });
  section(titled(`Compare ${notes.mapping}, without whole JSON`, rows), withoutJson);
  const withJson = await benchCompare(world, notifications, rows, { rounds, most: 1.4 });
  section(titled(`Compare ${notifications.mapping}, with whole JSON`, rows), withJson);
}

async function measure(world: World, { parts, rows, rounds }: Options): Promise<void> {
  print(`# Runs\n\n${await describeServers(world)}`);
  const peaks = new Map<number, Peaks>();
  if (parts.includes('trace'))
    section('Trace 10,000 blocked records through chains of five', await benchTrace(world, rounds));
  for (const count of rows) {
    if (parts.includes('compare')) await compareAll(world, count, rounds);
    if (parts.includes('migrate'))
      section(
        titled(`Migrate ${notifications.mapping}`, count),
        await benchMigrate(world, notifications, count, rounds),
      );
    if (parts.includes('memory')) peaks.set(count, await measureMemory(world, notifications, count));
  }
  if (parts.includes('memory'))
    section(`Peak memory of a worker, ${notifications.mapping}`, formatMemory(peaks, GROWS_FROM));
}

async function run(): Promise<void> {
  const options = readOptions();
  await withWorld(options, (world) => measure(world, options));
}

run().catch((error: unknown) => {
  note(String(error instanceof Error ? error.stack : error));
  process.exitCode = 1;
});
