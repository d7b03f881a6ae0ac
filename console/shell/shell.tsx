import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { ShellDocument } from '../generated/operations';
import { KeyHelp } from '../keyboard/key-help';
import { Answer } from '../parts/answer';
import { ZoneNote } from '../parts/instant';
import { useAnswer } from '../parts/use-answer';
import { SessionEnd } from '../sign-in/session-end';
import { FindRecord } from './find-record';
import { focusView } from './focus-view';
import { Navigation } from './navigation';
import classes from './shell.module.css';
import { ShellProvider } from './shell-context';
import { ViewBoundary } from './view-boundary';
import { ViewerMenu } from './viewer-menu';

/** The frame around every view; nothing is drawn in it before it is known who asks. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const answer = useAnswer(ShellDocument, {});
  return (
    <Answer of={answer} rows={8}>
      {(data) => <Frame data={data}>{children}</Frame>}
    </Answer>
  );
}

function Frame({ data, children }: { readonly data: Parameters<typeof contextOf>[0]; readonly children: ReactNode }) {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const shell = useMemo(() => contextOf(data), [data]);
  const [path] = useLocation();
  useFocusOnView(path);
  return (
    <ShellProvider value={shell}>
      <a className="skip-link" href="#view">
        Skip to the view
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
        padding="md"
      >
        <AppShell.Header>
          <Group h="100%" px="md" wrap="nowrap" justify="space-between">
            <Group wrap="nowrap" gap="sm">
              <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" />
              <Text component={Link} href="/" fw={700} className={classes.name}>
                Counterpart
              </Text>
            </Group>
            <FindRecord visibleFrom="sm" />
            <ViewerMenu />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="xs" component="nav" aria-label="Views">
          <Navigation path={path} onGo={close} />
          <ZoneNote />
          {isOpen && <FindRecord hiddenFrom="sm" onFound={close} />}
        </AppShell.Navbar>
        <AppShell.Main id="view" tabIndex={-1} className={classes.view}>
          <ViewBoundary path={path}>{children}</ViewBoundary>
        </AppShell.Main>
      </AppShell>
      <KeyHelp />
      <SessionEnd />
    </ShellProvider>
  );
}

/** Whoever goes to another view is in it. Before its own effects: a list gives the focus back to the row that was left. */
function useFocusOnView(path: string): void {
  const before = useRef(path);
  useLayoutEffect(() => {
    if (before.current !== path) focusView();
    before.current = path;
  }, [path]);
}

const contextOf = ({ viewer, systems }: Pick<import('../generated/operations').ShellQuery, 'viewer' | 'systems'>) => ({
  viewer,
  mappings: systems.flatMap(({ mappings }) => mappings),
});
