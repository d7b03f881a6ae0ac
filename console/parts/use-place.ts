import { useSearchParams } from 'wouter';

/** What the address says behind its question mark, by name; empty texts are left out of it. */
export function usePlace(): readonly [URLSearchParams, (change: Readonly<Record<string, string>>) => void] {
  const [search, setSearch] = useSearchParams();
  const become = (change: Readonly<Record<string, string>>): void =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(change)) {
          if (value === '') after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { replace: true },
    );
  return [search, become];
}
