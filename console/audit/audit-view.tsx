import { Tabs, Text } from '@mantine/core';
import { usePlace } from '../parts/use-place';
import { ViewTitle } from '../parts/view-title';
import { useMay } from '../shell/shell-context';
import { AccessLog } from './access-log';
import { Changes } from './changes';
import { Trail } from './trail';
import { Waivers } from './waivers';

const TABS = [
  { name: 'trail', title: 'Audit trail', field: 'auditEntries', who: 'approver and admin', Tab: Trail },
  { name: 'changes', title: 'Changes', field: 'changes', who: 'every role', Tab: Changes },
  { name: 'waivers', title: 'Waivers', field: 'waivers', who: 'every role', Tab: Waivers },
  { name: 'access', title: 'Access log', field: 'accessEntries', who: 'admin', Tab: AccessLog },
] as const;

/** What was done, by whom and why; and who was shown what. */
export default function AuditView() {
  const may = useMay();
  const [search] = usePlace();
  const shown = TABS.filter(({ field }) => may(field));
  const hidden = TABS.filter(({ field }) => !may(field));
  const current = shown.find(({ name }) => name === search.get('tab')) ?? shown[0];
  return (
    <>
      <ViewTitle
        title="Audit"
        under={hidden.map(({ title, who }) => `The ${title.toLowerCase()} is for the roles ${who}.`).join(' ')}
      />
      {current === undefined ? (
        <Text>None of it is for your role.</Text>
      ) : (
        <Shown tabs={shown} current={current.name} />
      )}
    </>
  );
}

interface ShownProps {
  readonly tabs: readonly (typeof TABS)[number][];
  readonly current: string;
}

function Shown({ tabs, current }: ShownProps) {
  const [search, become] = usePlace();
  return (
    <Tabs
      value={current}
      keepMounted={false}
      // Conditions of one are none of another; all of them have a mapping.
      onChange={(tab) =>
        become({
          ...Object.fromEntries([...search.keys()].filter((name) => name !== 'mapping').map((name) => [name, ''])),
          tab: tab ?? '',
        })
      }
    >
      <Tabs.List mb="md">
        {tabs.map(({ name, title }) => (
          <Tabs.Tab key={name} value={name}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ name, Tab }) => (
        <Tabs.Panel key={name} value={name}>
          <Tab />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
