import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';

export { expect };
export { demoPassword, signIn, signInByForm, type Person } from './signIn.ts';

/** What went wrong on a page without anybody asking: every test fails on it. */
function watch(context: BrowserContext, origin: string): string[] {
  const faults: string[] = [];
  const follow = (page: Page) => {
    page.on('pageerror', (error) => faults.push(`script error on ${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      // A 4xx answer to a page that a test asks for on purpose is logged by the browser itself.
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
        faults.push(`console on ${page.url()}: ${message.text()}`);
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(origin) && !/^(data|blob|about):/.test(url)) faults.push(`foreign request: ${url}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 500) faults.push(`${response.status()} from ${response.url()}`);
    });
  };
  context.pages().forEach(follow);
  context.on('page', follow);
  return faults;
}

const violations = `addEventListener('securitypolicyviolation', (e) => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI));`;

/** An address of the documentation range for each context, so that throttles never mix two tests. */
const address = () =>
  '2001:db8::' + [...crypto.getRandomValues(new Uint16Array(4))].map((n) => n.toString(16)).join(':');

/** The address that each context comes from. */
const addresses = new WeakMap<BrowserContext, string>();

/**
 * Everything this browser asks from now on takes place so many seconds later than now, or earlier: waits are walked past
 * and not waited for. Only a demonstration on its own machine listens to it (`src/lib/server/demoClock.ts`).
 */
export async function setClock(page: Page, seconds: number) {
  const context = page.context();
  const address = addresses.get(context)!;
  await context.setExtraHTTPHeaders({ 'x-test-address': address, 'x-demo-later': String(seconds) });
}

export const test = base.extend<{ watched: void; newVisitor: (options?: VisitorOptions) => Promise<Page> }>({
  extraHTTPHeaders: async ({ locale: _locale }, use) => use({ 'x-test-address': address() }),
  watched: [
    async ({ context, baseURL, extraHTTPHeaders }, use) => {
      const faults = watch(context, baseURL!);
      addresses.set(context, extraHTTPHeaders!['x-test-address']!);
      await context.addInitScript(violations);
      await use();
      expect(faults, 'nothing goes wrong in silence').toEqual([]);
    },
    { auto: true }
  ],
  /** A second person with a browser of their own, watched like the first. */
  newVisitor: async ({ browser, baseURL }, use) => {
    const opened: { context: BrowserContext; faults: string[] }[] = [];
    await use(async (options = {}) => {
      const from = address();
      const context = await browser.newContext({
        baseURL: baseURL!,
        extraHTTPHeaders: { 'x-test-address': from },
        ...options
      });
      addresses.set(context, from);
      const faults = watch(context, baseURL!);
      if (options.javaScriptEnabled !== false) await context.addInitScript(violations);
      opened.push({ context, faults });
      return context.newPage();
    });
    for (const { context, faults } of opened) {
      await context.close();
      expect(faults, 'nothing goes wrong in silence').toEqual([]);
    }
  }
});

export interface VisitorOptions {
  javaScriptEnabled?: boolean;
  viewport?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
  locale?: string;
  geolocation?: { latitude: number; longitude: number };
  permissions?: string[];
  hasTouch?: boolean;
  serviceWorkers?: 'allow' | 'block';
  proxy?: { server: string };
}

/** axe finds nothing to say, by WCAG 2.2 AA and by good practice. */
export async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode() // looks at each page in place; the other mode opens a blank page each time, for frames that we do not have
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .options({ resultTypes: ['violations'] }) // does not describe each element that passed
    .analyze();
  const said = violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.map((n) => n.html.slice(0, 200)).join('\n  ')}`);
  expect(said, `axe on ${page.url()}`).toEqual([]);
}

/** The page is no wider than the window. */
export async function expectNoSidewaysScroll(page: Page) {
  await page.waitForLoadState(); // a page measured before its styles have come is of another width
  const [content, shown] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth
  ]);
  expect(content, `width of ${page.url()}`).toBeLessThanOrEqual(shown!);
}
