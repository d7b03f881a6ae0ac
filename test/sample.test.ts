import { Comparison } from '../reconciliation/comparison';
import { mappings } from '../reconciliation/mappings/all';
import { Service } from '../resolvers/service';
import { bulkFaults } from '../sample/faults/bulk-faults';
import { expectedFigures } from '../sample/faults/expected-figures';
import { plantedFaults } from '../sample/faults/planted-faults';
import { otherAuthors } from '../sample/people/notes';
import { type Databases, openDatabases } from '../src/databases';
import { type Api, startApi } from './support/api';
import { type SampleDatabases, useSample } from './support/sample';
import { describeEachEngine, engines } from './support/servers';

/** The sample end to end: the figures, every planted fault and nothing else, and the main job of a support person. */

const LIMITS = { poolSize: 4, statementTimeout: 60_000 };
/** The mappings whose records somebody edited after the load, and some with every kind of verdict. */
const AGAIN = ['orders', 'templates', 'doctorNotes', 'templateProducts'];
const TABLES = mappings.map((mapping) => mapping.new.table.name);

interface Found {
  readonly mapping: string;
  readonly record_key: string;
  readonly legacy_id: string | null;
  readonly verdict: string;
  readonly fields: readonly string[];
  readonly moved_side: string | null;
}

interface Root {
  readonly code: string;
  readonly blocks: number;
  readonly record: { readonly table: string; readonly legacyId: string } | null;
  readonly sample: readonly { readonly legacyId: string }[];
  readonly remedies: readonly { readonly kind: string }[];
}

const ROOTS =
  '{ rootCauses(mapping: teamCommunications) { code blocks record { table legacyId } sample(first: 2) { legacyId } remedies { kind } } }';
const FIGURES =
  '{ mapping(name: teamCommunications) { figures { base migrated matched blocked excluded successRate } } }';
const MIGRATE = `mutation($input: MigrateRecordInput!) { migrateRecord(input: $input) { fingerprint replayed plan { table kind }
  changes { id } record { verdict } userErrors { code message } } }`;
const REVERT = `mutation($input: RevertChangeInput!) { revertChange(input: $input) { fingerprint record { verdict } userErrors { code message } } }`;

