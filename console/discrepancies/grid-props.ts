import type { RefObject } from 'react';
import type { ListMemory } from './list-memory';
import type { Row } from './page-store';

/** What the keys of the view do with the list. */
export interface GridHandle {
  /** To the row that is so much further on, or first of all to the one that was in focus. */
  readonly move: (step: number) => void;
}

export interface GridProps {
  readonly handle: RefObject<GridHandle | null>;
  readonly memory: ListMemory;
  readonly count: number;
  /** Where one mapping is chosen, no row says it again. */
  readonly hasMapping: boolean;
  readonly active: number | null;
  readonly onActive: (index: number) => void;
  readonly selection: ReadonlyMap<string, Row>;
  readonly onSelect: (row: Row) => void;
  readonly onOpen: (row: Row) => void;
}
