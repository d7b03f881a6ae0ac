import { listTables, primaryColumn } from '../../entities/table';
import { mappings } from '../../reconciliation/mappings/all';
import { Role } from '../../resolvers/access/role';
import { createToken } from '../../resolvers/sign-in/token-store';
import { applyLegacySide, dropReader } from '../databases/least-rights';
import { type Row, type Rows, readFixture } from '../mappings/fixture';
import { openTwoSides, type TwoSides } from '../mappings/two-sides';
import { type Collector, startCollector } from '../operations/collector';
import type { ApiError } from '../support/api';
import { Program } from '../support/program';
import type { Engine } from '../support/servers';
import { TcpProxy } from '../support/tcp-proxy';
import { Receiver } from '../webhooks/receiver';
import { plantPerson } from './canary-person';

/** `masked`: somebody who may see everything and asks for nothing to be shown. */
export type Person = 'viewer' | 'admin' | 'approver' | 'masked';

export interface Said {
  readonly person: Person;
  readonly query: string;
  readonly status: number;
  readonly body: string;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly ApiError[];
}

/** The service at work on two sides that hold the person, with everything beside it that it tells something. */
export interface CanaryWorld {
  readonly sides: TwoSides;
  readonly planted: Readonly<Record<'legacy' | 'new', readonly string[]>>;
  readonly ways: Readonly<Record<'legacy' | 'new', TcpProxy>>;
  readonly server: Program;
  readonly api: string;
  readonly collector: Collector;
  readonly receiver: Receiver;
  /** Every answer so far. */
  readonly answers: readonly Said[];
  /** What metrics and health said so far. */
  readonly watched: readonly string[];
  /** What commands printed and said so far, by command. */
  readonly commands: ReadonlyMap<string, string>;
  ask(person: Person, query: string, variables?: object): Promise<Said>;
  send(path: string, init: RequestInit): Promise<Said>;
  watch(): Promise<void>;
  command(...words: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

type SideName = 'legacy' | 'new';

/** All rows of all fixtures; of rows with the same key the first. */
function merged(side: SideName, fixtures: readonly Rows[]): Rows {
  return Object.fromEntries(
    listTables(side).map((table) => {
      const key = primaryColumn(table).name;
      const rows = new Map<unknown, Row>();
      for (const fixture of fixtures)
        for (const row of fixture[table.name] ?? []) if (!rows.has(row[key])) rows.set(row[key], row);
      return [table.name, [...rows.values()]];
    }),
  );
}

/** Their orders bear numbers that the orders of other fixtures bear. */
const CLASHING = ['offers', 'caseStates'];

async function fill(sides: TwoSides): Promise<CanaryWorld['planted']> {
  const fixtures = mappings.filter(({ name }) => !CLASHING.includes(name)).map(({ name }) => readFixture(name));
  const of = (side: SideName): Rows =>
    merged(
      side,
      fixtures.map((fixture) => fixture[side]),
    );
  await sides.replaceRows(of('legacy'), of('new'));
  await sides.new.query(`INSERT INTO case_states (id, case_id, current_state, changed_at)
    SELECT gen_random_uuid(), id, 'new', now() FROM cases LIMIT 2`);
  return { legacy: await plantPerson(sides.legacy, 'legacy'), new: await plantPerson(sides.new, 'new') };
}

/** Databases that refuse rows, and repeat in four ways what is in them. */
const REFUSING = [
  `ALTER TABLE comments ADD CONSTRAINT no_birds CHECK (content NOT LIKE '%CANARY%') NOT VALID`,
  `CREATE FUNCTION refuse_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     RAISE WARNING 'looking at %', NEW;
     RAISE EXCEPTION 'no room for %', NEW USING DETAIL = 'it was ' || NEW::text, HINT = NEW::text, COLUMN = NEW::text; END $$`,
  'CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON doctor_notes FOR EACH ROW EXECUTE FUNCTION refuse_row()',
  `CREATE FUNCTION clash_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     RAISE EXCEPTION 'duplicate key' USING ERRCODE = 'unique_violation', DETAIL = 'Key (x)=(' || NEW::text || ') already exists.'; END $$`,
  'CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON messages FOR EACH ROW EXECUTE FUNCTION clash_row()',
  `CREATE FUNCTION misread_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM NEW.body::int; RETURN NEW; END $$`,
  'CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON team_communications FOR EACH ROW EXECUTE FUNCTION misread_row()',
];

const urlOf = (source: TwoSides['legacy']): string =>
  String((source.options as { url?: string }).url).replace('mariadb:', 'mysql:');

const ROLES: Readonly<Record<Person, Role>> = {
  viewer: Role.VIEWER,
  admin: Role.ADMIN,
  approver: Role.APPROVER,
  masked: Role.ADMIN,
};

interface Beside {
  readonly ways: CanaryWorld['ways'];
  readonly collector: Collector;
  readonly receiver: Receiver;
}

/** What the service is told, and its commands. */
const variablesOf = ({ ways, collector, receiver }: Beside): Record<string, string> => ({
  LEGACY_DATABASE_URL: ways.legacy.url,
  NEW_DATABASE_URL: ways.new.url,
  COUNTERPART_OPERATOR: 'otto',
  LOG_LEVEL: 'trace',
  PORT: '0',
  METRICS_PORT: '0',
  REQUESTS_PER_MINUTE: '1000000',
  OPERATIONS_AT_ONCE: '100',
  REVEALS_PER_HOUR: '1000000',
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  WEBHOOK_URL: receiver.url,
  WEBHOOK_SECRET: receiver.secret,
  WEBHOOK_ALLOW_PRIVATE: 'true',
});

/** A token of each of them, as a header. */
async function signIn(sides: TwoSides): Promise<(person: Person) => Record<string, string>> {
  const texts = new Map<Person, string>();
  for (const [owner, role] of Object.entries(ROLES) as [Person, Role][]) {
    const wanted = { owner, name: 'test', roles: [role], systems: null, days: 1 };
    texts.set(owner, (await createToken(sides.new, 'otto', wanted)).text);
  }
  return (person) => ({
    authorization: `Bearer ${texts.get(person) ?? ''}`,
    ...(person === 'masked' ? { 'x-counterpart-values': 'masked' } : {}),
  });
}

/** What it is asked and what it answers, kept. */
function conversation(api: string, metrics: string, headersOf: (person: Person) => Record<string, string>) {
  const answers: Said[] = [];
  const watched: string[] = [];
  const take = async (person: Person, query: string, url: string, init: RequestInit): Promise<Said> => {
    const response = await fetch(url, init);
    const body = await response.text();
    const { data = null, errors = [] } = body.startsWith('{') ? (JSON.parse(body) as Partial<Said>) : {};
    const said = { person, query, status: response.status, body, data, errors };
    answers.push(said);
    return said;
  };
  const ask: CanaryWorld['ask'] = (person, query, variables = {}) =>
    take(person, query, api, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headersOf(person) },
      body: JSON.stringify({ query, variables }),
    });
  const send: CanaryWorld['send'] = (path, init) =>
    take('viewer', path, new URL(path, api).toString(), {
      ...init,
      headers: { ...headersOf('viewer'), ...init.headers },
    });
  const watch = async (): Promise<void> => {
    for (const path of ['/metrics', '/readyz', '/livez']) watched.push(await (await fetch(metrics + path)).text());
  };
  return { answers, watched, ask, send, watch };
}

