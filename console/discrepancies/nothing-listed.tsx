import { Anchor, Button } from '@mantine/core';
import { Link } from 'wouter';
import { DiscrepancyComparisonsDocument } from '../generated/operations';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { Instant } from '../parts/instant';
import { useAnswer } from '../parts/use-answer';

interface NothingListedProps {
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
}

/** Why the list is empty: for what it was narrowed to, because all is well, or because nobody looked yet. */
export function NothingListed({ isNarrowed, onClear }: NothingListedProps) {
  if (!isNarrowed) return <NothingAtAll />;
  return (
    <Empty title="Nothing matches">
      No discrepancy meets all the conditions.
      <br />
      <Button size="xs" variant="default" mt="xs" onClick={onClear}>
        Clear all conditions
      </Button>
    </Empty>
  );
}

function NothingAtAll() {
  const answer = useAnswer(DiscrepancyComparisonsDocument, {});
  return (
    <Answer of={answer} rows={3}>
      {({ mappings }) => {
        const times = mappings.flatMap(({ figures: { asOf } }) => (asOf === null ? [] : [asOf])).toSorted();
        const [oldest] = times;
        if (oldest === undefined) return <NothingCompared />;
        return (
          <Empty title="Nothing is open">
            {times.length === mappings.length
              ? 'Every pair matched when it was last compared. The comparison longest ago was at '
              : `${times.length} of ${mappings.length} mappings were compared, and every pair of them matched. The comparison longest ago was at `}
            <Instant at={oldest} />.
          </Empty>
        );
      }}
    </Answer>
  );
}

function NothingCompared() {
  return (
    <Empty title="Nothing was compared yet">
      Discrepancies are found by comparing. Start a comparison under{' '}
      <Anchor component={Link} href="/runs" size="sm">
        Runs
      </Anchor>
      .
    </Empty>
  );
}
