import { memo } from 'react';
import { Instant } from '../parts/instant';
import { RecordName } from '../parts/record-name';
import { Verdict } from '../parts/verdict';
import classes from './discrepancies.module.css';
import { CELL } from './grid-roles';
import type { Row } from './page-store';
import { idOf, nameOf, placeIn } from './row-place';

interface DiscrepancyRowProps {
  /** Undefined: its page is not there yet. */
  readonly row: Row | undefined;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly title: string;
  readonly hasMapping: boolean;
  readonly isActive: boolean;
  /** The one row that the Tab key comes to. */
  readonly isTabStop: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (row: Row) => void;
}

/** One line of the list. Of its controls only those of the row in focus are on the way of the Tab key. */
export const DiscrepancyRow = memo(function DiscrepancyRow(props: DiscrepancyRowProps) {
  const { row, index, top, isActive, isTabStop, isSelected } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: no table has rows that lie where the scrollbar says
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={row === undefined}
      aria-label={row === undefined ? `Row ${index + 1} is being loaded` : undefined}
      tabIndex={isTabStop ? 0 : -1}
      data-index={index}
      data-active={isActive || undefined}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      {row === undefined ? (
        <span {...CELL} className={classes.wholeRow}>
          …
        </span>
      ) : (
        <Cells {...props} row={row} />
      )}
    </div>
  );
});

function Cells({ row, title, hasMapping, isTabStop, isSelected, onSelect }: DiscrepancyRowProps & { row: Row }) {
  const tabIndex = isTabStop ? 0 : -1;
  return (
    <>
      <span {...CELL} className={classes.mark}>
        <input
          type="checkbox"
          className={classes.box}
          aria-label={`Select ${nameOf(row, title)}`}
          checked={isSelected}
          onChange={() => onSelect(row)}
          tabIndex={tabIndex}
        />
      </span>
      <span {...CELL} className={classes.mark}>
        <Verdict of={row.verdict} />
      </span>
      {hasMapping && (
        <span {...CELL} className={classes.cell} title={title}>
          {title}
        </span>
      )}
      <span {...CELL} className={classes.cell} title={idOf(row)}>
        <RecordName {...placeIn(row)} isShort tabIndex={tabIndex} />
      </span>
      <span {...CELL} className={classes.cell} title={row.fields.join(', ')}>
        {row.fields.join(', ')}
      </span>
      <span {...CELL} className={classes.cell}>
        {row.movedSide?.toLowerCase() ?? ''}
      </span>
      <span
        {...CELL}
        className={classes.cell}
        title={row.reopened === 0 ? undefined : `It came back ${row.reopened} times after it was closed.`}
      >
        {row.state.toLowerCase()}
        {row.reopened > 0 && ` ↺${row.reopened}`}
      </span>
      <span {...CELL} className={classes.cell}>
        <Instant at={row.openedAt} />
      </span>
    </>
  );
}
