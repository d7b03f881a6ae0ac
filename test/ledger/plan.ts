import type { Database } from '../../reconciliation/reading/database';

/** A step of a plan as PostgreSQL carried it out. */
interface Step {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly Plans?: readonly Step[];
}

/** What reading cost, whatever the machine. */
export interface Cost {
  /** Tables that were read from end to end. */
  readonly scanned: readonly string[];
  /** Rows that the step with the most of them found and looked at. */
  readonly rows: number;
  /** Rows that the largest sort gave. */
  readonly sorted: number;
  /** Pages of 8 kB that were looked at. */
  readonly pages: number;
}

const stepsOf = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(stepsOf)];

const rowsOf = (step: Step): number =>
  (step['Actual Rows'] + (step['Rows Removed by Filter'] ?? 0) + (step['Rows Removed by Join Filter'] ?? 0)) *
  step['Actual Loops'];

const most = (values: readonly number[]): number => Math.max(0, ...values);

/** Runs what `read` asks a database for, and answers what the statements cost together with what it found. */
export async function costOf(database: Database, read: (database: Database) => Promise<unknown>): Promise<Cost> {
  const costs: Cost[] = [];
  await read({
    dialect: database.dialect,
    async query<Row>(sql: string, parameters: readonly unknown[] = []) {
      const [row] = await database.query<{
        'QUERY PLAN': [{ Plan: Step & { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }];
      }>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`, parameters);
      const plan = row?.['QUERY PLAN'][0].Plan;
      if (plan === undefined) throw new Error('no plan came back');
      const steps = stepsOf(plan);
      costs.push({
        scanned: steps.filter((step) => step['Node Type'] === 'Seq Scan').map((step) => step['Relation Name'] ?? ''),
        rows: most(steps.map(rowsOf)),
        sorted: most(steps.filter((step) => step['Node Type'].endsWith('Sort')).map((step) => step['Actual Rows'])),
        pages: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
      });
      return [] as Row[];
    },
  });
  return {
    scanned: costs.flatMap((cost) => cost.scanned),
    rows: most(costs.map((cost) => cost.rows)),
    sorted: most(costs.map((cost) => cost.sorted)),
    pages: costs.reduce((sum, cost) => sum + cost.pages, 0),
  };
}
