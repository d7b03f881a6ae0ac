import { Alert, Button, Divider, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type SyntheticEvent, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { isQueryPage } from '../places';
import { CALLBACK, comeFromProvider, goToProvider } from './provider';
import { beginSession, keepSession } from './session';
import { type Provider, settings } from './settings';
import classes from './sign-in-view.module.css';
import { findProblem } from './try-token';

/** The way in: through the identity provider, or with an API token. `ended`: why somebody is not in any more. */
export function SignInView({ ended }: { readonly ended: string | null }) {
  const [problem, setProblem] = useState(ended);
  const [path] = useLocation();
  useEffect(() => {
    document.title = 'Sign in · Counterpart';
  }, []);
  const { provider } = settings;
  if (provider !== null && path === CALLBACK) return <Returning provider={provider} />;
  return (
    <main className={classes.page}>
      <Paper withBorder p="lg" w="100%" maw={420}>
        <Stack>
          <Title order={1} size="h3">
            Sign in to Counterpart
          </Title>
          {problem !== null && (
            <Alert color="yellow" role="alert">
              {problem}
            </Alert>
          )}
          {provider !== null && <ProviderButton provider={provider} onProblem={setProblem} />}
          {provider !== null && <Divider label="or with an API token" />}
          <TokenForm onProblem={setProblem} />
        </Stack>
      </Paper>
    </main>
  );
}

type OnProblem = (problem: string | null) => void;

function ProviderButton({ provider, onProblem }: { readonly provider: Provider; readonly onProblem: OnProblem }) {
  const leave = (): void => {
    goToProvider(provider).catch(() =>
      onProblem('The identity provider does not answer. Try again in a moment, or sign in with an API token.'),
    );
  };
  return <Button onClick={leave}>Continue with your organisation</Button>;
}

function TokenForm({ onProblem }: { readonly onProblem: OnProblem }) {
  const [token, setToken] = useState('');
  const [isTrying, setTrying] = useState(false);
  const enter = async (): Promise<void> => {
    setTrying(true);
    const problem = await findProblem(token.trim());
    setTrying(false);
    if (problem === null) beginSession(token.trim(), null);
    else onProblem(problem);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void enter();
  };
  return (
    <Stack component="form" gap="sm" onSubmit={submit}>
      <PasswordInput
        label="API token"
        description="Made by “counterpart token create”; it begins with cpt_"
        value={token}
        onChange={(event) => setToken(event.currentTarget.value)}
        autoComplete="off"
        data-autofocus
        visibilityToggleButtonProps={{ 'aria-label': 'Show the token' }}
      />
      <Button
        type="submit"
        variant={settings.provider === null ? 'filled' : 'default'}
        loading={isTrying}
        disabled={token.trim() === ''}
      >
        Sign in
      </Button>
      <Text size="xs" c="var(--page-muted)">
        The token stays in this tab and is forgotten when the tab is closed.
      </Text>
    </Stack>
  );
}

/** On the way back from the provider. */
function Returning({ provider }: { readonly provider: Provider }) {
  const [, go] = useLocation();
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    comeFromProvider(provider).then(
      ({ token, grant, wanted }) => {
        // The code in the address is used up; it has no place in the history.
        if (isQueryPage(wanted)) {
          keepSession(token, grant);
          location.replace(wanted);
        } else {
          beginSession(token, grant);
          go(wanted, { replace: true });
        }
      },
      () => setProblem('The identity provider did not sign you in. Try once more.'),
    );
  }, [provider, go]);
  return (
    <main className={classes.page}>
      <Stack align="center" role="status">
        <Text>{problem ?? 'Signing in…'}</Text>
        {problem !== null && <Button onClick={() => go('/', { replace: true })}>Back to the sign-in</Button>}
      </Stack>
    </main>
  );
}
