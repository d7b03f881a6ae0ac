import { readConfig } from '../../src/config';
import { Failure } from '../../src/failure';

const configured = (environment: Record<string, string>) => readConfig({ environment });

/** What is wrong with some settings, in the words of the program. */
function problems(environment: Record<string, string>): string {
  try {
    configured(environment);
    return '';
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}

test('what holds unless something else is asked for', () => {
  const { runs, isReadOnly } = configured({});
  expect({ ...runs, isReadOnly }).toMatchObject({
    rowsPerSecond: null,
    legacyLag: 10,
    legacyLagQuery: null,
    commitLatency: 1_000,
    lanes: 2,
    approvalOver: 1_000,
    isReadOnly: false,
  });
});

test('what is asked for', () => {
  const { runs, isReadOnly } = configured({
    RUN_ROWS_PER_SECOND: '250',
    LEGACY_LAG_LIMIT_S: '0',
    LEGACY_LAG_QUERY: ' select max(seconds) from heartbeat ; ',
    COMMIT_LATENCY_LIMIT_MS: '50',
    RUN_LANES: '0',
    RUN_APPROVAL_OVER: '0',
    READ_ONLY: 'true',
  });
  expect({ ...runs, isReadOnly }).toMatchObject({
    rowsPerSecond: 250,
    legacyLag: 0,
    legacyLagQuery: 'select max(seconds) from heartbeat',
    commitLatency: 50,
    lanes: 0,
    approvalOver: 0,
    isReadOnly: true,
  });
});

test.each([
  ['RUN_ROWS_PER_SECOND', '0', 'must be a whole number from 1 to 10000000'],
  ['RUN_ROWS_PER_SECOND', '1.5', 'must be a whole number'],
  ['LEGACY_LAG_LIMIT_S', '-1', 'must be a whole number from 0 to 86400'],
  ['COMMIT_LATENCY_LIMIT_MS', '1s', 'must be a whole number from 0 to 600000'],
  ['RUN_LANES', '1000', 'must be a whole number from 0 to 32'],
  ['RUN_APPROVAL_OVER', 'never', 'must be a whole number from 0 to 1000000000'],
  ['READ_ONLY', 'yes', 'must be one of true, false'],
  ['LEGACY_LAG_QUERY', 'DELETE FROM heartbeat', 'must be one SELECT'],
  ['LEGACY_LAG_QUERY', 'SELECT 1; DROP TABLE heartbeat', 'must be one SELECT'],
])('%s=%s is refused', (name, value, words) => {
  const told = problems({ [name]: value });
  expect(told).toContain(`${name} ${words}`);
  expect(told).toContain(`Example: ${name}=`);
});
