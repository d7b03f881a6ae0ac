import { type Command, InvalidArgumentError } from 'commander';
import type { DataSource } from 'typeorm';
import { newDataSource } from '../../ormconfig';
import { mappings } from '../../reconciliation/mappings/all';
import { Role } from '../../resolvers/access/role';
import { isPersonName } from '../../resolvers/sign-in/credential';
import { type ApiToken, createToken, DAYS_AT_MOST, listTokens, revokeToken } from '../../resolvers/sign-in/token-store';
import { readDatabasesConfig } from '../config';
import { asDatabase } from '../databases';
import { ExitCode, Failure } from '../failure';
import { formatList, type ListAnswer, type ListFormat, listFormatOption } from '../formats';
import { migrateLedger } from '../migrate-ledger';
import { openDatabase } from '../open-database';
import { note, print } from '../output';
import { whole } from '../runs/run-options';

const DAYS = 90;

const ROLES = Object.values(Role);
const SYSTEMS = [...new Set(mappings.map((mapping) => mapping.system))];

interface CreateOptions {
  readonly owner: string;
  readonly name: string;
  readonly role: readonly Role[];
  readonly system?: readonly string[];
  readonly days: number;
}

/** Reads one of these, and adds it to those before. */
const collect =
  <Word extends string>(words: readonly Word[]) =>
  (text: string, before: readonly Word[] = []): readonly Word[] => {
    const word = words.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
    if (word === undefined) throw new InvalidArgumentError(`It must be one of ${words.join(', ')}.`);
    return before.includes(word) ? before : [...before, word];
  };

function readName(text: string): string {
  if (isPersonName(text)) return text;
  throw new InvalidArgumentError('It must be one line of at most 200 characters, without spaces around it.');
}

export function addToken(program: Command): void {
  const token = program.command('token').description('API tokens: who signs in by them, and until when');
  token
    .command('create')
    .description('make a token and print it; it is shown this once')
    .requiredOption('--owner <person>', 'who acts by it, by the one name that they have in the audit trail', readName)
    .requiredOption('--name <text>', 'what it is for', readName)
    .requiredOption('--role <role>', `what it allows, of ${ROLES.join(', ')}; may be repeated`, collect(ROLES))
    .option('--system <system>', 'limit it to this system; may be repeated', collect(SYSTEMS))
    .option('--days <n>', `how long it is valid, at most ${DAYS_AT_MOST}`, whole(1, DAYS_AT_MOST), DAYS)
    .action(create);
  token.command('list').description('all tokens, the newest first').addOption(listFormatOption()).action(list);
  token
    .command('revoke')
    .description('let nobody in by a token any more, from now on')
    .argument('<id>', 'as "token list" shows it', readId)
    .option('--reason <text>', 'why; kept in the audit trail', '')
    .action(revoke);
}

/** The operator is who made or revoked it, in the audit trail. */
async function withLedger(work: (source: DataSource, operator: string) => Promise<void>): Promise<void> {
  const config = readDatabasesConfig();
  // The new side only: a token must be revoked while the legacy side is down.
  const source = newDataSource(config.new);
  await openDatabase(source, 'new', config.new.url);
  try {
    await migrateLedger(source);
    await work(source, config.operator);
  } finally {
    await source.destroy();
  }
}

const create = ({ owner, name, role, system, days }: CreateOptions): Promise<void> =>
  withLedger(async (source, operator) => {
    const wanted = { owner, name, roles: role, systems: system ?? null, days };
    const { token, text } = await createToken(source, operator, wanted);
    note(`Token ${token.id} of ${owner}: ${wordsOf(token)}, until ${token.expiresAt}. It is shown this once:`);
    print(text);
  });

const list = ({ format }: { readonly format: ListFormat }): Promise<void> =>
  withLedger(async (source) => print(formatList(answerOf(await listTokens(asDatabase(source))), format)));

const revoke = (id: string, { reason }: { readonly reason: string }): Promise<void> =>
  withLedger(async (source, operator) => {
    const token = await revokeToken(source, operator, id, reason);
    if (token === null)
      throw new Failure('There is no such token: "counterpart token list" shows the ids.', ExitCode.usage);
    note(`Token ${id} of ${token.owner} is revoked since ${token.revokedAt ?? ''}, by ${token.revokedBy ?? ''}.`);
  });

function readId(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  // Who pastes the token itself here must not read it again in a log.
  throw new Failure('The id of a token is a UUID: "counterpart token list" shows the ids.', ExitCode.usage);
}

const wordsOf = ({ roles, systems }: ApiToken): string =>
  `${roles.join(', ')} in ${systems === null ? 'all systems' : systems.join(', ')}`;

const stateOf = ({ isValid, revokedAt }: ApiToken): string =>
  isValid ? 'valid' : revokedAt === null ? 'expired' : 'revoked';

const answerOf = (tokens: readonly ApiToken[]): ListAnswer => ({
  title: 'Tokens',
  head: ['token', 'owner', 'name', 'ends in', 'roles', 'systems', 'state', 'expires', 'last used', 'made by'],
  rows: tokens.map((token) => [
    token.id,
    token.owner,
    token.name,
    token.lastFour,
    token.roles.join(', '),
    token.systems?.join(', ') ?? 'all',
    stateOf(token),
    token.expiresAt,
    token.lastUsedAt ?? 'never',
    token.createdBy,
  ]),
  json: { schema: 'counterpart.tokens/v1', tokens },
  items: tokens,
});
