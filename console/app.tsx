import { Container } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { Provider } from 'urql';
import { type BaseLocationHook, Route, Router, Switch, useLocation } from 'wouter';
import { createApi } from './graphql/client';
import { Loading } from './parts/answer';
import { Empty } from './parts/empty';
import { isQueryPage, QUERY_PLACE } from './places';
import { Shell } from './shell/shell';
import { CALLBACK } from './sign-in/provider';
import { type Session, useSessionState } from './sign-in/session';
import { settings } from './sign-in/settings';
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
  { path: QUERY_PLACE, View: lazy(() => import('./query/query-view')) },
] as const;

/** The page: the sign-in, or the frame with the view that the address names. */
export function App() {
  const { session, ended } = useSessionState();
  const [path] = useLocation();
  // Who signs in again comes back while the session before goes on.
  const isAtSignIn = session === null || (settings.provider !== null && path === CALLBACK);
  const page = isAtSignIn ? <SignInView ended={ended} /> : <SignedIn session={session} />;
  return isQueryPage(location.pathname) ? <Router {...DOCUMENTS}>{page}</Router> : page;
}

/** Where no view may be shown under the policy of the one before. */
const DOCUMENTS: { readonly hook: BaseLocationHook } = {
  hook: () => [location.pathname, (place: string) => location.assign(place)],
};

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
