import { stopRun } from './run';

export default async function tearDown(): Promise<void> {
  const run = globalThis.counterpartTestRun;
  if (run !== undefined) await stopRun(run);
}
