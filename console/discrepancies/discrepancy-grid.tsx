import { useRef } from 'react';
import { useTitleOf } from '../shell/shell-context';
import classes from './discrepancies.module.css';
import { DiscrepancyRow } from './discrepancy-row';
import { moveOf } from './grid-moves';
import type { GridProps } from './grid-props';
import { GROUP, HEAD, HEAD_OF_MARKS, HEAD_ROW } from './grid-roles';
import { HEAD_HEIGHT, useRows } from './use-rows';

/** All rows of the list by one scrollbar; in the document are those that are seen and a few around them. */
export function DiscrepancyGrid(props: GridProps) {
  const { memory, count, hasMapping, onActive } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useRows(props, scroll);
  const onKeyDown = useGridKeys(props, rows);
  return (
    // biome-ignore lint/a11y/useSemanticElements: no table has rows that lie where the scrollbar says
    <div
      role="grid"
      aria-label="Discrepancies"
      aria-rowcount={count + 1}
      aria-multiselectable
      tabIndex={-1}
      ref={scroll}
      className={classes.grid}
      data-of-one-mapping={hasMapping ? undefined : true}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget }) => memory.keep({ offset: currentTarget.scrollTop })}
      onClick={({ target }) => {
        if (target instanceof Element && target.closest('a') !== null) memory.keep({ wasOpened: true });
      }}
      onFocus={({ target }) => {
        const index = target.closest<HTMLElement>('[data-index]')?.dataset.index;
        if (index !== undefined) onActive(Number(index));
      }}
    >
      <Head hasMapping={hasMapping} />
      <Rows {...props} items={rows.items} height={rows.height} />
    </div>
  );
}

const HEADS = ['Verdict', 'Mapping', 'Record', 'Fields', 'Moved', 'State', 'Opened'];

function Head({ hasMapping }: Pick<GridProps, 'hasMapping'>) {
  const heads = hasMapping ? HEADS : HEADS.filter((head) => head !== 'Mapping');
  return (
    <div {...GROUP} className={classes.heads}>
      <div {...HEAD_ROW} className={classes.head}>
        <span {...HEAD_OF_MARKS} />
        {heads.map((head) => (
          <span key={head} {...HEAD} className={classes.cell}>
            {head}
          </span>
        ))}
      </div>
    </div>
  );
}

interface RowsProps extends GridProps {
  readonly items: readonly { readonly index: number; readonly start: number }[];
  readonly height: number;
}

function Rows({ memory, hasMapping, active, selection, onSelect, items, height }: RowsProps) {
  const titleOf = useTitleOf();
  const tabStop = active ?? items[0]?.index ?? 0;
  return (
    <div {...GROUP} className={classes.rows} style={{ height }}>
      {items.map(({ index, start }) => {
        const row = memory.pages.rowAt(index);
        return (
          <DiscrepancyRow
            key={index}
            row={row}
            index={index}
            top={start - HEAD_HEIGHT}
            title={row === undefined ? '' : titleOf(row.mapping)}
            hasMapping={hasMapping}
            isActive={index === active}
            isTabStop={index === tabStop}
            isSelected={row !== undefined && selection.has(row.id)}
            onSelect={onSelect}
          />
        );
      })}
    </div>
  );
}

/** The keys of a row in focus; they work whether single keys are switched on or not. */
function useGridKeys(
  { memory, count, active, onSelect, onOpen }: GridProps,
  { goTo, page }: { goTo: (index: number) => void; page: number },
) {
  return (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || active === null) return;
    const to = moveOf(event.key, active, page, count);
    const isOnRow = event.target instanceof HTMLElement && event.target.dataset.index !== undefined;
    const row = memory.pages.rowAt(active);
    if (to !== null) goTo(to);
    else if (isOnRow && event.key === 'Enter' && row !== undefined) onOpen(row);
    else if (isOnRow && event.key === ' ' && row !== undefined) onSelect(row);
    else return;
    event.preventDefault();
  };
}
