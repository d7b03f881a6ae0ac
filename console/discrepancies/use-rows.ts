import { defaultRangeExtractor, type Range, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useImperativeHandle, useLayoutEffect } from 'react';
import type { GridProps } from './grid-props';
import type { ListMemory } from './list-memory';

/** As the styles say it. */
const ROW_HEIGHT = 32;
export const HEAD_HEIGHT = 32;

interface Rows {
  readonly items: readonly VirtualItem[];
  /** Of all rows, in pixels. */
  readonly height: number;
  readonly goTo: (index: number) => void;
  /** Rows that are seen at once. */
  readonly page: number;
}

type Wanted = Pick<GridProps, 'handle' | 'memory' | 'count' | 'active' | 'onActive'>;

type Scroll = RefObject<HTMLDivElement | null>;

function focusRow({ current }: Scroll, index: number): void {
  current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
}

/** Which rows are in the document, and the way to others. Their pages are asked for as one looks at them. */
export function useRows(wanted: Wanted, scroll: Scroll): Rows {
  const { handle, memory, count, active, onActive } = wanted;
  const virtual = useVirtual(wanted, scroll);
  const [first, last] = [virtual.range?.startIndex ?? 0, virtual.range?.endIndex ?? 0];
  const { pages } = memory;
  useEffect(() => pages.want(first, last), [pages, first, last]);

  useFocusOnReturn(memory, scroll);
  const goTo = (wish: number): void => {
    const index = Math.max(0, Math.min(count - 1, wish));
    onActive(index);
    virtual.scrollToIndex(index);
    // The row that is to have the focus is drawn by then.
    requestAnimationFrame(() => focusRow(scroll, index));
  };
  useImperativeHandle(handle, () => ({
    move(step) {
      const isThere = scroll.current?.contains(document.activeElement) ?? false;
      goTo(isThere && active !== null ? active + step : (active ?? first));
    },
  }));
  return { items: virtual.getVirtualItems(), height: virtual.getTotalSize(), goTo, page: Math.max(1, last - first) };
}

/** What is seen, and the row in focus wherever it is: with the row the focus would be lost. */
function useVirtual({ memory, count, active }: Wanted, scroll: Scroll) {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range);
      if (active === null || active >= range.count || seen.includes(active)) return seen;
      return [...seen, active].toSorted((one, other) => one - other);
    },
    [active],
  );
  // oxlint-disable-next-line react/incompatible-library -- no compiler of React's remembers parts of this page
  return useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    overscan: 10,
    initialOffset: () => memory.where().offset,
    rangeExtractor,
  });
}

/**
 * Who comes back from a record finds the focus on its row. Who is back before the record was loaded finds the list as it
 * was, only hidden meanwhile: effects of the layout know of that.
 */
function useFocusOnReturn(memory: ListMemory, scroll: Scroll): void {
  useLayoutEffect(() => {
    const { active, wasOpened } = memory.where();
    if (!wasOpened || active === null) return undefined;
    const frame = requestAnimationFrame(() => {
      memory.keep({ wasOpened: false });
      focusRow(scroll, active);
    });
    return () => cancelAnimationFrame(frame);
  }, [memory, scroll]);
}
