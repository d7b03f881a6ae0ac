import { primaryColumn, tableOf } from '../../entities/table';
import { type Companion, type Mapping, readsOf } from '../mapping';
import type { Database } from '../reading/database';
import { Joins } from '../reading/joins';
import { Statement } from '../reading/statement';
import { isAnyYoung } from './row-versions';

interface LegacyRows {
  readonly statement: Statement;
  readonly joins: Joins;
  /** The canonical text of the rows' own key. */
  readonly key: string;
}

function legacyRows(legacy: Database, mapping: Mapping): LegacyRows {
  const statement = new Statement(legacy.dialect);
  const joins = new Joins(statement, mapping.legacy);
  const { expression, column } = joins.column(primaryColumn(mapping.legacy.table).property);
  return { statement, joins, key: statement.canonical(column, expression) };
}

async function listKeys(legacy: Database, { statement, joins, key }: LegacyRows, where: string): Promise<string[]> {
  const sql = `SELECT ${key} AS k ${joins.from()} WHERE ${where}`;
  return (await legacy.query<{ k: string }>(sql, statement.parameters)).map((row) => row.k);
}

/** Whether a row has a young companion, chosen or not, and whatever the companion has become. */
function hasYoungCompanion({ statement, joins }: LegacyRows, table: Mapping['legacy']['table'], horizon: string) {
  return (entry: Companion): string => {
    const rows = new Joins(statement, { table: tableOf(entry.entity), companions: {}, population: entry.where }, 'x');
    const owner = rows.column(entry.by).expression;
    const also = typeof entry.pick === 'object' ? [entry.pick.before] : [];
    for (const path of [...Object.keys(entry.where), ...also]) rows.column(path);
    const owned = joins.column(entry.of ?? primaryColumn(table).property).expression;
    const young = isAnyYoung(statement, rows.listAliases(), horizon);
    return `coalesce(${owned} IN (SELECT ${owner} ${rows.from()} WHERE ${young} AND ${owner} IS NOT NULL), false)`;
  };
}

/**
 * The keys of rows of the mapping's legacy table that were written since, or of which something was that their rules
 * read. All rows of the table, because one that has just stopped being a record of the mapping is the news.
 */
export async function listChangedLegacy(legacy: Database, mapping: Mapping, horizon: string): Promise<string[]> {
  const rows = legacyRows(legacy, mapping);
  const { table, companions, population } = mapping.legacy;
  for (const path of [...readsOf(mapping), ...Object.keys(population)]) rows.joins.column(path);
  const beside = Object.values(companions).map(hasYoungCompanion(rows, table, horizon));
  const young = isAnyYoung(rows.statement, rows.joins.listAliases(), horizon);
  return listKeys(legacy, rows, [young, ...beside].join(' OR '));
}

/** The keys of rows that hold one of these texts at the end of a path. */
export async function listNaming(
  legacy: Database,
  mapping: Mapping,
  path: string,
  texts: readonly string[],
): Promise<string[]> {
  const rows = legacyRows(legacy, mapping);
  const { expression, column } = rows.joins.column(path);
  const isNumber = column.kind === 'integer' || column.kind === 'bigint';
  const fitting = isNumber ? texts.filter((text) => /^-?\d{1,18}$/.test(text)) : texts;
  if (fitting.length === 0) return [];
  return listKeys(legacy, rows, rows.statement.isOneOf(expression, column.kind, fitting));
}
