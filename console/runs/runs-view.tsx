import { Button, Stack } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { Panel } from '../parts/panel';
import { ViewTitle } from '../parts/view-title';
import { useMay } from '../shell/shell-context';
import { RunFilters } from './run-filters';
import type { RunRequest } from './run-request';
import { RunsTable } from './runs-table';
import { StartRunDialog } from './start-run-dialog';
import { SwitchesPanel } from './switches-panel';
import { useRunsPlace } from './use-runs-place';

/** Bulk work that was asked for: what runs, what waits, what is over. */
export default function RunsView() {
  const mayStart = useMay()('startRun');
  const place = useRunsPlace();
  const [request, setRequest] = useState<RunRequest | null>(null);
  const begin = (): void =>
    setRequest({ title: 'New run', ...(place.mapping === '' ? {} : { mapping: place.mapping }) });
  return (
    <>
      <ViewTitle
        title="Runs"
        under={
          mayStart
            ? 'Work on many records: it goes on while nobody looks, and can be paused, ended and taken back'
            : 'Work on many records. Runs are started by the roles automation and admin; yours looks at them'
        }
        aside={
          mayStart && (
            <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={begin}>
              New run
            </Button>
          )
        }
      />
      <Stack gap="md">
        <SwitchesPanel />
        <Panel title="All runs">
          <RunFilters place={place} />
          <RunsTable place={place} />
        </Panel>
      </Stack>
      <StartRunDialog request={request} onClose={() => setRequest(null)} />
    </>
  );
}
