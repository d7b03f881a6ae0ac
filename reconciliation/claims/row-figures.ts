import { listReferences, referenceQuery } from '../integrity-checks';
import { AVERAGE_DECIMALS, addUp, amountsQuery, averageOf } from '../reporting/amounts';
import { exact, grouped } from '../reporting/exact';
import { NewRows } from '../reporting/new-rows';
import { PERCENT_DECIMALS, percentOf, type Share } from '../reporting/rate';
import { type Computed, type Evidence, type Finding, mappingOf, type Underivable } from './computed';
import type { CountFigure, OrphanFigure, RowFigure, ShareFigure, ValueFigure, Where } from './figure';
import { pasted } from './pasted';

interface Query {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Counted now, so the ledger has no part in it. */
const counted = (part: number, base: string): Computed => ({
  value: exact(part),
  decimals: 0,
  base,
  share: null,
  asOf: null,
});

const conditionsOf = (rows: NewRows, where: Where): string[] =>
  Object.entries(where).map(([field, text]) => rows.isValue(field, text));

const rowsText = (count: number): string => `${grouped(count)} rows`;

/** Sends a statement that counts some rows, and those among which they were looked for. */
async function ask(
  { database }: Evidence,
  query: Query,
  compute: (counts: Share) => Computed | Underivable,
  [part, whole]: readonly [string, string] = ['part', 'whole'],
): Promise<Finding> {
  const [row] = await database.query<Record<string, string | number>>(query.sql, query.parameters);
  const counts = { part: Number(row?.[part] ?? 0), whole: Number(row?.[whole] ?? 0) };
  return { ...compute(counts), queries: [pasted(query.sql, query.parameters)] };
}

const ofRows = ({ part, whole }: Share): string => `${grouped(part)} of ${rowsText(whole)}`;

/** Counts rows that meet some conditions, and beside them those among which they were looked for. */
function partQuery(rows: NewRows, where: Where, among: Where): Query {
  const conditions = conditionsOf(rows, where);
  const filter = conditions.length === 0 ? '' : ` FILTER (WHERE ${conditions.join(' AND ')})`;
  const sql = `SELECT count(*)${filter} AS part, count(*) AS whole ${rows.from(conditionsOf(rows, among))}`;
  return { sql, parameters: rows.statement.parameters };
}

function countRows(figure: CountFigure, evidence: Evidence): Promise<Finding> {
  const query = partQuery(new NewRows(mappingOf(evidence, figure.mapping)), figure.where, {});
  return ask(evidence, query, (counts) => counted(counts.part, ofRows(counts)));
}

function computeShare(figure: ShareFigure, evidence: Evidence): Promise<Finding> {
  const query = partQuery(new NewRows(mappingOf(evidence, figure.mapping)), figure.where, figure.among);
  return ask(evidence, query, (counts) => {
    const value = percentOf(counts);
    if (value === null) return { because: 'There are no rows to be a share of.' };
    return { value, decimals: PERCENT_DECIMALS, base: ofRows(counts), share: null, asOf: null };
  });
}

function countDistinct(figure: ValueFigure, evidence: Evidence): Promise<Finding> {
  const rows = new NewRows(mappingOf(evidence, figure.mapping));
  const { column, expression } = rows.column(figure.field);
  const values = `count(DISTINCT ${rows.statement.groupKey(column, expression)})`;
  const sql = `SELECT ${values} AS part, count(*) AS whole ${rows.from(conditionsOf(rows, figure.where))}`;
  const query = { sql, parameters: rows.statement.parameters };
  return ask(evidence, query, ({ part, whole }) => counted(part, rowsText(whole)));
}

async function computeAmount(figure: ValueFigure, evidence: Evidence): Promise<Finding> {
  const rows = new NewRows(mappingOf(evidence, figure.mapping));
  const query = amountsQuery(rows, figure.field, conditionsOf(rows, figure.where));
  const queries = [pasted(query.sql, query.parameters)];
  const amounts = await addUp(evidence.database, query);
  if (amounts === null) return { because: `A value of ${figure.field} is no number.`, queries };
  const base = rowsText(amounts.values);
  if (figure.kind === 'sum')
    return { value: amounts.sum, decimals: amounts.decimals, base, share: null, asOf: null, queries };
  const average = averageOf(amounts);
  if (average === null) return { because: `No row has a value of ${figure.field}.`, queries };
  return { value: average, decimals: AVERAGE_DECIMALS, base, share: null, asOf: null, queries };
}

function countOrphans(figure: OrphanFigure, evidence: Evidence): Promise<Finding> {
  const references = listReferences(mappingOf(evidence, figure.mapping));
  const reference = references.find(({ field }) => field.property === figure.field);
  if (reference === undefined) throw new Error(`${figure.mapping}.${figure.field} is no reference`);
  return ask(evidence, referenceQuery(reference), (counts) => counted(counts.part, ofRows(counts)), [
    'orphans',
    'checked',
  ]);
}

/** Figures of the rows themselves, counted now in the new database. */
export function computeOfRows(figure: RowFigure, evidence: Evidence): Promise<Finding> {
  switch (figure.kind) {
    case 'rows':
      return countRows(figure, evidence);
    case 'share':
      return computeShare(figure, evidence);
    case 'orphans':
      return countOrphans(figure, evidence);
    case 'distinct':
      return countDistinct(figure, evidence);
    default:
      return computeAmount(figure, evidence);
  }
}
