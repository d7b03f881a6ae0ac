import type { Tab } from './tab';

/**
 * Nothing of what a person was shown or typed may outlive the view, or be read by somebody else in the browser: not in
 * storage of any kind, nor in the tab, its history, or an address that was asked for.
 */
export async function expectNotStored(tab: Tab, secrets: readonly string[]): Promise<void> {
  const stored = await storedBy(tab);
  // The token is kept there: who does not find it does not look where things are kept.
  expect(stored).toContain('counterpart.token');
  for (const secret of secrets) {
    expect(secret).not.toBe('');
    expect(stored).not.toContain(secret);
  }
}

/** Storage with its contents or names, what the tab says of itself, and all addresses. A line each. */
async function storedBy({ page, addresses }: Tab): Promise<string> {
  const cookies = await page.context().cookies();
  const kept = await page.evaluate(async () => [
    ...Object.entries<string>(localStorage).flat(),
    ...Object.entries<string>(sessionStorage).flat(),
    ...(await indexedDB.databases()).map(({ name }) => name ?? ''),
    ...(await caches.keys()),
    document.title,
    JSON.stringify(history.state),
  ]);
  const places = [page.url(), ...addresses].map((address) => decodeURIComponent(address.replaceAll('+', ' ')));
  return [...kept, ...places, ...cookies.flatMap(({ name, value }) => [name, value])].join('\n');
}
