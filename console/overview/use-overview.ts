import { useEffect, useEffectEvent, useRef } from 'react';
import {
  OverviewCausesDocument,
  OverviewClaimsDocument,
  OverviewFiguresDocument,
  OverviewRunsDocument,
  type OverviewRunsQuery,
  OverviewTrendDocument,
} from '../generated/operations';
import { useAnswer } from '../parts/use-answer';
import { useAskAgain } from '../parts/use-ask-again';
import { useWhenShown } from '../parts/use-when-shown';

/** Often enough to see a run move, seldom enough for a page that stays open all day. */
const MS_BETWEEN = 5_000;

/** The questions of the overview. Claims are recomputed, so they wait until the figures are there. */
export function useOverview(days: number) {
  const figures = useAnswer(OverviewFiguresDocument, {});
  const causes = useAnswer(OverviewCausesDocument, {});
  const trend = useAnswer(OverviewTrendDocument, { days });
  const runs = useAnswer(OverviewRunsDocument, {});
  const isFirst = figures.data === undefined && figures.failure === null;
  const claims = useAnswer(OverviewClaimsDocument, {}, { pause: isFirst });
  const askForFigures = (): void => {
    for (const { ask } of [figures, causes, trend]) ask();
  };
  useAskAgain(runs.ask, MS_BETWEEN);
  useWhenOver(runs.data, askForFigures);
  // A run may have begun and ended meanwhile.
  useWhenShown(askForFigures);
  return { figures, causes, trend, runs, claims: { ...claims, isLoading: isFirst || claims.isLoading } };
}

/** Calls when a run that was going on is no more. */
function useWhenOver(runs: OverviewRunsQuery | undefined, call: () => void): void {
  const before = useRef<readonly string[]>([]);
  const callNow = useEffectEvent(call);
  useEffect(() => {
    if (runs === undefined) return;
    const now = runs.runs.nodes.map(({ id }) => id);
    if (before.current.some((id) => !now.includes(id))) callNow();
    before.current = now;
  }, [runs]);
}
