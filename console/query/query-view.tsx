import 'graphiql/style.css';
import 'graphiql/setup-workers/vite';
import { useComputedColorScheme } from '@mantine/core';
import { GraphiQL } from 'graphiql';
import { useMemo } from 'react';
import { Empty } from '../parts/empty';
import { ViewTitle } from '../parts/view-title';
import { useViewer } from '../shell/shell-context';
import { type Session, useSessionState } from '../sign-in/session';
import { createFetcher } from './fetcher';
import { createMemoryStorage } from './memory-storage';
import classes from './query-view.module.css';

/** What the editor begins with: the mask is a header that one sees, and may take away. */
const HEADERS = JSON.stringify({ 'x-counterpart-values': 'masked' }, null, 2);

const FIRST = `# The whole API, with descriptions: the book in the margin.
# Answers are masked as long as the header below says so; without it, who saw what is logged.
{
  viewer { name roles }
  systems { name figures { base matched successRate } }
}
`;

/** Any question to the API, for those who may ask what it knows. */
export default function QueryView() {
  const { mayIntrospect } = useViewer();
  const { session } = useSessionState();
  if (!mayIntrospect)
    return (
      <>
        <ViewTitle title="Query" />
        <Empty title="Your role may not ask for the schema">
          An administrator may, or everybody where INTROSPECTION is switched on. The schema is in schema.graphql.
        </Empty>
      </>
    );
  return session !== null && <Editor session={session} />;
}

function Editor({ session }: { readonly session: Session }) {
  const fetcher = useMemo(() => createFetcher(session), [session]);
  // Not the system's: the colours can be chosen in the header.
  const forcedTheme = useComputedColorScheme();
  const storage = useMemo(() => createMemoryStorage(), []);
  return (
    <>
      <ViewTitle title="Query" />
      <div className={classes.editor}>
        <GraphiQL
          forcedTheme={forcedTheme}
          fetcher={fetcher}
          storage={storage}
          defaultQuery={FIRST}
          defaultHeaders={HEADERS}
        />
      </div>
    </>
  );
}
