import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import { ShellDocument } from '../generated/operations';
import { KeyHelp } from '../keyboard/key-help';
import { Answer } from '../parts/answer';
import { useAnswer } from '../parts/use-answer';
import { FindRecord } from './find-record';
import { Navigation } from './navigation';
import classes from './shell.module.css';
import { ShellProvider } from './shell-context';
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
          {isOpen && <FindRecord hiddenFrom="sm" onFound={close} />}
        </AppShell.Navbar>
        <AppShell.Main id="view" tabIndex={-1} className={classes.view}>
          {children}
        </AppShell.Main>
      </AppShell>
      <KeyHelp />
    </ShellProvider>
  );
}

const contextOf = ({ viewer, systems }: Pick<import('../generated/operations').ShellQuery, 'viewer' | 'systems'>) => ({
  viewer,
  mappings: systems.flatMap(({ mappings }) => mappings),
});
