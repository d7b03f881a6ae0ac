import type { Command } from 'commander';
import { readConfig } from '../config';
import { serve } from '../serve';

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('start the service; without LEGACY_DATABASE_URL and NEW_DATABASE_URL on the demo')
    .action(() => serve(readConfig()));
  program
    .command('demo')
    .description('start the service on the demo, whatever databases are configured')
    .option('--reset', 'delete the demo with everything done in it, and make it anew')
    .action((options: { reset?: boolean }) => serve(readConfig({ demo: true }), options));
}
