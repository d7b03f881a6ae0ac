import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconClock,
  IconPlayerPause,
  IconPlayerPlay,
  IconX,
} from '@tabler/icons-react';
import type { RunState } from '../generated/operations';
import { wordsOf } from '../parts/words';

/** A state by icon, word and colour: none of them is needed to understand the others. */
const LOOKS: Readonly<
  Record<RunState, { readonly color: string; readonly Icon: typeof IconCheck; readonly means: string }>
> = {
  QUEUED: { color: 'gray', Icon: IconClock, means: 'not begun' },
  RUNNING: { color: 'blue', Icon: IconPlayerPlay, means: 'workers may work on it' },
  PAUSED: { color: 'yellow', Icon: IconPlayerPause, means: 'nobody works on it' },
  SUCCEEDED: { color: 'teal', Icon: IconCheck, means: 'everything was done' },
  INCOMPLETE: { color: 'orange', Icon: IconAlertTriangle, means: 'it ended with something undone' },
  FAILED: { color: 'red', Icon: IconX, means: 'it was stopped by its failures' },
  CANCELLED: { color: 'gray', Icon: IconBan, means: 'somebody ended it; what was written stays' },
};

export function RunStateMark({ of }: { readonly of: RunState }) {
  const { color, Icon, means } = LOOKS[of];
  return (
    <Badge
      color={color}
      variant="light"
      radius="sm"
      c="var(--mantine-color-text)"
      miw="max-content"
      leftSection={<Icon size={12} aria-hidden />}
      title={means}
    >
      {wordsOf(of)}
    </Badge>
  );
}
