import { Kbd, Modal, Switch, Table, Text } from '@mantine/core';
import { hideKeyHelp, showKeyHelp, useKeyHelp, useSingleKeys, useSingleKeysSwitch } from './single-keys';

/** What the keys of the view that is shown do. */
export function KeyHelp() {
  const { isHelpOpen, groups } = useKeyHelp();
  const [isOn, setOn] = useSingleKeysSwitch();
  useSingleKeys('Everywhere', [
    { key: '?', does: 'What the keys do', run: showKeyHelp },
    { key: 'f', does: 'Find a record by its legacy id', run: focusFind },
  ]);
  return (
    <Modal opened={isHelpOpen} onClose={hideKeyHelp} title="Keys" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Switch
        checked={isOn}
        onChange={(event) => setOn(event.currentTarget.checked)}
        label="Single keys work while nobody types"
        mb="md"
      />
      {groups.map(({ title, keys }) => (
        <section key={title}>
          <Text fw={600} component="h3" my="xs">
            {title}
          </Text>
          <Table>
            <Table.Tbody>
              {keys.map(({ key, does }) => (
                <Table.Tr key={key}>
                  <Table.Td w={90}>
                    <Kbd>{key}</Kbd>
                  </Table.Td>
                  <Table.Td>{does}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      ))}
    </Modal>
  );
}

const focusFind = (): void =>
  [...document.querySelectorAll<HTMLElement>('[data-find-record]')]
    .find((field) => field.offsetParent !== null)
    ?.focus();
