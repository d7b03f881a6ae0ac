import type { Page } from 'playwright-core';

/** A tab, with what a person would not see of it. */
export interface Tab {
  readonly page: Page;
  /** Errors that the page met: what it threw, what the browser's policy refused, answers that are no answers. */
  readonly problems: readonly string[];
  /** Every address that was asked for. */
  readonly addresses: readonly string[];
  /** From now on an answer with this status is no problem: the test asks for it by what it does. */
  expect(status: number): void;
}

/** What the browser says of an answer that is an error: `… responded with a status of 403 (Forbidden)`. */
const statusOf = (text: string): number => Number(/responded with a status of (\d{3})/.exec(text)?.[1]);

/** A test that asks for what is refused names the statuses of the refusals; with any other the page does what it must not. */
export function watchTab(page: Page, expects: readonly number[] = []): Tab {
  const problems: string[] = [];
  const addresses: string[] = [];
  const expected = new Set(expects);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !expected.has(statusOf(text))) problems.push(text);
  });
  page.on('request', (request) => addresses.push(request.url()));
  return { page, problems, addresses, expect: (status) => expected.add(status) };
}
