import { setTimeout as wait } from 'node:timers/promises';
import { ahead } from '../../reconciliation/comparing/ahead';

/** A source of pages that tells which were asked for and whether it was closed. */
function source(pages: readonly number[], failsAfter = Number.POSITIVE_INFINITY) {
  const log: string[] = [];
  async function* generate(): AsyncGenerator<number> {
    try {
      for (const [index, page] of pages.entries()) {
        log.push(`made ${page}`);
        await wait(1);
        if (index >= failsAfter) throw new Error('the server is gone');
        yield page;
      }
    } finally {
      log.push('closed');
    }
  }
  return { log, pages: generate() };
}

test('every page comes once and in order, the next one made while the last is dealt with', async () => {
  const { log, pages } = source([1, 2, 3]);
  const seen: number[] = [];
  for await (const page of ahead(pages)) {
    await wait(5);
    log.push(`dealt with ${page}`);
    seen.push(page);
  }
  expect(seen).toEqual([1, 2, 3]);
  expect(log).toEqual(['made 1', 'made 2', 'dealt with 1', 'made 3', 'dealt with 2', 'closed', 'dealt with 3']);
});

test('an error comes after the pages before it, and is nobody’s until then', async () => {
  const { pages } = source([1, 2, 3], 1);
  const seen: number[] = [];
  const read = async (): Promise<void> => {
    for await (const page of ahead(pages)) {
      await wait(20);
      seen.push(page);
    }
  };
  await expect(read()).rejects.toThrow('the server is gone');
  expect(seen).toEqual([1]);
});

test('whoever leaves early leaves nothing running behind', async () => {
  const { log, pages } = source([1, 2, 3]);
  for await (const page of ahead(pages)) if (page === 1) break;
  expect(log).toEqual(['made 1', 'made 2', 'closed']);
  await wait(10);
  expect(log).toEqual(['made 1', 'made 2', 'closed']);
});
