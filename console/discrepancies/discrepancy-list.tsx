import { Text } from '@mantine/core';
import { useCallback, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Loading } from '../parts/answer';
import { Failed } from '../parts/failed';
import { countText } from '../parts/number';
import { placeOfRecord } from '../places';
import { StartRunDialog } from '../runs/start-run-dialog';
import { WriteDialog } from '../writing/write-dialog';
import { DiscrepancyGrid } from './discrepancy-grid';
import type { GridHandle, GridProps } from './grid-props';
import type { ListMemory } from './list-memory';
import type { Row } from './page-store';
import { placeIn } from './row-place';
import { SelectionBar } from './selection-bar';
import { useListKeys } from './use-list-keys';
import { usePages } from './use-pages';
import { useSelection } from './use-selection';
import { useWishes } from './use-wishes';
import type { Wish } from './wish';

/** No browser's scrollbar is longer than about 16 million pixels, at twice the size. */
const MOST_ROWS = 400_000;

interface DiscrepancyListProps {
  readonly memory: ListMemory;
  /** Null: they could not be counted, or not yet. */
  readonly total: number | null;
  readonly hasMapping: boolean;
  readonly search: () => void;
  /** Shown where there is nothing. */
  readonly empty: React.ReactNode;
  /** Something was written. */
  readonly onDone: () => void;
}

/** The rows that the conditions leave, and what can be done about them. With other conditions it begins anew. */
export function DiscrepancyList({ memory, total, hasMapping, search, empty, onDone }: DiscrepancyListProps) {
  const pages = usePages(memory.pages);
  const [active, setActive] = useActive(memory);
  const { selection, toggle, clear } = useSelection();
  const grid = useRef<GridHandle>(null);
  const open = useOpen(memory);
  const wishes = useWishes();
  const focused = active === null ? undefined : pages.rowAt(active);
  const wish = (kind: Wish): void => wishes.answer(kind, [...selection.values()], focused);
  useListKeys({
    move: (step) => grid.current?.move(step),
    open: () => focused !== undefined && open(focused),
    select: () => focused !== undefined && toggle(focused),
    clear,
    search,
    wish,
  });
  const done = (): void => {
    // A write is about the row that is selected alone, or in focus: it is not what it was, and may be gone from the list.
    clear();
    pages.refresh();
    onDone();
  };
  return (
    <>
      {pages.failure !== null && (
        <Failed failure={pages.failure} isPartly={!pages.isEmpty} onRetry={() => pages.retry()} />
      )}
      <SelectionBar rows={[...selection.values()]} onWish={wish} onClear={clear} refusal={wishes.refusal} />
      <Rows
        {...{ memory, hasMapping, active, selection, empty }}
        known={pages.end ?? total ?? pages.atLeast}
        handle={grid}
        onActive={setActive}
        onSelect={toggle}
        onOpen={open}
      />
      <WriteDialog request={wishes.write} onClose={wishes.close} onDone={done} />
      <StartRunDialog request={wishes.run} onClose={wishes.close} />
    </>
  );
}

interface RowsProps extends Omit<GridProps, 'count'>, Pick<DiscrepancyListProps, 'empty'> {
  /** Rows that there are, as far as it is known. */
  readonly known: number;
}

function Rows({ known, empty, ...grid }: RowsProps) {
  const { pages } = grid.memory;
  if (known === 0) return pages.isEmpty ? pages.failure === null && <Loading rows={12} /> : empty;
  const count = Math.min(MOST_ROWS, known);
  const active = grid.active === null ? null : Math.min(grid.active, count - 1);
  return (
    <>
      {known > MOST_ROWS && (
        <Text size="xs" c="var(--page-muted)" mb={4}>
          {`Shown are the first ${countText(MOST_ROWS)}. Narrow the list, or turn its order round, for the others.`}
        </Text>
      )}
      <DiscrepancyGrid {...grid} active={active} count={count} />
    </>
  );
}

function useActive(memory: ListMemory): [number | null, (index: number) => void] {
  const [active, setActive] = useState(memory.where().active);
  const become = useCallback(
    (index: number) => {
      memory.keep({ active: index });
      setActive(index);
    },
    [memory],
  );
  return [active, become];
}

function useOpen(memory: ListMemory): (row: Row) => void {
  const [, go] = useLocation();
  return useCallback(
    (row) => {
      memory.keep({ wasOpened: true });
      go(placeOfRecord(placeIn(row)));
    },
    [memory, go],
  );
}
