import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { PairLoader } from '../../reconciliation/comparing/pair-loader';
import { Verdict } from '../../reconciliation/comparing/verdict';
import { isCompared, type Mapping } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';

/** Records that have no counterpart on the new side. */
const NEVER_ARRIVED: Readonly<Record<string, readonly string[]>> = {
  profiles: ['6', '7', '10'],
  orders: ['1004'],
  teams: ['9'],
  teamCommunications: ['21', '29', '30', '31'],
  doctorNotes: ['21'],
  templateProducts: ['602'],
};

/** The id of an invented new row: the same in every run. */
export function invented(name: string): string {
  const hex = createHash('md5').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The id of the new row of a record that arrived. */
export const newIdOf = (mapping: string, legacyId: string): string => invented(`${mapping}/${legacyId}`);

const quote = (name: string): string => `"${name}"`;

async function insertExpected(
  source: DataSource,
  loader: PairLoader,
  mapping: Mapping,
  legacyId: string,
): Promise<void> {
  const [pair] = await loader.listByLegacyIds(mapping, [legacyId]);
  if (pair?.verdict !== Verdict.MISSING) return;
  const compared = pair.fields.filter(({ field }) => isCompared(field.rule));
  const names = compared.map(({ field }) => quote(field.column.name));
  const marks = names.map((_, index) => `$${index + 2}`);
  const sql = `INSERT INTO ${quote(mapping.new.table.name)} (id, ${names.join(', ')}) VALUES ($1, ${marks.join(', ')})`;
  await source.query(sql, [newIdOf(mapping.name, legacyId), ...compared.map(({ expected }) => expected ?? null)]);
}

/** What somebody or something did to the new side after the migration. */
const AFTERWARDS = [
  `UPDATE team_communications SET body = 'not as it should be' WHERE legacy_record_id = 28`,
  `UPDATE templates SET name = 'Old polish', estimated_duration_minutes = 480, action_name = NULL WHERE legacy_template_id = 302`,
  `INSERT INTO doctor_notes (id, legacy_note_id, author_id, doctor_id, text, created_at)
   SELECT '${invented('second copy')}', legacy_note_id, author_id, doctor_id, text, created_at FROM doctor_notes WHERE legacy_note_id = 27`,
  // Two claim legacy offices that do not exist, one claims none.
  `INSERT INTO offices (id, legacy_office_id, name, tax_rate, metadata, created_at) VALUES
   ('${invented('extra office')}', 299, 'ghost office', 0.1025, '{"b": 1, "a": [1.50]}', '2024-01-01 00:00:00.000001+00'),
   ('${invented('referenced office')}', 298, 'busy ghost', NULL, NULL, now()),
   ('${invented('native office')}', NULL, 'made here', NULL, NULL, now())`,
  `INSERT INTO profiles (id, profile_type, first_name, last_name, username, password_hash)
   VALUES ('${invented('native profile')}', 'doctor', 'Nora', 'Native', 'nora', 'CANARY-hash-native')`,
  `INSERT INTO doctors (id, profile_id, primary_office_id)
   VALUES ('${invented('native doctor')}', '${invented('native profile')}', '${invented('referenced office')}')`,
];

/** Fills the new side as a migration with losses left it: most records exactly as expected, some never arrived. */
export async function fillNewSide(source: DataSource, loader: PairLoader): Promise<void> {
  for (const mapping of mappings) {
    const records = await loader.legacy.list(mapping, { after: null, limit: 1_000 });
    const arrived = records.filter((record) => !NEVER_ARRIVED[mapping.name]?.includes(record.key));
    // One by one, because a category may hang on the one before it.
    for (const record of arrived) await insertExpected(source, loader, mapping, record.key);
  }
  for (const statement of AFTERWARDS) await source.query(statement);
}
