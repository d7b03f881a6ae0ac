import { ActionIcon, Button, Menu, Text, useMantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLogout, IconMoon, IconSun, IconSunMoon, IconUser } from '@tabler/icons-react';
import { showKeyHelp, useSingleKeysSwitch } from '../keyboard/single-keys';
import { endSession } from '../sign-in/session';
import { settings } from '../sign-in/settings';
import { useViewer } from './shell-context';

const SCHEMES = { auto: 'light', light: 'dark', dark: 'auto' } as const;
const SCHEME_ICONS = { auto: IconSunMoon, light: IconSun, dark: IconMoon };
const SCHEME_WORDS = { auto: 'as the system', light: 'light', dark: 'dark' };

/** Who is signed in, and what they may set for themselves. */
export function ViewerMenu() {
  const { name, roles } = useViewer();
  const [hasKeys, setKeys] = useSingleKeysSwitch();
  return (
    <div style={{ display: 'flex', gap: 8 }}>
      <SchemeSwitch />
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button variant="subtle" leftSection={<IconUser size={16} aria-hidden />} maw={200}>
            {name}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {name}
            <Text size="xs">{roles.join(', ')}</Text>
          </Menu.Label>
          <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={showKeyHelp}>
            Keys
          </Menu.Item>
          <Menu.Item closeMenuOnClick={false} onClick={() => setKeys(!hasKeys)}>
            Single keys are {hasKeys ? 'on: switch off' : 'off: switch on'}
          </Menu.Item>
          {settings.needsSignIn && (
            <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => endSession(null)}>
              Sign out
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = SCHEME_ICONS[colorScheme];
  const label = `Colours: ${SCHEME_WORDS[colorScheme]}. Switch to ${SCHEME_WORDS[SCHEMES[colorScheme]]}`;
  return (
    <ActionIcon
      variant="subtle"
      size="lg"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(SCHEMES[colorScheme])}
    >
      <Icon size={18} aria-hidden />
    </ActionIcon>
  );
}