export async function openCanaryWorld(engine: Engine): Promise<CanaryWorld> {
  const sides = await openTwoSides(engine);
  const planted = await fill(sides);
  for (const statement of REFUSING) await sides.new.query(statement);
  const reader = await applyLegacySide(urlOf(sides.legacy), engine);
  const ways = { legacy: await TcpProxy.open(reader), new: await TcpProxy.open(urlOf(sides.new)) };
  const [collector, receiver] = [await startCollector(), await Receiver.open()];
  const variables = variablesOf({ ways, collector, receiver });
  const server = Program.start(['serve'], variables);
  const [, metrics = ''] = await server.says(/"url":"(http:\S+)\/metrics"/);
  const [api] = await server.says(/http:\S+\/graphql(?=\s)/);
  const commands = new Map<string, string>();
  const command = async (...words: readonly string[]): Promise<string> => {
    const program = Program.start(words, { ...variables, METRICS_PORT: '' });
    await program.ended({ seconds: 120 });
    commands.set(words.join(' '), program.output);
    return program.output;
  };
  const close = async (): Promise<void> => {
    for (const way of Object.values(ways)) way.restore();
    await server.kill();
    await Promise.all([collector.stop(), receiver.stop(), ways.legacy.close(), ways.new.close()]);
    await dropReader(urlOf(sides.legacy), reader);
    await sides.close();
  };
  const talk = conversation(api, metrics, await signIn(sides));
  return { sides, planted, ways, server, api, collector, receiver, commands, command, close, ...talk };
}
