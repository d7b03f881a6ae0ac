import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationSettings } from './config/operations';
import { ExitCode } from './failure';
import type { Health } from './http/health';
import type { Log } from './log';

/** What has to be stopped at the end, the latest first. */
export class Stops {
  private readonly stops: (() => Promise<void>)[] = [];

  push(stop: () => Promise<void>): void {
    this.stops.push(stop);
  }

  /** Stops everything, also when something cannot be stopped; the first of these failures is thrown at the end. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const stop of this.stops.splice(0).reverse()) {
      try {
        await stop();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

/**
 * Begins an orderly end: from now on the service is not ready, and work goes on for as long as a load balancer needs to
 * notice. What is not over by the deadline is broken off: leases bring it to somebody else.
 */
export async function beginEnd(
  { shutdownSeconds, preStopSeconds }: OperationSettings,
  health: Health,
  log: Log,
): Promise<void> {
  health.drain();
  const breakOff = (): void => {
    log.error(`the end took more than ${shutdownSeconds} s and is broken off; what is unfinished goes on elsewhere`);
    process.exit(ExitCode.incomplete);
  };
  setTimeout(breakOff, shutdownSeconds * 1000).unref();
  await sleep(preStopSeconds * 1000);
}
