import { useSearchParams } from 'wouter';

const NAME = 'open';

/** Which systems are unfolded, as the address has it; `usually`: where it says nothing. */
export function useOpened(usually: readonly string[]) {
  const [search, setSearch] = useSearchParams();
  const names = search.has(NAME) ? search.getAll(NAME) : usually;
  const become = (next: readonly string[]): void => {
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete(NAME);
        // An empty one says that all are folded, which is another thing than to say nothing.
        for (const name of next.length > 0 ? next : ['']) after.append(NAME, name);
        return after;
      },
      { replace: true },
    );
  };
  return {
    has: (name: string): boolean => names.includes(name),
    become,
    toggle: (name: string): void =>
      become(names.includes(name) ? names.filter((other) => other !== name) : [...names, name]),
  };
}
