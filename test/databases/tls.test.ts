import { administrationDataSource, legacyDataSource, newDataSource } from '../../ormconfig';
import { openDatabase } from '../../src/open-database';
// Errors of Node itself count as errors with it.
import '../support/api';
import { KillablePostgres } from '../support/killable-postgres';
import { until } from '../support/until';
import { type CertificateOptions, Certificates, HOST } from './certificates';
import { hasMariadb, OwnMariadb } from './own-mariadb';

interface Server {
  url(host: string): string;
  /** Lets it read its certificate again. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

const FILES = (certificates: Certificates) => ({
  ssl_ca: certificates.path('ca.pem'),
  ssl_cert: certificates.path('server.pem'),
  ssl_key: certificates.path('server.key'),
});

async function startPostgres(certificates: Certificates, isOld: boolean): Promise<Server> {
  const { ssl_cert: cert, ssl_key: key } = FILES(certificates);
  const old = isOld ? { ssl_min_protocol_version: 'TLSv1.1', ssl_max_protocol_version: 'TLSv1.1' } : {};
  const settings = {
    listen_addresses: '127.0.0.1,127.0.0.2',
    ssl: 'on',
    ssl_cert_file: cert,
    ssl_key_file: key,
    ...old,
  };
  const server = await KillablePostgres.start(settings);
  return {
    url: (host) => server.url('postgres').replace('127.0.0.1', host),
    async reload() {
      const source = await administrationDataSource({
        url: server.url('postgres'),
        poolSize: 1,
        statementTimeout: 10_000,
      }).initialize();
      await source.query('SELECT pg_reload_conf()');
      await source.destroy();
    },
    stop: () => server.remove(),
  };
}

async function startMariadb(certificates: Certificates, isOld: boolean): Promise<Server> {
  const files = Object.entries(FILES(certificates)).map(([name, file]) => `--${name.replace('_', '-')}=${file}`);
  const server = await OwnMariadb.start([...files, ...(isOld ? ['--tls-version=TLSv1.1'] : [])]);
  return { url: (host) => server.url(host), reload: () => server.run('FLUSH SSL'), stop: () => server.stop() };
}

const ENGINES = [
  { engine: 'PostgreSQL', isThere: true, start: startPostgres },
  { engine: 'MariaDB', isThere: hasMariadb, start: startMariadb },
];

const WITHOUT_AUTHORITY = 'without';

describe.each(ENGINES)('D03: a server on another machine ($engine)', ({ engine, isThere, start }) => {
  const certificates = new Certificates();
  let server: Server | undefined;
  afterEach(async () => server?.stop());
  afterAll(() => certificates.remove());

  /** What whoever starts the service reads; null: the database was opened. */
  async function problemOf(url: string): Promise<string | null> {
    const connection = { url, poolSize: 1, statementTimeout: 10_000 };
    const source = engine === 'PostgreSQL' ? newDataSource(connection) : legacyDataSource(connection);
    try {
      await openDatabase(source, 'new', url);
      await source.destroy();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  const addressOf = (opened: Server): string => `${opened.url(HOST)}?sslrootcert=${certificates.path('ca.pem')}`;

  const REFUSED: readonly (readonly [string, CertificateOptions, RegExp, string?])[] = [
    ['is made out to another host', { host: 'db.example.com' }, /not made out to "127\.2"/],
    ['vouches for itself', { isSelfSigned: true }, /is not trusted\. Name the file/],
    ['is of an authority that was not named', {}, /is not trusted\. Name the file/, WITHOUT_AUTHORITY],
    ['has expired', { days: -1 }, /has expired/],
  ];

  (isThere ? test : test.skip)('is refused with its reason when its certificate is not right', async () => {
    certificates.show({});
    server = await start(certificates, false);
    const address = addressOf(server);
    expect(await problemOf(address)).toBeNull();
    for (const [what, options, expected, authority] of REFUSED) {
      certificates.show(options);
      await server.reload();
      const url = authority === WITHOUT_AUTHORITY ? server.url(HOST) : address;
      let problem: string | null = null;
      // A server reads its files a moment after it was told to.
      const isExpected = async (): Promise<boolean> => {
        problem = await problemOf(url);
        return expected.test(problem ?? '');
      };
      await until('it is seen', isExpected, { seconds: 10 }).catch(() => undefined);
      expect([what, problem]).toEqual([what, expect.stringMatching(expected)]);
      expect(problem).not.toContain('invented');
    }
  });

  (isThere ? test : test.skip)('is refused with its reason when it knows old TLS only', async () => {
    certificates.show({});
    server = await start(certificates, true);
    expect(await problemOf(addressOf(server))).toMatch(/TLS 1\.2/);
  });
});
