import type { Command } from 'commander';
import { note } from '../output';
import { whole } from '../runs/run-options';
import { type RunSession, withWorkshop } from '../runs/run-session';
import { waitForStop } from '../signals';

const MOST_LANES = 32;

export function addWorker(program: Command): void {
  program
    .command('worker')
    .description('work on runs until it is told to stop; any number may, on any machine')
    .option('--lanes <n>', 'how many segments to work on at a time; otherwise that of RUN_LANES', whole(1, MOST_LANES))
    .action(work);
}

/** Ends in order: the batches in hand are finished, and the runs go on elsewhere. */
async function work({ lanes }: { lanes?: number }): Promise<void> {
  const perform = async ({ workshop }: RunSession): Promise<void> => {
    workshop.worker.start();
    note('Working on runs; Ctrl-C ends it after what is in hand.');
    note(`Stopping (${await waitForStop()}); once more ends at once.`);
  };
  await withWorkshop(perform, { lanes, isLogging: true });
}
