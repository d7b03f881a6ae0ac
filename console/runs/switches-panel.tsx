import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { RunsSwitchDocument } from '../generated/operations';
import { Answer } from '../parts/answer';
import { Instant } from '../parts/instant';
import { Panel } from '../parts/panel';
import { useMay, useViewer } from '../shell/shell-context';
import { ReasonDialog } from './reason-dialog';
import { RefusedRun } from './refused-run';
import { SWITCH_TITLES, SWITCH_WORDS, type Switch, useSwitches } from './use-switches';
import { useTelling } from './use-telling';

/** What stops work everywhere, and who may set it. */
export function SwitchesPanel() {
  const answer = useSwitches();
  const { systems } = useViewer();
  // A switch holds for all systems.
  const maySet = useMay()('setSwitch') && systems === null;
  const [wanted, setWanted] = useState<Switch | null>(null);
  return (
    <Panel title="Switches">
      <Answer of={answer} rows={2}>
        {({ switches }) => (
          <Stack gap="xs">
            {switches.map((one) => (
              <OneSwitch key={one.name} one={one} onSet={maySet && !one.isForced ? () => setWanted(one) : null} />
            ))}
          </Stack>
        )}
      </Answer>
      {maySet && <SetSwitchDialog wanted={wanted} onClose={() => setWanted(null)} />}
    </Panel>
  );
}

interface OneSwitchProps {
  readonly one: Switch;
  /** Null: it cannot be set from here. */
  readonly onSet: (() => void) | null;
}

function OneSwitch({ one: { name, isOn, isForced, actor, at, reason }, onSet }: OneSwitchProps) {
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {SWITCH_TITLES[name]}
          </Text>
          <Badge
            variant="light"
            radius="sm"
            c="var(--mantine-color-text)"
            color={isOn ? 'yellow' : 'gray'}
            leftSection={isOn ? <IconHandStop size={12} aria-hidden /> : <IconCheck size={12} aria-hidden />}
          >
            {isOn ? 'on' : 'off'}
          </Badge>
          <Text size="xs" c="var(--page-muted)" component="span">
            {isForced && 'kept on by the configuration of this service'}
            {!isForced && actor !== null && (
              <>
                set by {actor} at <Instant at={at} />: {reason}
              </>
            )}
          </Text>
        </Group>
        <Text size="xs" c="var(--page-muted)">
          {SWITCH_WORDS[name]}
        </Text>
      </div>
      {onSet !== null && (
        <Button
          size="xs"
          variant="default"
          miw="max-content"
          onClick={onSet}
          aria-label={`Switch ${isOn ? 'off' : 'on'}: ${SWITCH_TITLES[name]}`}
        >
          Switch {isOn ? 'off' : 'on'}
        </Button>
      )}
    </Group>
  );
}

interface SetSwitchDialogProps {
  /** Null: the dialog is closed. */
  readonly wanted: Switch | null;
  readonly onClose: () => void;
}

function SetSwitchDialog({ wanted, onClose }: SetSwitchDialogProps) {
  const set = useTelling(RunsSwitchDocument);
  const close = (): void => {
    set.forget();
    onClose();
  };
  const verb = wanted?.isOn === true ? 'Switch off' : 'Switch on';
  return (
    <ReasonDialog
      isOpen={wanted !== null}
      title={wanted === null ? '' : `${verb}: ${SWITCH_TITLES[wanted.name]}`}
      verb={verb}
      isBusy={set.isBusy}
      onClose={close}
      onGiven={(reason) => {
        if (wanted !== null)
          void set.tell({ input: { name: wanted.name, isOn: !wanted.isOn, reason } }).then((told) => told && close());
      }}
    >
      {wanted !== null && <Text size="sm">While it is on: {SWITCH_WORDS[wanted.name]} It holds for everybody.</Text>}
      <RefusedRun errors={set.errors} failure={set.failure} />
    </ReasonDialog>
  );
}
