import { SpanKind, trace } from '@opentelemetry/api';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Sides } from '../reconciliation/reading/database';
import { inSpan } from '../reconciliation/span';

export type Side = keyof Sides;

/** What is told of a statement: how long it was waited for, and what it failed with. Neither its words nor its values. */
export interface ObservedStatement {
  readonly side: Side;
  /** Of a small set: SELECT, COMMIT and so on. */
  readonly verb: string;
  readonly seconds: number;
  readonly error?: unknown;
}

export type StatementObserver = (statement: ObservedStatement) => void;

const VERBS = 'SELECT INSERT UPDATE DELETE WITH COPY LOCK SET SHOW START BEGIN COMMIT ROLLBACK SAVEPOINT RELEASE'.split(
  ' ',
);

function verbOf(sql: string): string {
  const first = /^[\s(]*([a-z]+)/i.exec(sql)?.[1]?.toUpperCase() ?? '';
  if (first === 'BEGIN') return 'START';
  return VERBS.includes(first) ? first : 'OTHER';
}

/** Observes whatever is asked on a data source, in transactions or outside of them, and puts it into the trace at hand. */
export function observeStatements(source: DataSource, side: Side, observe: StatementObserver): void {
  const create = source.createQueryRunner.bind(source);
  const system = source.options.type === 'postgres' ? 'postgresql' : 'mysql';
  source.createQueryRunner = (mode): QueryRunner => {
    const runner = create(mode);
    const query = runner.query.bind(runner) as (...given: unknown[]) => Promise<unknown>;
    const measured = async (verb: string, given: unknown[]): Promise<unknown> => {
      const start = performance.now();
      const tell = (more: { error?: unknown }): void =>
        observe({ side, verb, seconds: (performance.now() - start) / 1000, ...more });
      try {
        const answer = await query(...given);
        tell({});
        return answer;
      } catch (error) {
        tell({ error });
        throw error;
      }
    };
    runner.query = ((...given: unknown[]) => {
      const verb = verbOf(String(given[0]));
      // Workers look for work four times a second: what belongs to nothing greater would fill every trace.
      if (trace.getActiveSpan() === undefined) return measured(verb, given);
      const attributes = { 'db.system.name': system, 'db.operation.name': verb, 'counterpart.side': side };
      return inSpan(`${side} ${verb}`, attributes, () => measured(verb, given), SpanKind.CLIENT);
    }) as typeof runner.query;
    return runner;
  };
}
