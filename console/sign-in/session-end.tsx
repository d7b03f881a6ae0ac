import { Affix, Alert, Button, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Instant } from '../parts/instant';
import { goToProvider, renewByRefreshToken } from './provider';
import { type Grant, renewSession, useSessionState } from './session';
import { type Provider, settings } from './settings';

/** More milliseconds than this no timer of a browser waits. */
const MOST_MS = 2 ** 31 - 1;

/** Renews a session before it ends, where the provider lets it; says so in time where it does not. */
export function SessionEnd() {
  const { grant } = useSessionState();
  const { provider } = settings;
  if (grant === null || provider === null) return null;
  return <Watch key={grant.expiresAt} grant={grant} provider={provider} />;
}

interface WatchProps {
  readonly grant: Grant;
  readonly provider: Provider;
}

function Watch({ grant, provider }: WatchProps) {
  const [isEnding, setEnding] = useState(false);
  useEffect(() => {
    const wait = grant.dueAt - Date.now();
    if (wait > MOST_MS) return undefined;
    const renew = async (): Promise<void> => {
      if (grant.refreshToken === null) throw new Error('the provider gave no refresh token');
      const given = await renewByRefreshToken(provider, grant.refreshToken);
      renewSession(given.token, given.grant);
    };
    const timer = setTimeout(() => void renew().catch(() => setEnding(true)), wait);
    return () => clearTimeout(timer);
  }, [grant, provider]);
  return isEnding && <Ending grant={grant} provider={provider} />;
}

function Ending({ grant, provider }: WatchProps) {
  const [hasFailed, setFailed] = useState(false);
  return (
    <Affix position={{ bottom: 16, right: 16 }} className="no-print">
      <Alert role="alert" color="yellow" title="You will be signed out soon" maw={420}>
        <Text size="sm" mb="xs">
          {hasFailed ? (
            'The identity provider does not answer. Try again in a moment.'
          ) : (
            <>
              Your session ends at <Instant at={new Date(grant.expiresAt).toISOString()} />. You come back to this
              place; what you have typed is lost.
            </>
          )}
        </Text>
        <Group justify="flex-end">
          <Button size="xs" onClick={() => void goToProvider(provider).catch(() => setFailed(true))}>
            Sign in again
          </Button>
        </Group>
      </Alert>
    </Affix>
  );
}
