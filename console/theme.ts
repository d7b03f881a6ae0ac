import { type CSSVariablesResolver, createTheme } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  respectReducedMotion: true,
});

const faint = (color: string): Record<string, string> => ({
  '--page-muted': color,
  '--mantine-color-dimmed': color,
  '--mantine-color-placeholder': color,
});

/** On their own light ground the library's bright colours are too faint as well. */
const strong = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.map((name) => [
      `--mantine-color-${name}-light-color`,
      `color-mix(in srgb, var(--mantine-color-${name}-9), black 35%)`,
    ]),
  );

/** The library's own colours of faint text are too faint for WCAG AA. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...faint('var(--mantine-color-gray-7)'), ...strong('teal', 'green', 'lime', 'cyan', 'orange', 'yellow') },
  dark: faint('var(--mantine-color-gray-5)'),
});
