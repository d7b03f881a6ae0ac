import type { MappedField, Mapping, ReadPath, Rule, RuleProblem } from '../mapping';
import { type Cells, readRows, type Selection, selectList } from '../reading/cells';
import type { Database, TextRow } from '../reading/database';
import { Joins } from '../reading/joins';
import { Statement } from '../reading/statement';
import { Unreadable } from '../value';

/** A legacy code that a rule has no answer for, and how many records of the mapping hold it. */
export interface UnmappedCode {
  readonly code: string;
  readonly count: number;
}

/** No map lists it, and PostgreSQL could not even store it. */
const UNLISTED = String.fromCharCode(0);

function problemOf({ rule, column }: MappedField, read: ReadPath): RuleProblem | null {
  const outcome = rule.variants === undefined ? rule.expect(read, column.kind) : rule.variants.choose(read);
  if (outcome !== null && 'problem' in outcome) return outcome.problem;
  return outcome !== null && 'code' in outcome ? outcome : null;
}

/** Whether a code that is not listed blocks its record; where something stands for it, every code has its answer. */
export const refusesCodes = (field: MappedField): boolean =>
  (field.rule.labels !== undefined || field.rule.variants !== undefined) &&
  problemOf(field, () => UNLISTED)?.code === 'CODE_UNMAPPED';

/** The paths that make the code; the id of a generic reference is none of it. */
export function codePaths({ reads, variants }: Rule): string[] {
  const ids = new Set(variants?.rules.flatMap((rule) => rule.reference?.paths ?? []));
  return reads.filter((path) => !ids.has(path));
}

/** The texts of some paths that records of the mapping have in common. */
interface Group {
  readonly cells: Cells;
  readonly count: number;
}

/** In MySQL as bytes, because a collation may take texts for equal that are not. */
function selectionOf(statement: Statement, joins: Joins, path: string): Selection {
  const { expression, column } = joins.column(path);
  const isText = column.kind === 'text' || column.kind === 'enum';
  if (statement.dialect === 'postgres' || !isText) return { name: path, column, expression };
  return { name: path, column, expression: `cast(convert(${expression} USING utf8mb4) AS binary)` };
}

/** Where one path is the code, records with a listed one need not be grouped. */
function unlisted(statement: Statement, rule: Rule, [code, ...others]: readonly Selection[]): string[] {
  const labels = [...(rule.labels?.keys() ?? [])];
  if (code === undefined || others.length > 0 || labels.length === 0) return [];
  const text = statement.canonical(code.column, code.expression);
  return [`${code.expression} IS NOT NULL`, `NOT (${statement.isOneOf(text, 'text', labels)})`];
}

/** Groups the records of the mapping by their codes and by `also`; `among`: only those with the codes of these groups. */
async function listGroups(
  database: Database,
  mapping: Mapping,
  rule: Rule,
  also: readonly string[] = [],
  among: readonly Group[] = [],
): Promise<Group[]> {
  const statement = new Statement(database.dialect);
  const joins = new Joins(statement, mapping.legacy);
  const codes = codePaths(rule).map((path) => selectionOf(statement, joins, path));
  const others = also.filter((path) => !codes.some((code) => code.name === path));
  const selections = [...codes, ...others.map((path) => selectionOf(statement, joins, path))];
  // A code that is refused is there: none of its parts is NULL.
  const tuples = among.map(({ cells }) => codes.map((code) => String(cells.get(code.name))));
  const list = selectList(statement, selections);
  const where = [
    ...joins.population(),
    ...unlisted(statement, rule, codes),
    ...(tuples.length > 0 ? [statement.areOneOf(codes, tuples)] : []),
  ];
  const from = `${joins.from()}${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''}`;
  const places = selections.map((_, index) => index + 1).join(', ');
  const sql = `SELECT ${list}, count(*) AS n ${from} GROUP BY ${places}`;
  const rows = await database.query<TextRow>(sql, statement.parameters);
  return readRows(rows, selections).map((cells, index) => ({ cells, count: Number(rows[index]?.n) }));
}

const isUnreadable = (cell: unknown): boolean =>
  cell instanceof Unreadable || (typeof cell === 'string' && cell.includes('\uFFFD'));

const readerOf =
  (cells: Cells): ReadPath =>
  (path) => {
    const cell = cells.get(path);
    return typeof cell === 'string' ? cell : null;
  };

/** The code of a group that its rule refuses. What cannot be read blocks its records by another name. */
function refusedCode(field: MappedField, { cells }: Group): string | null {
  if ([...cells.values()].some(isUnreadable)) return null;
  const problem = problemOf(field, readerOf(cells));
  return problem?.code === 'CODE_UNMAPPED' ? (problem.value ?? '') : null;
}

/** The legacy codes that a field's rule refuses, the commonest first, among the records that the mapping takes in. */
export async function listUnmappedCodes(
  database: Database,
  mapping: Mapping,
  field: MappedField,
): Promise<UnmappedCode[]> {
  const { scope } = mapping.legacy;
  const isRefused = (group: Group): boolean => refusedCode(field, group) !== null;
  const all = (await listGroups(database, mapping, field.rule)).filter(isRefused);
  // The scope is looked at only where it decides something, because it may read a text of every record.
  const asked =
    scope === null || all.length === 0 ? all : await listGroups(database, mapping, field.rule, scope.reads, all);
  const counts = new Map<string, number>();
  for (const group of asked) {
    const code = refusedCode(field, group);
    if (code === null || scope?.includes(readerOf(group.cells)) === false) continue;
    counts.set(code, (counts.get(code) ?? 0) + group.count);
  }
  return [...counts]
    .map(([code, count]) => ({ code, count }))
    .sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1));
}
