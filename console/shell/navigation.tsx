import { NavLink } from '@mantine/core';
import {
  IconChecklist,
  IconChecks,
  IconHistory,
  IconLayoutDashboard,
  IconListSearch,
  IconPlayerPlay,
  IconReportAnalytics,
  IconTerminal2,
} from '@tabler/icons-react';
import { Link } from 'wouter';
import { QUERY_PLACE } from '../places';
import { useViewer } from './shell-context';

const VIEWS = [
  { place: '/', name: 'Overview', Icon: IconLayoutDashboard },
  { place: '/discrepancies', name: 'Discrepancies', Icon: IconListSearch },
  { place: '/runs', name: 'Runs', Icon: IconPlayerPlay },
  { place: '/approvals', name: 'Approvals', Icon: IconChecks },
  { place: '/report', name: 'Report', Icon: IconReportAnalytics },
  { place: '/claims', name: 'Claims', Icon: IconChecklist },
  { place: '/audit', name: 'Audit', Icon: IconHistory },
];

const isAt = (path: string, place: string): boolean =>
  place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`);

/** The views by name. The query page is another document, with a policy of its own: it is loaded, not navigated to. */
export function Navigation({ path, onGo }: { readonly path: string; readonly onGo: () => void }) {
  const { mayIntrospect } = useViewer();
  return (
    <>
      {VIEWS.map(({ place, name, Icon }) => (
        <NavLink
          key={place}
          component={Link}
          href={place}
          label={name}
          leftSection={<Icon size={18} aria-hidden />}
          active={isAt(path, place)}
          onClick={onGo}
          aria-current={isAt(path, place) ? 'page' : undefined}
        />
      ))}
      {mayIntrospect && (
        <NavLink
          href={QUERY_PLACE}
          label="Query"
          leftSection={<IconTerminal2 size={18} aria-hidden />}
          active={isAt(path, QUERY_PLACE)}
        />
      )}
    </>
  );
}
