import { Alert, Text } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { Instant } from '../parts/instant';
import { SWITCH_TITLES, SWITCH_WORDS, useSwitches } from './use-switches';

/** What stops work everywhere now. Nothing where nothing does. */
export function SwitchBanner() {
  const { data } = useSwitches();
  return (
    <>
      {(data?.switches ?? [])
        .filter(({ isOn }) => isOn)
        .map(({ name, isForced, actor, at, reason }) => (
          <Alert
            key={name}
            variant="light"
            color="yellow"
            mb="md"
            styles={{ title: { color: 'var(--mantine-color-text)' } }}
            icon={<IconHandStop size={18} aria-hidden />}
            title={`${SWITCH_TITLES[name]} is on`}
          >
            <Text size="sm" c="inherit" component="div">
              {SWITCH_WORDS[name]}{' '}
              {isForced ? (
                'The configuration of this service keeps it on.'
              ) : (
                <>
                  Set by {actor} at <Instant at={at} />: {reason}
                </>
              )}
            </Text>
          </Alert>
        ))}
    </>
  );
}
