import { Argument, type Command } from 'commander';
import { type Switch, SwitchName } from '../../entities/ledger/switch';
import { newDataSource } from '../../ormconfig';
import { listSwitches } from '../../reconciliation/ledger/switches';
import type { RefusalView } from '../../reconciliation/writing/refusal';
import { setSwitch } from '../../reconciliation/writing/set-switch';
import { readDatabasesConfig } from '../config';
import { asDatabase } from '../databases';
import { ExitCode, Failure } from '../failure';
import { formatList, type ListAnswer, type ListFormat, listFormatOption } from '../formats';
import { openDatabase } from '../open-database';
import { print } from '../output';

const wordOf = (name: SwitchName): string => name.toLowerCase().replace('_', '-');

const NAMES = Object.values(SwitchName);

interface Options {
  readonly reason?: string;
  readonly format: ListFormat;
}

export function addSwitch(program: Command): void {
  program
    .command('switch')
    .description('show or set what stops work everywhere: read-only all writes, stop all runs')
    .addArgument(new Argument('[name]', 'the switch; without one, both are shown').choices(NAMES.map(wordOf)))
    .addArgument(new Argument('[state]', 'how to set it').choices(['on', 'off']))
    .option('--reason <text>', 'why it is set; kept in the audit trail')
    .addOption(listFormatOption())
    .action((name: string | undefined, state: string | undefined, options: Options) => run(name, state, options));
}

/** Opens the new side only: a switch must work while the legacy side is down. */
async function run(name: string | undefined, state: string | undefined, options: Options): Promise<void> {
  const chosen = NAMES.find((candidate) => wordOf(candidate) === name);
  if (chosen !== undefined && state === undefined)
    throw new Failure(`Say how to set it: counterpart switch ${name} on, or off.`, ExitCode.usage);
  const config = readDatabasesConfig();
  const source = newDataSource(config.new);
  await openDatabase(source, 'new', config.new.url);
  try {
    if (chosen !== undefined) {
      const request = { actor: config.operator, name: chosen, isOn: state === 'on', reason: options.reason ?? '' };
      failOn(await setSwitch(source, request));
    }
    print(formatList(answerOf(await listSwitches(asDatabase(source), config.isReadOnly)), options.format));
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

function failOn([refusal]: readonly RefusalView[]): void {
  if (refusal === undefined) return;
  if (refusal.field === 'reason') throw new Failure('Say why: --reason <text>.', ExitCode.usage);
  throw new Failure(`${refusal.message}.`, refusal.retryable ? ExitCode.incomplete : ExitCode.refused);
}

const answerOf = (switches: readonly Switch[]): ListAnswer => ({
  title: 'Switches',
  head: ['switch', 'state', 'by', 'since', 'reason'],
  rows: switches.map(({ name, isOn, isForced, actor, at, reason }) => [
    wordOf(name),
    isForced ? 'on (by this configuration)' : isOn ? 'on' : 'off',
    actor ?? '',
    at ?? '',
    reason ?? '',
  ]),
  json: { schema: 'counterpart.switches/v1', switches },
  items: switches,
});
