import type { Page } from 'playwright-core';

/** A tab, with what a person would not see of it. */
export interface Tab {
  readonly page: Page;
  /** Errors that the page met: what it threw, what the browser's policy refused, answers that are no answers. */
  readonly problems: readonly string[];
  /** Every address that was asked for. */
  readonly addresses: readonly string[];
}

/** Answers that a test asks for by what it does, and the browser reports as errors. */
const isExpected = (text: string): boolean => /status of (401|403|429|503)/.test(text);

export function watchTab(page: Page): Tab {
  const problems: string[] = [];
  const addresses: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !isExpected(text)) problems.push(text);
  });
  page.on('request', (request) => addresses.push(request.url()));
  return { page, problems, addresses };
}
