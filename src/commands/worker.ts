import type { Command } from 'commander';
import { beginEnd, Stops } from '../ending';
import { createLog } from '../log';
import { startOperations } from '../operations';
import { note } from '../output';
import { whole } from '../runs/run-options';
import { type RunSession, withWorkshop } from '../runs/run-session';
import { waitForStop } from '../signals';
import { startDeliveries } from '../webhooks/deliveries';

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
  const perform = async ({ config, databases, workshop }: RunSession): Promise<void> => {
    const log = createLog(config.logLevel);
    const stops = new Stops();
    try {
      const operations = await startOperations(config, databases, config, log);
      stops.push(() => operations.stop());
      if (config.webhook !== null) {
        const deliveries = await startDeliveries(databases.sides.new, config.webhook, log, {
          onAttempt: (result) => operations.metrics.deliveries.inc({ result }),
        });
        stops.push(() => deliveries.stop());
      }
      stops.push(() => workshop.worker.stop());
      workshop.worker.start();
      note('Working on runs; Ctrl-C ends it after what is in hand.');
      note(`Stopping (${await waitForStop()}); once more ends at once.`);
      await beginEnd(config.operations, operations.health, log);
    } finally {
      await stops.run();
    }
  };
  await withWorkshop(perform, { lanes, isLogging: true });
}
