import { createContext, useContext } from 'react';
import type { ShellQuery } from '../generated/operations';

export interface MappingTitle {
  readonly name: string;
  readonly title: string;
  readonly system: string;
}

/** What every view may ask of the page around it. */
interface ShellContext {
  readonly viewer: ShellQuery['viewer'];
  readonly mappings: readonly MappingTitle[];
}

const Context = createContext<ShellContext | null>(null);
export const ShellProvider = Context.Provider;

function useShell(): ShellContext {
  const shell = useContext(Context);
  if (shell === null) throw new Error('this part stands outside the shell');
  return shell;
}

export const useViewer = (): ShellContext['viewer'] => useShell().viewer;
export const useMappings = (): readonly MappingTitle[] => useShell().mappings;

/** Whether the viewer's roles allow a root field of the API. What they do not allow is not offered. */
export function useMay(): (field: string) => boolean {
  const { mayUse } = useViewer();
  return (field) => mayUse.includes(field);
}

/** A mapping's title by its name; the name itself where the viewer may not know the mapping. */
export function useTitleOf(): (mapping: string) => string {
  const titles = new Map(useMappings().map(({ name, title }) => [name, title]));
  return (mapping) => titles.get(mapping) ?? mapping;
}
