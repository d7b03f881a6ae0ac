import { useCallback, useState } from 'react';
import type { Row } from './page-store';

export interface Selection {
  /** Rows by their ids, as they were when they were selected: their page may be dropped since. */
  readonly selection: ReadonlyMap<string, Row>;
  readonly toggle: (row: Row) => void;
  readonly clear: () => void;
}

const NONE: ReadonlyMap<string, Row> = new Map();

export function useSelection(): Selection {
  const [selection, setSelection] = useState(NONE);
  const toggle = useCallback((row: Row) => {
    setSelection((before) => {
      const after = new Map(before);
      if (!after.delete(row.id)) after.set(row.id, row);
      return after;
    });
  }, []);
  const clear = useCallback(() => setSelection(NONE), []);
  return { selection, toggle, clear };
}
