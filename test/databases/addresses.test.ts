import { readConfig } from '../../src/config';
import { messageOf } from '../../src/failure';

const NEW = 'postgres://writer:secret@10.1.2.3:5432/lab';

const problemOf = (legacy: string): string => {
  try {
    readConfig({ environment: { COUNTERPART_OPERATOR: 'maria', LEGACY_DATABASE_URL: legacy, NEW_DATABASE_URL: NEW } });
    return '';
  } catch (error) {
    return messageOf(error);
  }
};

test.each(['10.1.2.3:3306', '[2001:db8::5]:3306', '127.0.0.2:3306'])(
  'a MySQL server on another machine is not named by its number, because its certificate could not be checked: %s',
  (host) => {
    const problem = problemOf(`mysql://reader:secret@${host}/dispatch`);
    expect(problem).toMatch(/LEGACY_DATABASE_URL names its host by number/);
    expect(problem).not.toContain('secret');
  },
);

test.each([
  'mysql://reader:secret@127.0.0.1:3306/dispatch',
  'mysql://reader:secret@[::1]:3306/dispatch',
  'mysql://reader:secret@legacy.example.com:3306/dispatch',
  'postgres://reader:secret@10.1.2.4:5432/dispatch',
])('these can be checked, or need not: %s', (address) => expect(problemOf(address)).toBe(''));
