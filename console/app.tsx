import { Container } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { Provider } from 'urql';
import { Route, Switch } from 'wouter';
import { createApi } from './graphql/client';
import { Loading } from './parts/answer';
import { Empty } from './parts/empty';
import { Shell } from './shell/shell';
import { type Session, useSessionState } from './sign-in/session';
import { SignInView } from './sign-in/sign-in-view';

/** Each view is loaded when somebody goes there. */
const VIEWS = [
  { path: '/', View: lazy(() => import('./overview/overview-view')) },
  { path: '/mappings/:mapping', View: lazy(() => import('./mapping/mapping-view')) },
  { path: '/discrepancies', View: lazy(() => import('./discrepancies/discrepancies-view')) },
  { path: '/records/:mapping/new/:newId', View: lazy(() => import('./record/record-view')) },
  { path: '/records/:mapping/:legacyId', View: lazy(() => import('./record/record-view')) },
  { path: '/runs', View: lazy(() => import('./runs/runs-view')) },
  { path: '/runs/:id', View: lazy(() => import('./runs/run-view')) },
  { path: '/approvals', View: lazy(() => import('./approvals/approvals-view')) },
  { path: '/report', View: lazy(() => import('./report/report-view')) },
  { path: '/claims', View: lazy(() => import('./claims/claims-view')) },
  { path: '/audit', View: lazy(() => import('./audit/audit-view')) },
  { path: '/query', View: lazy(() => import('./query/query-view')) },
] as const;

/** The page: the sign-in, or the frame with the view that the address names. */
export function App() {
  const { session, ended } = useSessionState();
  if (session === null) return <SignInView ended={ended} />;
  return <SignedIn session={session} />;
}

function SignedIn({ session }: { readonly session: Session }) {
  const api = useMemo(() => createApi(session), [session]);
  return (
    <Provider value={api}>
      <Shell>
        <Suspense fallback={<Loading rows={8} />}>{routes}</Suspense>
      </Shell>
    </Provider>
  );
}

const routes: ReactNode = (
  <Switch>
    {VIEWS.map(({ path, View }) => (
      <Route key={path} path={path}>
        <View />
      </Route>
    ))}
    <Route>
      <Container>
        <Empty title="There is no such view">The address names no view of this page.</Empty>
      </Container>
    </Route>
  </Switch>
);
