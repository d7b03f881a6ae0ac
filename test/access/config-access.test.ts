import { readConfig } from '../../src/config';
import { messageOf } from '../../src/failure';

const BASE = {
  COUNTERPART_OPERATOR: 'maria',
  LEGACY_DATABASE_URL: 'mysql://reader:secret@127.0.0.1:3306/dispatch',
  NEW_DATABASE_URL: 'postgres://writer:secret@127.0.0.1:5432/lab',
};
const OIDC = {
  OIDC_ISSUER: 'https://login.example.com/realms/lab',
  OIDC_AUDIENCE: 'counterpart',
  OIDC_JWKS_URL: 'https://login.example.com/certs',
};

const problemsOf = (environment: Record<string, string>, demo = false): string => {
  try {
    readConfig({ environment, demo });
    return '';
  } catch (error) {
    return messageOf(error);
  }
};

describe('where the service listens', () => {
  test.each(['0.0.0.0', '::', 'lab.example', '127.0.0.1'])('at %s where everybody signs in', (HOST) => {
    expect(readConfig({ environment: { ...BASE, HOST } }).host).toBe(HOST);
  });

  test.each(['127.0.0.1', 'localhost'])('at %s with the demo', (HOST) => {
    expect(readConfig({ environment: { COUNTERPART_OPERATOR: 'maria', HOST } }).mode).toBe('demo');
  });

  test('nowhere else with the demo, not even when databases are configured', () => {
    expect(problemsOf({ COUNTERPART_OPERATOR: 'maria', HOST: '0.0.0.0' })).toMatch(/HOST .*only this machine may/);
    expect(problemsOf({ ...BASE, HOST: '0.0.0.0' }, true)).toMatch(/HOST .*only this machine may/);
  });

  test('an address of a database that is wrong makes no demo', () => {
    expect(problemsOf({ ...BASE, LEGACY_DATABASE_URL: 'ftp://x', HOST: '0.0.0.0' })).not.toContain('HOST');
  });
});

describe('the identity provider', () => {
  test('is none unless it is set', () => expect(readConfig({ environment: BASE }).access.oidc).toBeNull());

  test('has usual claims', () => {
    expect(readConfig({ environment: { ...BASE, ...OIDC } }).access.oidc).toEqual({
      issuer: OIDC.OIDC_ISSUER,
      audience: 'counterpart',
      keys: new URL(OIDC.OIDC_JWKS_URL),
      tokenType: 'at+jwt',
      nameClaim: 'sub',
      rolesClaim: 'counterpart_roles',
      systemsClaim: 'counterpart_systems',
    });
  });

  test('has other claims where they are set', () => {
    const more = { OIDC_TOKEN_TYPE: 'JWT', OIDC_NAME_CLAIM: 'email', OIDC_ROLES_CLAIM: 'realm_access.roles' };
    expect(readConfig({ environment: { ...BASE, ...OIDC, ...more } }).access.oidc).toMatchObject({
      tokenType: 'JWT',
      nameClaim: 'email',
      rolesClaim: 'realm_access.roles',
    });
  });

  test('may be on this machine without encryption', () => {
    const local = { OIDC_ISSUER: 'http://localhost:8080/realms/lab', OIDC_JWKS_URL: 'http://127.0.0.1:8080/certs' };
    expect(problemsOf({ ...BASE, ...OIDC, ...local })).toBe('');
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['only the issuer', { OIDC_ISSUER: OIDC.OIDC_ISSUER }, /OIDC_JWKS_URL is not set[\s\S]*OIDC_AUDIENCE is not set/],
    ['only a claim', { OIDC_NAME_CLAIM: 'email' }, /OIDC_ISSUER is not set/],
    [
      'no encryption',
      { ...OIDC, OIDC_JWKS_URL: 'http://login.example.com/certs' },
      /OIDC_JWKS_URL must start with https/,
    ],
    [
      'a host that only looks like this machine',
      { ...OIDC, OIDC_ISSUER: 'http://localhost.example' },
      /OIDC_ISSUER must/,
    ],
    ['no address', { ...OIDC, OIDC_JWKS_URL: 'certs.json' }, /OIDC_JWKS_URL must be an address/],
    ['a file', { ...OIDC, OIDC_JWKS_URL: 'file:///etc/keys.json' }, /OIDC_JWKS_URL must be an address/],
    ['a password', { ...OIDC, OIDC_JWKS_URL: 'https://me:secret@login.example.com/' }, /must hold no password/],
    ['a kind that is none', { ...OIDC, OIDC_TOKEN_TYPE: 'id_token' }, /OIDC_TOKEN_TYPE must be one of at\+jwt, JWT/],
    ['a misspelled name', { ...OIDC, OIDC_SYSTEM_CLAIM: 'sites' }, /OIDC_SYSTEM_CLAIM is not a setting/],
  ])('%s is refused', (_, variables, problem) => {
    const problems = problemsOf({ ...BASE, ...variables });
    expect(problems).toMatch(problem);
    expect(problems).not.toContain('secret');
  });
});
