import type { Command } from 'commander';
import { newDataSource } from '../../ormconfig';
import type { Database } from '../../reconciliation/reading/database';
import { readDatabasesConfig } from '../config';
import { asDatabase } from '../databases';
import { ExitCode, Failure } from '../failure';
import { formatList, type ListAnswer, type ListFormat, listFormatOption } from '../formats';
import { openDatabase } from '../open-database';
import { print } from '../output';
import { whole } from '../runs/run-options';
import { type Delivery, listDeliveries, resend, switchOn } from '../webhooks/outbox';

const MOST = 10_000;

interface ListOptions {
  readonly dead?: boolean;
  readonly first: number;
  readonly format: ListFormat;
}

export function addWebhooks(program: Command): void {
  const webhooks = program.command('webhooks').description('events that are sent to WEBHOOK_URL');
  webhooks
    .command('list')
    .description('the latest events and what became of them')
    .option('--dead', 'only those that were given up')
    .option('--first <n>', 'how many', whole(1, MOST), 100)
    .addOption(listFormatOption())
    .action((options: ListOptions) => withOutbox((outbox) => list(outbox, options)));
  webhooks
    .command('resend')
    .description('send an event again under its old id, or one that waits at once')
    .argument('<id>', 'as "webhooks list" shows it')
    .action((id: string) => withOutbox((outbox) => again(outbox, id)));
  webhooks
    .command('enable')
    .description('send events again after the receiver answered that it is gone (410)')
    .action(() => withOutbox(enable));
}

/** Opens the new side only, where the outbox is. */
async function withOutbox(use: (outbox: Database) => Promise<void>): Promise<void> {
  const config = readDatabasesConfig();
  const source = newDataSource(config.new);
  await openDatabase(source, 'new', config.new.url);
  try {
    await use(asDatabase(source));
  } catch (error) {
    throw explain(error);
  } finally {
    await source.destroy();
  }
}

/** PostgreSQL's code for a table that is not there. */
const NO_TABLE = '42P01';

function explain(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== NO_TABLE) return error;
  const message = 'The new database has no ledger of this version. Run "counterpart ledger migrate" first.';
  return new Failure(message, ExitCode.configuration, { cause: error });
}

async function list(outbox: Database, { dead = false, first, format }: ListOptions): Promise<void> {
  print(formatList(answerOf(await listDeliveries(outbox, dead, first)), format));
}

const answerOf = (events: readonly Delivery[]): ListAnswer => ({
  title: 'Webhooks',
  head: ['id', 'event', 'mapping', 'written', 'state', 'attempts', 'last problem', 'next attempt'],
  rows: events.map((event) => [
    event.id,
    event.type,
    event.mapping,
    event.at,
    event.state,
    event.attempts,
    event.problem ?? '',
    event.nextAttemptAt ?? '',
  ]),
  json: { schema: 'counterpart.webhooks/v1', events },
  items: events,
});

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function again(outbox: Database, id: string): Promise<void> {
  if (!ID.test(id) || !(await resend(outbox, id)))
    throw new Failure(
      'There is no event of this id: "counterpart webhooks list" shows those that there are.',
      ExitCode.usage,
    );
  print('It is sent by the next server or worker that has WEBHOOK_URL.');
}

async function enable(outbox: Database): Promise<void> {
  print((await switchOn(outbox)) ? 'Events are written and sent again.' : 'The webhook was not switched off.');
}
