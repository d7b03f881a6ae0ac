import type { Database } from '../reading/database';
import { listFigures } from './figures';
import { ask } from './ledger';

/** A UTC day and how mappings stood at its end, all of them together. */
export interface TrendDay {
  readonly day: string;
  readonly base: number;
  readonly matched: number;
  readonly open: number;
  readonly opened: number;
  readonly closed: number;
}

/** SQL of the UTC day of an instant. */
const dayOf = (instant: string): string => `(${instant} AT TIME ZONE 'UTC')::date`;

/**
 * Keeps how a mapping stands at the end of a comparison, counted as all figures are; of a day the last one stands. Runs
 * count what they looked at themselves, which is not the whole mapping where only changes were compared.
 */
export async function keepDay(transaction: Database, mapping: string): Promise<void> {
  const figures = (await listFigures(transaction, [mapping])).get(mapping);
  if (figures === undefined) return;
  await ask(
    transaction,
    `INSERT INTO counterpart.comparison_day (mapping, day, base, matched)
     VALUES ($1, ${dayOf('clock_timestamp()')}, $2, $3)
     ON CONFLICT (mapping, day) DO UPDATE SET base = excluded.base, matched = excluded.matched`,
    [mapping, figures.base, figures.matched],
  );
}

/** The days to tell of: those on which one of the mappings was compared, and today where one ever was. */
const DAYS = `today AS MATERIALIZED (SELECT ${dayOf('clock_timestamp()')} AS day),
  days AS (
    SELECT c.day FROM counterpart.comparison_day c, today t
    WHERE c.mapping = ANY($1) AND c.day > t.day - $2::integer AND c.day <= t.day
    UNION
    SELECT day FROM today WHERE EXISTS (SELECT 1 FROM counterpart.comparison_day c WHERE c.mapping = ANY($1)))`;

/** Discrepancies that opened and closed on each day that there ever was, and how many that leaves open. */
const MOVES = `moves AS (
    SELECT ${dayOf('opened_at')} AS day, count(*) AS opened, 0 AS closed
    FROM counterpart.discrepancy WHERE mapping = ANY($1) GROUP BY 1
    UNION ALL
    SELECT ${dayOf('closed_at')}, 0, count(*)
    FROM counterpart.discrepancy WHERE mapping = ANY($1) AND closed_at IS NOT NULL GROUP BY 1),
  standing AS MATERIALIZED (
    SELECT day, sum(opened) AS opened, sum(closed) AS closed, sum(sum(opened - closed)) OVER (ORDER BY day) AS open
    FROM moves GROUP BY day)`;

/** How mappings stood day by day, the oldest first; in one statement, so that a comparison that ends now is in all of it. */
export async function listTrend(database: Database, mappings: readonly string[], days: number): Promise<TrendDay[]> {
  return ask<TrendDay>(
    database,
    `WITH ${DAYS}, ${MOVES},
     figures AS (
       SELECT d.day, sum(c.base)::integer AS base, sum(c.matched)::integer AS matched
       FROM days d CROSS JOIN unnest($1::text[]) AS m(mapping) CROSS JOIN LATERAL (
         SELECT base, matched FROM counterpart.comparison_day c
         WHERE c.mapping = m.mapping AND c.day <= d.day ORDER BY c.day DESC LIMIT 1) c
       GROUP BY d.day)
     SELECT f.day::text AS day, f.base, f.matched, coalesce(s.open, 0)::integer AS open,
       coalesce(o.opened, 0)::integer AS opened, coalesce(o.closed, 0)::integer AS closed
     FROM figures f LEFT JOIN standing o ON o.day = f.day LEFT JOIN LATERAL (
       SELECT open FROM standing s WHERE s.day <= f.day ORDER BY s.day DESC LIMIT 1) s ON true
     ORDER BY f.day`,
    [mappings, days],
  );
}
