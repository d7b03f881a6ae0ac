import fc from 'fast-check';
import { digest, fingerprintOf, legacyDigest, parseFingerprint } from '../../reconciliation/comparing/fingerprint';
import { profiles } from '../../reconciliation/mappings/profiles';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import type { LegacyRecord } from '../../reconciliation/reading/legacy-reader';
import type { NewRecord } from '../../reconciliation/reading/new-reader';
import { type Cell, Unreadable } from '../../reconciliation/value';

/** Texts of the characters that the framing itself is made of. */
const text = fc.string({ unit: fc.constantFrom('-', ';', ':', '!', '0', '1', '2', '😀'), maxLength: 6 });
const hex = fc.constantFrom(null, '00', 'ff', '00ff');
const cell: fc.Arbitrary<Cell> = fc.oneof(
  text,
  fc.constant(null),
  fc.tuple(text, hex).map(([reason, bytes]) => new Unreadable(reason, bytes)),
);

const plain = (cells: readonly Cell[]): string =>
  JSON.stringify(cells.map((entry) => (entry instanceof Unreadable ? { ...entry } : entry)));

describe('digests', () => {
  test('two lists of cells have one digest only if they are the same list', () => {
    const lists = fc.array(cell, { maxLength: 3 });
    fc.assert(
      fc.property(lists, lists, (first, second) =>
        expect(digest(first) === digest(second)).toBe(plain(first) === plain(second)),
      ),
      { numRuns: 2_000 },
    );
  });

  test('what stands between two cells belongs to neither', () => {
    expect(digest(['a', 'b'])).not.toBe(digest(['ab']));
    expect(digest(['a', 'b'])).not.toBe(digest(['a1:b']));
    expect(digest([null])).not.toBe(digest(['']));
    expect(digest([null])).not.toBe(digest(['-;']));
    expect(digest([new Unreadable('x')])).not.toBe(digest(['x']));
    expect(digest([])).not.toBe(digest([null]));
  });
});

const legacyRecord = (cells: Record<string, Cell>): LegacyRecord => ({
  key: '1',
  cells: new Map(Object.entries(cells)),
});

const newRecord = (cells: Record<string, Cell>): NewRecord => ({
  id: '00000000-0000-4000-8000-000000000001',
  claim: ['1'],
  cells: new Map(Object.entries(cells)),
  meanings: new Map(),
  parents: new Map(),
});

describe('fingerprints', () => {
  test('say which foundation moved', () => {
    const legacy = legacyRecord({ id: '1', text: 'a' });
    const row = newRecord({ body: 'a' });
    const base = fingerprintOf(teamCommunications, legacy, ['a'], [row]);
    const moved = [
      fingerprintOf(profiles, legacy, ['a'], [row]),
      fingerprintOf(teamCommunications, legacyRecord({ id: '1', text: 'b' }), ['a'], [row]),
      fingerprintOf(teamCommunications, legacy, ['b'], [row]),
      fingerprintOf(teamCommunications, legacy, ['a'], [newRecord({ body: 'b' })]),
    ];
    expect(moved[0]?.rules).not.toBe(base.rules);
    expect(moved[1]).toEqual({ ...base, legacy: moved[1]?.legacy, text: moved[1]?.text });
    expect(moved[2]).toEqual({ ...base, expected: moved[2]?.expected, text: moved[2]?.text });
    expect(moved[3]).toEqual({ ...base, new: moved[3]?.new, text: moved[3]?.text });
    expect(new Set([base, ...moved].map((fingerprint) => fingerprint.text)).size).toBe(5);
  });

  test('a column that no rule fills may change without anybody noticing', () => {
    const ofRows = (...rows: NewRecord[]): string => fingerprintOf(teamCommunications, null, [], rows).new;
    const before = ofRows(newRecord({ body: 'a', subject: 'b' }));
    expect(ofRows(newRecord({ body: 'a', subject: 'c' }))).toBe(before);
    expect(ofRows(newRecord({ body: 'b', subject: 'b' }))).not.toBe(before);
    expect(ofRows(newRecord({ body: 'a' }), newRecord({ body: 'a' }))).not.toBe(before);
  });

  test('a legacy column that no rule reads may change as well, a scope that reads one may not', () => {
    const before = legacyDigest(teamCommunications, legacyRecord({ id: '1', text: 'a', doctorId: '1' }));
    expect(legacyDigest(teamCommunications, legacyRecord({ id: '1', text: 'a', doctorId: '2' }))).toBe(before);
    expect(legacyDigest(teamCommunications, legacyRecord({ id: '1', text: 'b', doctorId: '1' }))).not.toBe(before);
  });

  test('a side that has no record is absent', () => {
    expect(fingerprintOf(teamCommunications, null, [], [])).toMatchObject({ legacy: 'absent', new: 'absent' });
  });

  test('come back as they were sent, and nothing else is taken for one', () => {
    const { text: sent, ...parts } = fingerprintOf(teamCommunications, legacyRecord({ id: '1' }), [], []);
    expect(parseFingerprint(sent)).toEqual(parts);
    for (const other of ['', 'change.1', 'a.b.c', 'a.b.c.d.e']) expect(parseFingerprint(other)).toBeNull();
  });
});