interface Written {
  readonly fingerprint: string;
  readonly replayed: boolean;
  readonly plan: readonly { readonly table: string; readonly kind: string }[];
  readonly changes: readonly { readonly id: string }[];
  readonly record: { readonly verdict: string } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

/** What each engine found, to be held against each other at the end. */
const findings = new Map<string, readonly Found[]>();

describeEachEngine('the Phase 7 sample', (engine) => {
  let sample: SampleDatabases;
  let databases: Databases;
  let api: Api;
  let found: readonly Found[];

  beforeAll(async () => {
    sample = await useSample(engine);
    databases = await openDatabases({
      legacy: { url: sample.legacyUrl, ...LIMITS },
      new: { url: sample.newUrl, ...LIMITS },
    });
    api = await startApi(new Service(databases.sides, databases.new, databases.rows, mappings));
    found = await listFound();
    findings.set(engine, found);
    // Half a million rows are made and compared once, beside whatever else the machine is doing.
  }, 900_000);

  afterAll(async () => {
    await api?.stop();
    await databases?.close();
    await sample?.drop();
  });

  /** What the ledger holds as open: the sample was compared when it was made, and once more where somebody edited it. */
  const listFound = (): Promise<Found[]> =>
    databases.sides.new.query<Found>(
      `SELECT mapping, record_key, legacy_id, verdict, fields, moved_side FROM counterpart.discrepancy WHERE state = 'OPEN'
       ORDER BY mapping, record_key`,
    );

  /** Every business row, as text: two snapshots are equal only when every byte is. */
  const snapshot = async (): Promise<readonly string[]> => {
    const digests = TABLES.map((table) =>
      databases.sides.new.query<{ d: string }>(
        `SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY id)), '') AS d FROM "${table}" t`,
      ),
    );
    return (await Promise.all(digests)).map(([row]) => row?.d ?? '');
  };

  test('every mapping has exactly the figures that were planted, and they add up to its base', async () => {
    const names = mappings.map((mapping) => mapping.name);
    const { mappings: shown } = await api.ask<{ mappings: { name: string; figures: Record<string, number> }[] }>(
      '{ mappings { name figures { base matched different missing blocked excluded ambiguous unreadable extra } } }',
    );
    expect(Object.fromEntries(shown.map(({ name, figures }) => [name, figures]))).toEqual(
      Object.fromEntries(names.map((name) => [name, expectedFigures[name]])),
    );
    for (const { figures } of shown) {
      const { base, extra, ...verdicts } = figures;
      expect(Object.values(verdicts).reduce((sum, count) => sum + count, 0)).toBe(base);
      expect(extra).toBeGreaterThanOrEqual(0);
    }
  });

  test('each planted fault is found with its verdict, field and moved side', () => {
    const named = (fault: (typeof plantedFaults)[number]): Found | undefined =>
      found.find(
        (entry) =>
          entry.mapping === fault.mapping &&
          (fault.legacyId === null
            ? entry.record_key === `new:${fault.newId ?? ''}`
            : entry.record_key === fault.legacyId),
      );
    for (const fault of plantedFaults) {
      expect(named(fault)).toMatchObject({
        verdict: fault.verdict,
        ...(fault.field === null ? {} : { fields: [fault.field] }),
      });
      if (fault.movedSide !== undefined) expect(named(fault)?.moved_side).toBe(fault.movedSide);
    }
  });

  test('nothing else is found', () => {
    const planted = new Set(
      plantedFaults.map((fault) => `${fault.mapping}/${fault.legacyId ?? `new:${fault.newId ?? ''}`}`),
    );
    const others = found.filter((entry) => !planted.has(`${entry.mapping}/${entry.record_key}`));
    const counted = bulkFaults.map(({ mapping, verdict, field }) => ({
      mapping,
      verdict,
      field,
      count: others.filter(
        (entry) =>
          entry.mapping === mapping &&
          entry.verdict === verdict &&
          (field === null ? entry.fields.length === 0 : entry.fields.includes(field)),
      ).length,
    }));
    // Groups of one mapping and field may share records with each other; together they must account for all.
    expect(counted.every(({ count }) => count > 0)).toBe(true);
    expect(others).toHaveLength(bulkFaults.reduce((sum, fault) => sum + fault.count, 0));
  });

  test('comparing again, edits included, finds the same', async () => {
    const comparison = new Comparison(databases.sides, mappings, { rows: databases.rows, source: databases.new });
    for (const mapping of mappings.filter(({ name }) => AGAIN.includes(name))) await comparison.compareMapping(mapping);
    expect(await listFound()).toEqual(found);
  });

  test('the root causes account for exactly 180 team communications, one for each author', async () => {
    const { rootCauses } = await api.ask<{ rootCauses: Root[] }>(ROOTS);
    expect(rootCauses.reduce((sum, root) => sum + root.blocks, 0)).toBe(180);
    expect(rootCauses.map((root) => root.blocks)).toEqual(
      [...otherAuthors].map((author) => author.notes).sort((one, other) => other - one),
    );
    expect(rootCauses.map((root) => root.code).sort((one, other) => one.localeCompare(other))).toEqual([
      'PARENT_MISSING',
      ...Array.from({ length: 7 }, () => 'PARENT_NOT_ELIGIBLE'),
      'PARENT_NOT_IN_LEGACY',
    ]);
    for (const root of rootCauses) {
      expect(root.record?.table).toBe('auth_user');
      expect(root.remedies.map((remedy) => remedy.kind)).toEqual(
        expect.arrayContaining(['ASSIGN_SUBSTITUTE', 'WAIVE']),
      );
    }
  });

  test('one is traced, previewed, fixed with a substitute author, repeated without effect, and taken back byte for byte', async () => {
    const figures = async () =>
      (await api.ask<{ mapping: { figures: Record<string, number> } }>(FIGURES)).mapping.figures;
    const before = { tables: await snapshot(), figures: await figures() };
    expect(before.figures).toMatchObject({ base: 963, migrated: 783, blocked: 180 });
    const { rootCauses } = await api.ask<{ rootCauses: Root[] }>(ROOTS);
    const legacyId = rootCauses[0]?.sample[0]?.legacyId ?? '';
    const [doctor] = await databases.sides.new.query<{ id: string }>(
      "SELECT legacy_user_id::text AS id FROM profiles WHERE profile_type = 'doctor' ORDER BY 1 LIMIT 1",
    );
    const input = { mapping: 'teamCommunications', legacyId, overrides: [{ field: 'authorId', legacyId: doctor?.id }] };
    const migrate = async (more: object): Promise<Written> =>
      (await api.ask<{ migrateRecord: Written }>(MIGRATE, { input: { ...input, ...more } })).migrateRecord;

    const preview = await migrate({ dryRun: true });
    expect(preview).toMatchObject({
      plan: [{ table: 'team_communications', kind: 'INSERT' }],
      changes: [],
      userErrors: [],
    });
    expect({ tables: await snapshot(), figures: await figures() }).toEqual(before);

    const write = {
      expectedFingerprint: preview.fingerprint,
      reason: 'the doctor dictated it',
      idempotencyKey: `fix-${legacyId}`,
    };
    const applied = await migrate(write);
    expect(applied).toMatchObject({ replayed: false, record: { verdict: 'MATCHED' }, userErrors: [] });
    expect(await figures()).toMatchObject({ base: 963, migrated: 784, blocked: 179 });
    const fixed = await snapshot();
    expect(await migrate(write)).toMatchObject({ replayed: true, changes: applied.changes });
    expect(await snapshot()).toEqual(fixed);

    const revert = async (more: object) =>
      (
        await api.ask<{ revertChange: { fingerprint: string; userErrors: unknown[]; record: { verdict: string } } }>(
          REVERT,
          { input: { changeId: applied.changes[0]?.id, ...more } },
        )
      ).revertChange;
    const back = await revert({ dryRun: true });
    expect(
      await revert({
        expectedFingerprint: back.fingerprint,
        reason: 'wrong doctor',
        idempotencyKey: `back-${legacyId}`,
      }),
    ).toMatchObject({ userErrors: [], record: { verdict: 'BLOCKED' } });
    expect({ tables: await snapshot(), figures: await figures() }).toEqual(before);
  });
});

test('PostgreSQL and MariaDB give identical verdicts', () => {
  expect(findings.size).toBe(engines.length);
  const [one, ...others] = [...findings.values()];
  for (const other of others) expect(other).toEqual(one);
});
