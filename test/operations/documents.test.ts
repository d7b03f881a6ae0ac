import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { newDataSource } from '../../ormconfig';
import { type DatabasesConfig, readConfig, readToken } from '../../src/config';
import { asDatabase } from '../../src/databases';
import { createLog } from '../../src/log';
import { DatabaseCollector } from '../../src/metrics/collect-databases';
import { LedgerCollector } from '../../src/metrics/collect-ledger';
import { Metrics } from '../../src/metrics/metrics';
import { Program } from '../support/program';

const ROOT = join(__dirname, '..', '..');
const read = (...path: readonly string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const OPERATIONS = read('docs', 'operations.md');

const sorted = (texts: readonly string[]): string[] => texts.toSorted((one, other) => (one < other ? -1 : 1));

type Variables = Readonly<Record<string, string>>;

/** Reads a configuration, and tells which variables were looked at. */
function configure(variables: Variables): { readonly config: DatabasesConfig; readonly looked: ReadonlySet<string> } {
  const looked = new Set<string>();
  const environment = new Proxy(variables, {
    get(target, name) {
      if (typeof name === 'string') looked.add(name);
      return Reflect.get(target, name) as unknown;
    },
  });
  const config = readConfig({ environment });
  if (config.mode !== 'databases') throw new Error('no databases are configured');
  readToken(environment);
  return { config, looked };
}

/** One of each kind that switches on the reading of others. */
const EVERYTHING: Variables = {
  LEGACY_DATABASE_URL: 'mysql://reader:secret@127.0.0.1/lab',
  NEW_DATABASE_URL: 'postgres://writer:secret@127.0.0.1/lab_new',
  COUNTERPART_OPERATOR: 'tester',
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_AUDIENCE: 'counterpart',
  OIDC_JWKS_URL: 'https://login.example.com/keys',
};

const known = [...configure(EVERYTHING).looked];
/** A secret may stand in a file instead. */
const inFiles = known.filter((name) => known.includes(`${name}_FILE`));
const names = sorted(known.filter((name) => !inFiles.some((secret) => name === `${secret}_FILE`)));

describe('docs/operations.md', () => {
  const [, settings = ''] = /## Settings\n([\s\S]*?)\n## /.exec(OPERATIONS) ?? [];

  test('names every setting that is read, and no other', () => {
    const rows = [...settings.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)]);
    expect(sorted(rows.map(([, name = '']) => name))).toEqual(names);
    const marked = [...settings.matchAll(/`(\w+)` †/g)].map(([, name = '']) => name);
    expect(sorted(marked)).toEqual(sorted(inFiles));
  });

  test('names every metric, and no other', () => {
    const metrics = new Metrics('0.0.0');
    const source = newDataSource({ url: 'postgres://nobody@127.0.0.1/none', poolSize: 1, statementTimeout: 1_000 });
    const sides = new DatabaseCollector(metrics, { legacy: source, new: source });
    const ledger = new LedgerCollector(metrics, async () => asDatabase(source), createLog('silent'));
    expect([sides, ledger]).toHaveLength(2);
    const told = metrics.registry.getMetricsAsArray().map(({ name }) => name);
    const own = told.filter((name) => name.startsWith('counterpart_'));
    const rows = [...OPERATIONS.matchAll(/^\| (`counterpart_[^|]+)\|/gm)].flatMap(([, cell = '']) => [
      ...cell.matchAll(/`(\w+)`/g),
    ]);
    expect(sorted(rows.map(([, name = '']) => name))).toEqual(sorted(own));
    for (const [name] of read('deploy', 'monitoring', 'alerts.yaml').matchAll(/counterpart_\w+/g))
      expect(own).toContain(name);
  });
});

test('the rules for alerts are well formed', () => {
  const { groups } = parse(read('deploy', 'monitoring', 'alerts.yaml')) as {
    groups: {
      rules: { alert: string; expr: string; labels: { severity: string }; annotations: { summary: string } }[];
    }[];
  };
  const rules = groups.flatMap((group) => group.rules);
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { expr, labels, annotations } of rules) {
    expect(expr).not.toBe('');
    expect(['page', 'ticket']).toContain(labels.severity);
    expect(annotations.summary).toMatch(/[.?]$/);
  }
});

interface ComposeService {
  readonly image?: string;
  readonly network_mode?: string;
  readonly env_file: string;
  readonly environment?: Variables;
  readonly command?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly user?: string;
  readonly privileged?: boolean;
}

describe('compose.yaml', () => {
  const { services } = parse(read('compose.yaml'), { merge: true }) as {
    services: Readonly<Record<string, ComposeService>>;
  };
  const variablesIn = (file: string): Variables =>
    Object.fromEntries(
      [...read(file).matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    );
  const programs = Object.entries(services).filter(([, service]) => service.image === 'counterpart');

  test('starts the two sides, what prepares them, a server and two workers, each after what it needs', () => {
    expect(Object.keys(services)).toEqual([
      'postgres',
      'mariadb',
      'prepare',
      'new-login',
      'legacy-login',
      'server',
      'worker-1',
      'worker-2',
    ]);
    for (const { depends_on: needed = {} } of Object.values(services))
      for (const name of Object.keys(needed)) expect(Object.keys(services)).toContain(name);
  });

  test.each(programs)('%s has settings that are known and right, and a listener of its own', (name, service) => {
    const variables = { ...variablesIn(service.env_file), ...service.environment };
    expect(Object.keys(variables).filter((variable) => !known.includes(variable))).toEqual([]);
    const { config } = configure(variables);
    const { hostname } = new URL(config.new.url);
    // Without certificates only what shares the loopback can be reached.
    expect({ hostname, network: service.network_mode }).toEqual({ hostname: '127.0.0.1', network: 'service:postgres' });
    if (name === 'prepare') return;
    expect(config.operations.metrics).not.toBeNull();
    const ports = programs.map(([, other]) => other.environment?.METRICS_PORT);
    expect(new Set(ports).size).toBe(ports.length);
  });

  test.each(programs.flatMap(([, { command }]) => (command === undefined ? [] : [command])))(
    '%s is a command',
    async (...command) => {
      const program = Program.start([...command, '--help'], {});
      expect((await program.ended()).exitCode).toBe(0);
      expect(program.output).toContain(`Usage: counterpart ${command.join(' ')}`);
    },
  );

  test('holds no secret, and nothing runs with more rights than it needs', () => {
    expect(read('compose.yaml')).not.toMatch(/(PASSWORD|SECRET|TOKEN)\w*["']?\s*[:=]|:\/\/\w+:/);
    for (const service of Object.values(services)) expect(service.privileged).toBeUndefined();
  });

  test.each(['prepare', 'new-login', 'legacy-login'])('%s.sh stops at the first failure', (name) => {
    expect(read('deploy', 'compose', `${name}.sh`)).toContain('\nset -eu\n');
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM')));

  test('takes along whatever the program is made of, and only packages without scripts', () => {
    const copied = last.flatMap((line) => /^COPY (?!--)(.*) \S+$/.exec(line)?.[1]?.split(' ') ?? []);
    expect(copied.sort()).toEqual(
      [
        'entities',
        'ormconfig.ts',
        'package.json',
        'reconciliation',
        'resolvers',
        'sample',
        'src',
        'tsconfig.json',
      ].sort(),
    );
    const allowed = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    // The page is built on the way, and only what came of it is taken along.
    expect([...copied, 'package-lock.json', 'console', 'schema.graphql'].sort()).toEqual([...allowed].sort());
    expect(last).toContain('COPY --from=page /counterpart/console/dist console/dist');
    expect(read('Dockerfile')).toContain('npm ci --omit=dev --ignore-scripts');
  });

  test('runs as nobody in particular, and ends on SIGTERM', () => {
    expect(last).toContain('USER 10001:10001');
    expect(last).toContain('STOPSIGNAL SIGTERM');
    expect(last.some((line) => line.startsWith('HEALTHCHECK') && line.includes('/livez'))).toBe(true);
  });
});
