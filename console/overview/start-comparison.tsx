import { lazy, Suspense, useState } from 'react';
import { useTitleOf } from '../shell/shell-context';

/** Nobody waits for the dialog on the way to the first view. */
const StartRunDialog = lazy(async () => ({ default: (await import('../runs/start-run-dialog')).StartRunDialog }));

interface StartComparisonProps {
  /** Null: the dialog is closed. */
  readonly mapping: string | null;
  readonly onClose: () => void;
}

/** The dialog that starts a comparison. It stays once it was there: only then does the focus go back where it was. */
export function StartComparison({ mapping, onClose }: StartComparisonProps) {
  const titleOf = useTitleOf();
  const [isWanted, setWanted] = useState(false);
  if (mapping !== null && !isWanted) setWanted(true);
  if (!isWanted) return null;
  const request = mapping === null ? null : { kind: 'COMPARE' as const, title: `Compare ${titleOf(mapping)}`, mapping };
  return (
    <Suspense>
      <StartRunDialog request={request} onClose={onClose} />
    </Suspense>
  );
}
