import { type HotkeyItem, useHotkeys } from '@mantine/hooks';
import { useEffect, useSyncExternalStore } from 'react';

/** One key and what it does, as the help tells it. */
export interface SingleKey {
  /** As the keyboard names what was typed: `j`, `Enter`, `?`. */
  readonly key: string;
  readonly does: string;
  readonly run: () => void;
}

export interface KeyGroup {
  readonly title: string;
  readonly keys: readonly SingleKey[];
}

/** Who does not see the page presses keys for other ends: single letters can be switched off (WCAG 2.1.4). */
const KEY = 'counterpart.single-keys';

interface State {
  readonly isOn: boolean;
  readonly isHelpOpen: boolean;
  readonly groups: readonly KeyGroup[];
}

let state: State = { isOn: localStorage.getItem(KEY) !== 'off', isHelpOpen: false, groups: [] };
const listeners = new Set<() => void>();

function become(change: Partial<State>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const useKeyState = (): State => useSyncExternalStore(subscribe, () => state);

export const showKeyHelp = (): void => become({ isHelpOpen: true });
export const hideKeyHelp = (): void => become({ isHelpOpen: false });
export const useKeyHelp = (): Pick<State, 'isHelpOpen' | 'groups'> => useKeyState();

export function useSingleKeysSwitch(): [boolean, (isOn: boolean) => void] {
  const { isOn } = useKeyState();
  return [
    isOn,
    (next) => {
      localStorage.setItem(KEY, next ? 'on' : 'off');
      become({ isOn: next });
    },
  ];
}

const whileFree = (run: () => void) => (): void => {
  if (document.querySelector('[role="dialog"], [role="menu"]') === null) run();
};

/** As `useHotkeys` names it. Whether a sign or a digit needs Shift is a matter of the keyboard: `/` is Shift+7 on German ones. */
const patternsOf = (key: string): readonly string[] =>
  key.length > 1 || /[a-z]/i.test(key) ? [key] : [key, `shift+${key}`];

/**
 * Keys of a view, without a modifier, for as long as it is there. They do nothing while somebody types, or a dialog or a menu
 * is open. None of them may write: a key that was hit by accident opens a preview at most.
 */
export function useSingleKeys(title: string, keys: readonly SingleKey[]): void {
  const { isOn } = useKeyState();
  const hotkeys = keys.flatMap(({ key, run }) =>
    patternsOf(key).map((pattern): HotkeyItem => [pattern, whileFree(run), { preventDefault: key !== 'Enter' }]),
  );
  useHotkeys(isOn ? hotkeys : []);
  const told = keys.map(({ key, does }) => `${key}\n${does}`).join('\n\n');
  useEffect(() => {
    const group = { title, keys: told.split('\n\n').map((text) => keyOf(text)) };
    become({ groups: [...state.groups, group] });
    return () => become({ groups: state.groups.filter((other) => other !== group) });
  }, [title, told]);
}

function keyOf(text: string): SingleKey {
  const [key = '', does = ''] = text.split('\n');
  return { key, does, run: () => {} };
}
