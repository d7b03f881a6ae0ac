import type { Database, Sides } from '../../reconciliation/reading/database';

/** Learns of every statement, and of the side that it is for. */
export type StatementListener = (side: keyof Sides, sql: string) => void;

/** Both sides, such that somebody learns of what is sent to them. */
export function observedSides(sides: Sides, onStatement: StatementListener | undefined): Sides {
  if (onStatement === undefined) return sides;
  const watch = (side: keyof Sides): Database => ({
    dialect: sides[side].dialect,
    query: (sql, parameters) => {
      onStatement(side, sql);
      return sides[side].query(sql, parameters);
    },
  });
  return { legacy: watch('legacy'), new: watch('new') };
}
