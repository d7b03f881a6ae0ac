import { useEffect, useRef } from 'react';
import {
  OverviewCausesDocument,
  OverviewClaimsDocument,
  OverviewFiguresDocument,
  OverviewRunsDocument,
  type OverviewRunsQuery,
  OverviewTrendDocument,
} from '../generated/operations';
import { type Answered, useAnswer } from '../parts/use-answer';

/** Often enough to see a run move, seldom enough for a page that stays open all day. */
const SECONDS_BETWEEN = 5;

/** The questions of the overview. Claims are recomputed, so they wait until the figures are there. */
export function useOverview(days: number) {
  const figures = useAnswer(OverviewFiguresDocument, {});
  const causes = useAnswer(OverviewCausesDocument, {});
  const trend = useAnswer(OverviewTrendDocument, { days });
  const runs = useAnswer(OverviewRunsDocument, {});
  const isFirst = figures.data === undefined && figures.failure === null;
  const claims = useAnswer(OverviewClaimsDocument, {}, { pause: isFirst });
  useRepeated(runs);
  useWhenOver(runs.data, () => {
    for (const { ask } of [figures, causes, trend]) ask();
  });
  return { figures, causes, trend, runs, claims: { ...claims, isLoading: isFirst || claims.isLoading } };
}

/** Asks again and again while somebody can see it. */
function useRepeated({ ask }: Answered<unknown>): void {
  const latest = useLatest(ask);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) latest.current();
    }, SECONDS_BETWEEN * 1000);
    return () => clearInterval(timer);
  }, [latest]);
}

/** Calls when a run that was going on is no more. */
function useWhenOver(runs: OverviewRunsQuery | undefined, call: () => void): void {
  const before = useRef<readonly string[]>([]);
  const latest = useLatest(call);
  useEffect(() => {
    if (runs === undefined) return;
    const now = runs.runs.nodes.map(({ id }) => id);
    if (before.current.some((id) => !now.includes(id))) latest.current();
    before.current = now;
  }, [runs, latest]);
}

function useLatest<Value>(value: Value) {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
