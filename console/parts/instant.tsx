import { Text } from '@mantine/core';

/** In the reader's own time zone; the microseconds are only in the text that came. */
const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

/** An instant, in UTC to the second; to the microsecond and in local time for whoever points at it. */
export function Instant({ at }: { readonly at: string | null | undefined }) {
  if (at == null) return <span>–</span>;
  return (
    <Text
      component="time"
      inherit
      dateTime={at}
      title={`${at}\n${local.format(new Date(at))}`}
      style={{ whiteSpace: 'nowrap' }}
    >
      {`${at.slice(0, 10)} ${at.slice(11, 19)} UTC`}
    </Text>
  );
}
