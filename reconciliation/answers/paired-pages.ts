import { claimOf, expectFields, type FieldExpectation } from '../comparing/expectation';
import type { Mapping } from '../mapping';
import type { Sides } from '../reading/database';
import { LegacyReader, type LegacyRecord } from '../reading/legacy-reader';
import { NewReader, type NewRecord } from '../reading/new-reader';

/** A legacy record with what its rules give and every new row that claims it. */
export interface PairedRecord {
  readonly record: LegacyRecord;
  readonly expectations: readonly FieldExpectation[];
  readonly rows: readonly NewRecord[];
}

/** Records read at a time; memory is bounded by it. */
const PAGE_SIZE = 5_000;

/** Legacy records in the order of their keys, page by page. */
export async function* legacyPages(reader: LegacyReader, mapping: Mapping): AsyncGenerator<LegacyRecord[]> {
  let after: string | null = null;
  for (;;) {
    const records: LegacyRecord[] = await reader.list(mapping, { after, limit: PAGE_SIZE });
    if (records.length === 0) return;
    yield records;
    after = records.at(-1)?.key ?? null;
  }
}

/** Finds the new rows of legacy records, in one statement. */
export async function pairRecords(
  reader: NewReader,
  mapping: Mapping,
  records: readonly LegacyRecord[],
): Promise<PairedRecord[]> {
  const halves = records.map((record) => {
    const expectations = expectFields(mapping, record);
    return { record, expectations, claim: claimOf(mapping, record, expectations) };
  });
  const rows = new Map<string, NewRecord[]>();
  for (const row of await reader.list(mapping, {
    claims: halves.flatMap(({ claim }) => (claim === null ? [] : [claim])),
  })) {
    const key = JSON.stringify(row.claim);
    const known = rows.get(key);
    if (known === undefined) rows.set(key, [row]);
    else known.push(row);
  }
  return halves.map(({ record, expectations, claim }) => ({
    record,
    expectations,
    rows: claim === null ? [] : (rows.get(JSON.stringify(claim)) ?? []),
  }));
}

/** All legacy records of a mapping with their new rows, two statements a page. */
export async function* pairedPages(sides: Sides, mapping: Mapping): AsyncGenerator<PairedRecord[]> {
  const current = new NewReader(sides.new);
  for await (const records of legacyPages(new LegacyReader(sides.legacy), mapping)) {
    yield await pairRecords(current, mapping, records);
  }
}
