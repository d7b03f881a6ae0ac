import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';

const secondsTo = (until: number): number => Math.max(0, Math.ceil((until - Date.now()) / 1000));

/** For how long values are still shown; a timer, which screen readers do not read out each second. */
export function TimeLeft({ until }: { readonly until: number }) {
  const [seconds, setSeconds] = useState(() => secondsTo(until));
  useEffect(() => {
    const ticking = setInterval(() => setSeconds(secondsTo(until)), 500);
    return () => clearInterval(ticking);
  }, [until]);
  return (
    <Text size="xs" fw={400} role="timer">
      shown for {seconds} s
    </Text>
  );
}
