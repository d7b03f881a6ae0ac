import { Group } from '@mantine/core';
import { DownloadButton } from '../downloads/download-button';
import { jsonOf } from '../downloads/save-file';
import { ClaimsCheckedDocument, type ClaimsCheckedQuery } from '../generated/operations';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { Instant } from '../parts/instant';
import { useAnswer } from '../parts/use-answer';
import { ViewTitle } from '../parts/view-title';
import { ClaimSections } from './claim-sections';
import { claimsCsv } from './claims-csv';
import { OutcomeFilter } from './outcome-filter';
import { type ClaimsPlace, useClaimsPlace } from './use-claims-place';

type Claim = ClaimsCheckedQuery['claims'][number];

/** The oldest comparison behind them; all instants have the same form, and sort like their texts. */
const asOfAll = (claims: readonly Claim[]): string | null =>
  claims.flatMap(({ asOf }) => asOf ?? []).toSorted()[0] ?? null;

/** What was stated, beside what live data say. */
export default function ClaimsView() {
  const answer = useAnswer(ClaimsCheckedDocument, {});
  const place = useClaimsPlace();
  const claims = answer.data?.claims ?? [];
  const shown = place.outcome === null ? claims : claims.filter(({ outcome }) => outcome === place.outcome);
  const asOf = asOfAll(claims);
  return (
    <>
      <ViewTitle
        title="Claims"
        under={
          asOf !== null && (
            <>
              Rates and losses are of <Instant at={asOf} /> or later; everything else is counted now
            </>
          )
        }
        aside={
          shown.length > 0 && (
            <Group gap="xs">
              <DownloadButton name="claims" ending="csv" asOf={asOf} textOf={() => claimsCsv(shown)} />
              <DownloadButton name="claims" ending="json" asOf={asOf} textOf={() => jsonOf(shown)} />
            </Group>
          )
        }
      />
      <Answer of={answer} rows={16}>
        {(data) => <Claims claims={data.claims} shown={shown} place={place} />}
      </Answer>
    </>
  );
}

interface ClaimsProps {
  readonly claims: readonly Claim[];
  readonly shown: readonly Claim[];
  readonly place: ClaimsPlace;
}

function Claims({ claims, shown, place }: ClaimsProps) {
  if (claims.length === 0)
    return (
      <Empty title="No claim is about your systems">
        Claims are read from the file that the service was started with; those about other systems are not shown.
      </Empty>
    );
  return (
    <>
      <OutcomeFilter claims={claims} place={place} />
      {shown.length === 0 && <Empty title="No claim has this outcome" />}
      <ClaimSections claims={shown} place={place} />
    </>
  );
}
