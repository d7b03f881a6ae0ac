import { chromium, type Page } from 'playwright-core';
import { print } from '../src/output';
import { type DiscrepanciesWorld, withManyDiscrepancies } from './many-discrepancies-world';

/** Frames of the page while its list of many discrepancies is scrolled, beside those while nothing happens. */

const COUNT = Number(process.argv[2] ?? 100_000);

/** As the list's styles say it. */
const ROW_HEIGHT = 32;

const percentile = (values: readonly number[], share: number): string => {
  const sorted = values.toSorted((one, other) => one - other);
  return `${Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10} ms`;
};

const tell = (name: string, times: readonly number[], rows: number): void =>
  print(`| ${name} | ${percentile(times, 0.5)} | ${percentile(times, 0.95)} | ${times.length} | ${rows} |`);

/** Runs in the page, as text: what only browsers know is no part of this program. */
const goThrough = (places: readonly number[]): string => `(async () => {
  const element = document.querySelector('[role="grid"]');
  const times = [];
  let before = await new Promise(requestAnimationFrame);
  for (const top of ${JSON.stringify(places)}) {
    element.scrollTop = top;
    const now = await new Promise(requestAnimationFrame);
    times.push(now - before);
    before = now;
  }
  return times;
})()`;

/** Times between frames, while the list goes to each place in turn, one a frame. */
const framesOf = (page: Page, places: readonly number[]): Promise<number[]> => page.evaluate(goThrough(places));

const steps = (count: number, place: (step: number) => number): number[] =>
  Array.from({ length: count }, (_, step) => Math.round(place(step)));

/** From the jump to the moment at which the row says which record it is of. */
async function jump(page: Page, index: number): Promise<number> {
  const start = performance.now();
  await page.evaluate(goThrough([index * ROW_HEIGHT]));
  await page
    .locator(`[aria-rowindex="${index + 2}"]`)
    .getByRole('link', { name: String(index + 1), exact: true })
    .waitFor();
  return performance.now() - start;
}

async function measure(page: Page, { url }: DiscrepanciesWorld): Promise<void> {
  await page.goto(new URL('/discrepancies?state=OPEN,WAIVED,CLOSED', url).href);
  const grid = page.getByRole('grid', { name: 'Discrepancies' });
  await grid.getByRole('link').first().waitFor();
  const rows = (): Promise<number> => grid.getByRole('row').count();
  const height = COUNT * ROW_HEIGHT;
  print(`| ${COUNT} discrepancies | median | p95 | times | rows in the document |\n|---|---|---|---|---|`);
  tell(
    'at rest',
    await framesOf(
      page,
      steps(300, () => 0),
    ),
    await rows(),
  );
  tell(
    'wheel, 100 pixels a frame',
    await framesOf(
      page,
      steps(600, (step) => step * 100),
    ),
    await rows(),
  );
  tell(
    'dragged from end to end',
    await framesOf(
      page,
      steps(300, (step) => (height * step) / 300),
    ),
    await rows(),
  );
  const jumps: number[] = [];
  for (const place of steps(20, (step) => ((step * 7_919) % 1_000) * (COUNT / 1_000)))
    jumps.push(await jump(page, place));
  tell('until the rows are there after a jump', jumps, await rows());
}

void withManyDiscrepancies(COUNT, async (world) => {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  // Root, as containers run, gets a browser without its sandbox.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  try {
    await measure(await browser.newPage({ viewport: { width: 1280, height: 800 } }), world);
  } finally {
    await browser.close();
  }
});
