import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const USUAL = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A browser without a window. Root, as containers run, gets one without its sandbox: there is nothing here to protect. */
export async function startChromium(): Promise<Browser> {
  const given = process.env.CHROMIUM_PATH;
  const executablePath = given ?? USUAL.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error('There is no Chromium: "apt-get install chromium", or name it in CHROMIUM_PATH.');
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}
