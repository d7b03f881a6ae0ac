import { Text } from '@mantine/core';

/** In the reader's own time zone; the microseconds are only in the text that came. */
const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

/** Of the reader: `Europe/Berlin`. */
const OWN_ZONE = local.resolvedOptions().timeZone;

/** An instant, in UTC to the second; to the microsecond and in local time for whoever points at it. */
export function Instant({ at }: { readonly at: string | null | undefined }) {
  if (at == null) return <span>–</span>;
  return (
    <Text
      component="time"
      inherit
      dateTime={at}
      title={`${at} (UTC)\n${local.format(new Date(at))} (${OWN_ZONE})`}
      style={{ whiteSpace: 'nowrap' }}
    >
      {`${at.slice(0, 10)} ${at.slice(11, 19)} UTC`}
    </Text>
  );
}

/** Says once for the whole page what its instants and days are in. */
export const ZoneNote = () => (
  <Text size="xs" c="var(--page-muted)" p="xs">
    Times and days are in UTC. {OWN_ZONE !== 'UTC' && `Point at a time to see it in ${OWN_ZONE}.`}
  </Text>
);
