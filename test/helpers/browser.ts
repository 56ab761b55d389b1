/** Chromium for a test, gone with the test. */
import { spawnSync } from 'node:child_process';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

export interface Viewing {
  width?: number;
  height?: number;
  dark?: boolean;
}

export interface OpenBrowser extends AsyncDisposable {
  open(viewing?: Viewing): Promise<Page>;
  /** What pages wrote to their consoles as errors, and exceptions nobody caught. */
  problems: string[];
}

export async function startBrowser(): Promise<OpenBrowser> {
  const browser: Browser = await chromium.launch({ executablePath: findChromium(), args: ARGUMENTS });
  const problems: string[] = [];
  return {
    problems,
    async open({ width = 1440, height = 900, dark = false } = {}) {
      const context: BrowserContext = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' });
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      return page;
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

function findChromium(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of NAMES) {
    const { stdout, status } = spawnSync('which', [name], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  throw new Error('Expected a Chromium, found none. Run the tests with npm test, which installs it.');
}
