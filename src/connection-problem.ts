import { databaseNameOf } from './administration';
import { ExitCode, Failure, messageOf } from './failure';

/** What an address names, without its password. */
interface Place {
  readonly server: string;
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

const DEFAULT_PORTS: Record<string, string> = {
  'postgres:': '5432',
  'postgresql:': '5432',
  'mysql:': '3306',
  'mariadb:': '3306',
};

function placeOf(url: string): Place {
  const { hostname, port, protocol, username } = new URL(url);
  return {
    server: `${hostname}:${port || DEFAULT_PORTS[protocol]}`,
    host: hostname,
    user: decodeURIComponent(username),
    database: databaseNameOf(url),
  };
}

interface Explanation {
  /** Codes of drivers, of the servers and of the network, or fragments of messages that come without a code. */
  readonly signs: readonly string[];
  readonly words: (place: Place) => string;
  /** Whether waiting may help; if not, a setting has to be changed. */
  readonly passing?: true;
}

const EXPLANATIONS: readonly Explanation[] = [
  {
    signs: ['ECONNREFUSED'],
    words: ({ server }) => `no server answers at ${server}. Start the server, or correct the host and port`,
    passing: true,
  },
  {
    signs: ['ETIMEDOUT', 'timeout expired', 'connection timeout', 'EHOSTUNREACH', 'ENETUNREACH'],
    words: ({ server }) => `${server} cannot be reached. Check that the host is up and that no firewall is in between`,
    passing: true,
  },
  {
    signs: ['ENOTFOUND', 'EAI_AGAIN'],
    words: ({ host }) => `the host name "${host}" is not known. Correct it, or check the name service of this machine`,
  },
  {
    signs: [
      '28P01',
      '28000',
      'ER_ACCESS_DENIED_ERROR',
      'ER_ACCESS_DENIED_NO_PASSWORD_ERROR',
      'password must be a string',
      'ER_HOST_NOT_PRIVILEGED',
    ],
    words: ({ server, user }) =>
      `${server} refuses the login of "${user}". Correct the user or the password, or allow that user to come from this machine`,
  },
  {
    signs: ['3D000', 'ER_BAD_DB_ERROR'],
    words: ({ server, database }) => `${server} has no database "${database}". Correct its name, or create it`,
  },
  {
    signs: ['ER_DBACCESS_DENIED_ERROR', '42501'],
    words: ({ user, database }) =>
      `"${user}" may not use the database "${database}". Grant it the right to connect and to read`,
  },
  {
    signs: ['53300', 'ER_CON_COUNT_ERROR', 'ER_TOO_MANY_USER_CONNECTIONS', 'ER_USER_LIMIT_REACHED'],
    words: ({ server }) =>
      `${server} has no connection left. Lower LEGACY_POOL_SIZE or NEW_POOL_SIZE, or raise the limit of the server`,
    passing: true,
  },
  {
    signs: ['57P03'],
    words: ({ server }) => `${server} is just starting or stopping. Try again in a moment`,
    passing: true,
  },
  {
    signs: ['does not support SSL', 'HANDSHAKE_NO_SSL_SUPPORT'],
    words: ({ server }) =>
      `${server} does not encrypt connections, which is required for servers on other machines. Switch TLS on there`,
  },
  {
    signs: ['ERR_TLS_CERT_ALTNAME_INVALID', "does not match certificate's altnames"],
    words: ({ host }) =>
      `the certificate of the server is not made out to "${host}". Use the host name that the certificate names`,
  },
  {
    signs: ['CERT_HAS_EXPIRED', 'certificate has expired'],
    words: ({ server }) => `the certificate of ${server} has expired. Renew it on the server`,
  },
  {
    signs: ['UNSUPPORTED_PROTOCOL', 'unsupported protocol', 'PROTOCOL_VERSION', 'protocol version'],
    words: ({ server }) => `${server} knows only old versions of TLS. Let it speak TLS 1.2 or a later one`,
  },
  {
    signs: ['CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'HANDSHAKE_SSL_ERROR', 'self-signed', 'self signed'],
    words: ({ server }) =>
      `the certificate of ${server} is not trusted. Name the file of the authority that signed it by adding ?sslrootcert=<file> to the address`,
  },
];

/** All texts in which a driver may say what happened; several addresses of one host fail as a group. */
function signsOf(thrown: unknown): string[] {
  if (!(thrown instanceof Error)) return [String(thrown)];
  const code = 'code' in thrown ? [String(thrown.code)] : [];
  const inner = thrown instanceof AggregateError ? thrown.errors.flatMap(signsOf) : [];
  return [...code, thrown.message, ...inner];
}

const explains = (explanation: Explanation, found: readonly string[]): boolean =>
  explanation.signs.some((sign) => found.some((text) => text.includes(sign)));

/** Says in plain words why a database cannot be opened and what to do. `side` is the side's name, as in "legacy". */
export function connectionFailure(side: string, url: string, thrown: unknown): Failure {
  const place = placeOf(url);
  const found = signsOf(thrown);
  const explanation = EXPLANATIONS.find((candidate) => explains(candidate, found));
  const words = explanation?.words(place) ?? `${place.server} answered: ${withoutSecret(url, messageOf(thrown))}`;
  const exitCode = explanation?.passing ? ExitCode.incomplete : ExitCode.configuration;
  return new Failure(`The ${side} database cannot be opened: ${words}.`, exitCode, { cause: thrown });
}

/** Drivers do not repeat passwords, as far as is known; this makes sure. */
function withoutSecret(url: string, text: string): string {
  const { password } = new URL(url);
  return password === '' ? text : text.replaceAll(password, '***').replaceAll(decodeURIComponent(password), '***');
}
