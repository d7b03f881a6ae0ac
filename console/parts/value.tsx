import { Badge, Tooltip } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { markDifference } from './difference';
import classes from './value.module.css';
import { type Piece, splitValue } from './visible-characters';

interface ValueProps {
  /** Null: SQL NULL. */
  readonly text: string | null | undefined;
  readonly isMasked?: boolean;
  /** Said of bytes that are no text. */
  readonly bytes?: string | null;
  /** The text beside it: what this one has and that has not is marked. */
  readonly differsFrom?: string | null;
}

/** A value as it is, with what cannot be seen made visible: NULL, the empty text, spaces at the ends, unusual characters. */
export function Value({ text, isMasked = false, bytes = null, differsFrom = null }: ValueProps) {
  if (bytes !== null) return <span className={classes.value}>bytes {bytes}</span>;
  if (text == null) return <Mark says="NULL" />;
  if (text === '') return <Mark says="empty text" />;
  if (isMasked)
    return (
      <span className={classes.masked}>
        <IconEyeOff size={14} aria-hidden /> {text.replace(/[()]/g, '')}
      </span>
    );
  return (
    <span className={classes.value}>
      {markDifference(splitValue(text), text, differsFrom).map((piece) =>
        piece.isMarked ? (
          <mark key={piece.at} className={classes.differing}>
            <Seen {...piece} />
          </mark>
        ) : (
          <Seen key={piece.at} {...piece} />
        ),
      )}
    </span>
  );
}

function Seen({ part, name }: Piece) {
  if (name === null) return part;
  return (
    <Tooltip label={name}>
      <span className={classes.invisible} role="img" aria-label={name}>
        {part}
      </span>
    </Tooltip>
  );
}

function Mark({ says }: { readonly says: string }) {
  return (
    <Badge variant="outline" color="gray" radius="sm" size="sm" autoContrast>
      {says}
    </Badge>
  );
}
