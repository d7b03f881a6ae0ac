import { FieldState } from '../../reconciliation/comparing/verdict';
import { patients } from '../../reconciliation/mappings/patients';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import { technicians } from '../../reconciliation/mappings/technicians';
import { concernedFields } from '../mappings/outcome';
import { useTwoSides } from '../mappings/two-sides';
import { listPairs } from '../support/compared-pages';
import { describeEachEngine } from '../support/servers';
import { comparedField, compareRecord, like, message, NUMBER, note, stage } from './record';

const INSTANTS: readonly (readonly [string, string, string, string])[] = [
  ['the same microsecond', '2021-05-05 10:00:00.000001', '2021-05-05 10:00:00.000001', 'MATCHED'],
  ['one microsecond', '2021-05-05 10:00:00.000001', '2021-05-05 10:00:00.000002', 'DIFFERENT'],
  ['a whole second', '2021-05-05 10:00:00', '2021-05-05 10:00:00+00', 'MATCHED'],
  [
    'another time zone, the same point in time',
    '2021-05-05 10:00:00.000001',
    '2021-05-05 12:00:00.000001+02',
    'MATCHED',
  ],
  ['the same digits in another time zone', '2021-05-05 10:00:00.000001', '2021-05-05 10:00:00.000001+02', 'DIFFERENT'],
  ['an hour that summer time leaves out', '2024-03-31 02:30:00', '2024-03-31 02:30:00+00', 'MATCHED'],
  ['an hour that winter time has twice', '2024-10-27 02:30:00', '2024-10-27 03:30:00+01', 'MATCHED'],
  ['the last day of a leap year', '2024-02-29 23:59:59.999999', '2024-02-29 23:59:59.999999', 'MATCHED'],
  ['before computers', '0001-01-01 00:00:00', '0001-01-01 00:00:00+00', 'MATCHED'],
  [
    'the last microsecond of four-digit years',
    '9999-12-31 23:59:59.999999',
    '9999-12-31 23:59:59.999999+00',
    'MATCHED',
  ],
  ['before 1970', '1969-12-31 23:59:59.999999', '1969-12-31 23:59:59.999998', 'DIFFERENT'],
];

describeEachEngine('dates', (engine) => {
  const open = useTwoSides(engine);

  test.each(INSTANTS)('instant: %s', async (_title, legacy, current, verdict) => {
    await stage(
      open(),
      { dispatch_note: [note({ created_at: legacy })] },
      { team_communications: [message({ created_at: current })] },
    );
    const pair = await compareRecord(open(), teamCommunications);
    expect(pair.verdict).toBe(verdict);
    expect(concernedFields(pair)).toEqual(verdict === 'MATCHED' ? [] : ['createdAt']);
  });

  test('the day of an instant is its day in UTC, to the last microsecond', async () => {
    const account = like({ like: 2, date_joined: '2020-01-02 23:59:59.999999' });
    const row = like({ like: 2, profile_id: null, hire_date: '2020-01-02' });
    await stage(open(), { auth_user: [account], dispatch_role: [like({ like: 2 })] }, { technicians: [row] });
    expect((await compareRecord(open(), technicians)).verdict).toBe('MATCHED');
  });

  test('a day has no time zone', async () => {
    await stage(
      open(),
      { dispatch_patient: [like({ birthdate: '1900-01-01' })] },
      { patients: [like({ date_of_birth: '1899-12-31' })] },
    );
    expect(concernedFields(await compareRecord(open(), patients))).toEqual(['dateOfBirth']);
  });

  describe('what is no day of the calendar is never read as missing, equal or different', () => {
    const instants =
      engine === 'mysql'
        ? ['0000-00-00 00:00:00', '2020-00-00 00:00:00.000000']
        : ['infinity', '-infinity', '0044-03-15 00:00:00+00 BC'];
    const days =
      engine === 'mysql' ? ['0000-00-00', '2020-02-00', '1990-02-30'] : ['infinity', '-infinity', '0044-03-15 BC'];
    const cases: [string, string, string][] = [
      ...instants.map((value): [string, string, string] => ['submitted_at', value, 'enrolledAt']),
      ...days.map((value): [string, string, string] => ['birthdate', value, 'dateOfBirth']),
    ];

    const store = async (column: string, value: string): Promise<void> => {
      const runner = open().legacy.createQueryRunner();
      try {
        // The mode of the servers that such values come from.
        if (engine === 'mysql') await runner.query("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
        const mark = engine === 'mysql' ? '?' : '$1';
        await runner.query(`UPDATE dispatch_patient SET ${column} = ${mark} WHERE id = ${NUMBER}`, [value]);
        if (engine === 'mysql') await runner.query('SET SESSION sql_mode = DEFAULT');
      } finally {
        await runner.release();
      }
    };

    test.each(cases)('legacy %s %s', async (column, value, property) => {
      for (const rows of [[], [like()]]) {
        await stage(open(), { dispatch_patient: [like()] }, { patients: rows });
        await store(column, value);
        const pair = await compareRecord(open(), patients);
        expect([pair.verdict, concernedFields(pair)]).toEqual(['UNREADABLE', [property]]);
        const [causes] = await open().comparison.tracer.trace([pair]);
        expect(causes).toMatchObject([{ code: 'VALUE_UNREADABLE', field: property }]);
      }
    });

    test.each(cases)('the finding on %s %s names the path', async (column, value, property) => {
      await stage(open(), { dispatch_patient: [like()] }, {});
      await store(column, value);
      expect(comparedField(await compareRecord(open(), patients), property).because).toMatch(
        /^(submittedAt|birthdate): ./,
      );
    });

    const onMysql = engine === 'mysql' ? test : () => undefined;
    onMysql('the finding does not repeat the value, which may be personal', async () => {
      await stage(open(), { dispatch_patient: [like()] }, {});
      await store('birthdate', '1990-02-30');
      expect(comparedField(await compareRecord(open(), patients), 'dateOfBirth').because).not.toContain('1990');
    });

    test('among other records only its own is unreadable', async () => {
      await stage(open(), { dispatch_patient: [like()] }, { patients: [like()] });
      await store('submitted_at', instants[0] ?? '');
      const pairs = await listPairs(open().comparison.loader, patients);
      expect(pairs.map((pair) => pair.verdict)).toEqual(['MATCHED', 'MATCHED', 'UNREADABLE']);
    });
  });
});

describe('dates on the new side', () => {
  const open = useTwoSides('postgres');
  const cases = ['infinity', '-infinity', '0044-03-15 BC'].flatMap((value) => [
    ['enrolled_at', value, 'enrolledAt'],
    ['date_of_birth', value, 'dateOfBirth'],
  ]) as [string, string, string][];

  test.each(cases)('%s %s is unreadable', async (column, value, property) => {
    await stage(open(), { dispatch_patient: [like()] }, { patients: [like({ [column]: value })] });
    const pair = await compareRecord(open(), patients);
    expect(comparedField(pair, property).state).toBe(FieldState.UNREADABLE);
    expect([pair.verdict, concernedFields(pair)]).toEqual(['UNREADABLE', [property]]);
  });

  test.each([
    ['submitted_at', 'enrolled_at', '0044-03-15 00:00:00+00 BC', '0044-03-15 00:00:00+00'],
    ['submitted_at', 'enrolled_at', 'infinity', null],
  ])('legacy %s and new %s are no match for %s and %s', async (legacy, current, before, after) => {
    await stage(open(), { dispatch_patient: [like({ [legacy]: before })] }, { patients: [like({ [current]: after })] });
    expect((await compareRecord(open(), patients)).verdict).toBe('UNREADABLE');
  });
});
