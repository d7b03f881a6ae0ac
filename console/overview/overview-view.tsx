import { SimpleGrid, Stack } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { Instant } from '../parts/instant';
import { ViewTitle } from '../parts/view-title';
import { CausesPanel } from './causes-panel';
import { ClaimsPanel } from './claims-panel';
import { RunsPanel } from './runs-panel';
import { SystemsPanel } from './systems-panel';
import { daysOf, TrendPanel } from './trend-panel';
import { useOverview } from './use-overview';

/** How the migration stands, and where to look. */
export default function OverviewView() {
  const [search] = useSearchParams();
  const { figures, causes, trend, runs, claims } = useOverview(daysOf(search));
  const asOf = figures.data?.report.asOf ?? null;
  return (
    <>
      <ViewTitle
        title="Overview"
        under={
          asOf !== null && (
            <>
              As last compared; the oldest comparison behind it is of <Instant at={asOf} />
            </>
          )
        }
      />
      <Stack gap="md">
        <SystemsPanel answer={figures} />
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" style={{ alignItems: 'start' }}>
          <CausesPanel answer={causes} />
          <Stack gap="md" miw={0}>
            <RunsPanel answer={runs} />
            <TrendPanel answer={trend} />
            <ClaimsPanel answer={claims} />
          </Stack>
        </SimpleGrid>
      </Stack>
    </>
  );
}
