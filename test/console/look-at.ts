import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import type { Tab } from './tab';

const PICTURES = join(__dirname, '../../screenshots');

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Rules of WCAG 2.2, levels A and AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const WINDOWS = [
  { name: '1280', width: 1280, height: 800 },
  { name: '1920', width: 1920, height: 1080 },
  // 1280 at 200 % is a window of half the size, in the units of styles.
  { name: 'zoom-200', width: 640, height: 400 },
];

/** Where axe looks: at the colours of both themes, and at the usual and the narrow order of things. */
const AXE_AT = ['dark 1280', 'light zoom-200'];

/** Serious and critical findings of axe, each with the element that it is about. */
async function findingsOf(page: Page, foreign: readonly string[] = []): Promise<string[]> {
  // The page's policy lets no foreign script in: this one is run by the browser's own tools.
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate(
    ({ tags, exclude }) =>
      (window as unknown as { axe: { run(context: object, options: object): Promise<unknown> } }).axe.run(
        { include: [['html']], exclude: exclude.map((selector) => [selector]) },
        { runOnly: tags },
      ),
    { tags: TAGS, exclude: foreign },
  )) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`));
}

/** Whether something of the page reaches beyond the window, so that one had to scroll sideways. */
const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Longer than anything of the sample takes, on a machine that has much to do. */
const PATIENCE_MS = 60_000;

/**
 * Nothing is being loaded and nothing moves, for two frames on end. The network is not asked: an event stream stays open for
 * as long as somebody looks.
 */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('#page')?.hasChildNodes());
  const isSettled = await page.evaluate(async (patience) => {
    const isQuiet = (): boolean =>
      document.querySelector('[aria-label="Loading"]') === null &&
      document.getAnimations().every(({ playState }) => playState !== 'running');
    const end = performance.now() + patience;
    for (let quiet = 0; quiet < 2; quiet = isQuiet() ? quiet + 1 : 0) {
      if (performance.now() > end) return false;
      await new Promise(requestAnimationFrame);
    }
    return true;
  }, PATIENCE_MS);
  expect(isSettled).toBe(true);
}

/** What a view or a dialog promises at any size, in both themes: cheap enough for what is looked at by the way. */
export async function checkAccessibility({ page, problems }: Tab): Promise<void> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await settle(page);
    found.push(...(await findingsOf(page)).map((finding) => `${colorScheme}: ${finding}`));
  }
  expect(found).toEqual([]);
  expect(problems).toEqual([]);
}

/**
 * Holds the view that a tab shows against what all views promise, in both themes and all windows, and leaves pictures of
 * it as `<name>-<theme>-<window>.png`. `foreign`: selectors of what is drawn by others and cannot be mended here.
 */
export async function lookAt({ page, problems }: Tab, name: string, foreign: readonly string[] = []): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  const before = page.viewportSize() ?? { width: 1280, height: 800 };
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const { name: size, ...window } of WINDOWS) {
      await page.setViewportSize(window);
      await settle(page);
      const place = `${name}, ${colorScheme}, ${size}`;
      const overflow = await overflowOf(page);
      if (overflow > 0) found.push(`${place}: ${overflow} pixels beyond the window`);
      if (AXE_AT.includes(`${colorScheme} ${size}`))
        found.push(...(await findingsOf(page, foreign)).map((finding) => `${place}: ${finding}`));
      await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}-${size}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(before);
  await settle(page);
  expect(found).toEqual([]);
  expect(problems).toEqual([]);
}
