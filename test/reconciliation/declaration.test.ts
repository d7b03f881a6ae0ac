import { expectRequirements } from '../../reconciliation/comparing/expectation';
import { companion } from '../../reconciliation/declaration';
import { isRequiredReference, parentsOf, readsOf, referencesOf } from '../../reconciliation/mapping';
import type { LegacyRecord } from '../../reconciliation/reading/legacy-reader';
import { CauseCode } from '../../reconciliation/tracing/cause';
import { childReferences } from '../../reconciliation/tracing/children';
import { remediesFor } from '../../reconciliation/tracing/remedies';
import { books, InventedLoan, lending, loans, readers, slips } from './invented-loans';

/** What becomes of the parts of a declaration that no new column stands for. */

const record = (readerId: string | null): LegacyRecord => ({
  key: '1',
  cells: new Map(readsOf(slips).map((path) => [path, path === 'readerId' ? readerId : null])),
});

describe('a requirement', () => {
  const [requirement] = slips.requirements;

  test('has the form of a field that must name a record', () => {
    expect(slips.requirements).toHaveLength(1);
    expect(requirement).toMatchObject({
      property: 'reader',
      column: { property: 'reader', kind: 'uuid', nullable: false, primary: false, unique: false, indexed: false },
      rule: { kind: 'reference', reads: ['readerId'] },
    });
    expect(requirement !== undefined && isRequiredReference(requirement)).toBe(true);
  });

  test('is no field: nothing is read, compared or written of it on the new side', () => {
    expect(slips.fields.map((field) => field.property)).toEqual(['legacyLoanId', 'bookEventId', 'kind']);
    expect(referencesOf(slips).map((field) => field.property)).toEqual(['bookEventId']);
  });

  test('is a parent all the same, and what it reads is read', () => {
    expect(parentsOf(slips)).toEqual([books, readers]);
    expect(readsOf(slips)).toContain('readerId');
    expect(childReferences(lending, readers).map(({ mapping, path }) => [mapping, path])).toEqual([
      [slips, 'readerId'],
    ]);
  });

  test('is expected like a reference, by the legacy key', () => {
    const outcomes = ['5', null].map((id) => expectRequirements(slips, record(id)).map(({ outcome }) => outcome));
    expect(outcomes).toEqual([
      [{ value: '5' }],
      [
        {
          problem: {
            code: 'REQUIRED_VALUE_MISSING',
            message: 'readerId is not set, and reader must name a record',
          },
        },
      ],
    ]);
  });

  test('of a mapping that declares none there are none', () => {
    expect([loans.requirements, expectRequirements(readers, record('5'))]).toEqual([[], []]);
  });

  test('is settled by no override, so none is advised', () => {
    const codes = [CauseCode.PARENT_MISSING, CauseCode.PARENT_NOT_ELIGIBLE, CauseCode.REQUIRED_VALUE_MISSING];
    for (const code of codes) {
      const remedies = remediesFor(slips, { code, field: 'reader', record: null });
      expect(remedies.filter(({ message }) => message.startsWith('override'))).toEqual([]);
    }
  });
});

describe('a companion', () => {
  test('is the one with the lowest id that names the record, and need not be there', () => {
    expect(companion(InventedLoan, 'bookId')).toEqual({
      entity: InventedLoan,
      by: 'bookId',
      of: null,
      where: {},
      presence: 'optional',
      pick: 'lowest',
    });
  });

  test('unless it is declared otherwise', () => {
    const pick = { before: 'at' } as const;
    const options = { of: 'book.ownerId', where: { kind: 'lent' }, presence: 'required', pick } as const;
    expect(companion(InventedLoan, 'book.ownerId', options)).toEqual({
      entity: InventedLoan,
      by: 'book.ownerId',
      ...options,
    });
  });
});

describe('the rows of a mapping', () => {
  test('are all of its table, unless it says which', () => {
    expect([readers.new.where, loans.new.where]).toEqual([{}, { source: 'loan' }]);
  });
});
