import { columnNamed } from '../catalogue/catalogue';
import type { CatalogueColumn } from '../catalogue/columns';
import type { MappedField, Mapping, ReadPath } from '../mapping';
import { readRows, type Selection, selectList } from '../reading/cells';
import type { Database, TextRow } from '../reading/database';
import { Joins } from '../reading/joins';
import { Statement } from '../reading/statement';
import { alterType } from './check-tables';
import { CheckCode, type FindingPart, Severity, type Subject } from './finding';

/** So many of the longest texts are looked at. Where none of them is written as it is, it stays with the warning. */
const LONGEST = 1000;

/** A length as the new side counts it. */
const lengthOf = (text: string): number => [...text].length;

/** The live column of a field that holds texts up to a length only, which its declaration does not know; else null. */
function limitedColumn({ mapping, find }: Subject, { column }: MappedField): CatalogueColumn | null {
  if (column.kind !== 'text' || column.length !== undefined) return null;
  const table = find('new', mapping.new.table.name);
  const live = table === null ? null : columnNamed(table, column.name);
  return live?.family === 'characters' && live.length !== null ? live : null;
}

/** What a rule writes whatever the record holds: its labels, or what stands for nothing. */
function fixedTexts({ rule, column }: MappedField): string[] {
  const labels = [...(rule.labels?.values() ?? [])].filter((label) => label !== null);
  if (rule.kind !== 'constant' && rule.kind !== 'text') return labels;
  const outcome = rule.expect(() => null, column.kind);
  return 'value' in outcome && outcome.value !== null ? [...labels, outcome.value] : labels;
}

/** The records whose text is too long as it lies there, the longest first, with what the scope reads of them. */
async function listLong(database: Database, mapping: Mapping, path: string, limit: number): Promise<ReadPath[]> {
  const statement = new Statement(database.dialect);
  const joins = new Joins(statement, mapping.legacy);
  const paths = [...new Set([path, ...(mapping.legacy.scope?.reads ?? [])])];
  const selections = paths.map((name): Selection => ({ name, ...joins.column(name) }));
  const length = statement.characters(joins.column(path).expression);
  const list = selectList(statement, selections);
  const where = [...joins.population(), `${length} > ${limit}`].join(' AND ');
  const sql = `SELECT ${list} ${joins.from()} WHERE ${where} ORDER BY ${length} DESC LIMIT ${LONGEST}`;
  const rows = readRows(await database.query<TextRow>(sql, statement.parameters), selections);
  return rows.map((cells) => (name) => {
    const cell = cells.get(name);
    return typeof cell === 'string' ? cell : null;
  });
}

/** How long the longest text is that the rule gives; only texts that it copies are looked for. */
async function longestOf(legacy: Database, mapping: Mapping, field: MappedField, limit: number): Promise<number> {
  const { rule, column } = field;
  const fixed = Math.max(0, ...fixedTexts(field).map(lengthOf));
  const [path] = rule.reads;
  if (path === undefined || (rule.kind !== 'copy' && rule.kind !== 'text')) return fixed;
  const { scope } = mapping.legacy;
  const records = await listLong(legacy, mapping, path, limit);
  const lengths = records
    .filter((read) => scope?.includes(read) ?? true)
    .map((read) => rule.expect(read, column.kind))
    .map((outcome) => ('value' in outcome && outcome.value !== null ? lengthOf(outcome.value) : 0));
  return Math.max(fixed, ...lengths);
}

/**
 * Makes the warnings about lengths that are not declared errors where a text is too long for them: the new side would
 * refuse its record. Reads the data, not the catalogue.
 */
export async function checkLengths(
  subject: Subject,
  legacy: Database,
  findings: readonly FindingPart[],
): Promise<FindingPart[]> {
  const checked: FindingPart[] = [];
  for (const finding of findings) checked.push((await tooLong(subject, legacy, finding)) ?? finding);
  return checked;
}

/** A warning about a length as the error that it is; null: it stays as it is. */
async function tooLong(subject: Subject, legacy: Database, finding: FindingPart): Promise<FindingPart | null> {
  const { mapping } = subject;
  const { table } = mapping.new;
  if (finding.code !== CheckCode.TYPE_UNFIT || finding.side !== 'new' || finding.table !== table.name) return null;
  const field = mapping.fields.find(({ column }) => column.name === finding.column);
  const live = field === undefined ? null : limitedColumn(subject, field);
  if (field === undefined || live === null) return null;
  const limit = live.length ?? 0;
  const longest = await longestOf(legacy, mapping, field, limit);
  if (longest <= limit) return null;
  return {
    ...finding,
    severity: Severity.ERROR,
    message: `${finding.message}; a text of ${longest} characters would have to be written there`,
    remedy: `${alterType({ table, column: field.column }, live)}, or let the rule shorten the text`,
  };
}
