import { type CSSVariablesResolver, createTheme } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 5 },
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

/** The library's own colours of faint text are too faint for WCAG AA. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: faint('var(--mantine-color-gray-7)'),
  dark: faint('var(--mantine-color-gray-5)'),
});
