import type { Page } from '@playwright/test';
import { pages } from './support/pages.ts';
import { expect, test } from './support/test.ts';

// docs/performance.md: what a first visit may cost on the wire, in bytes as sent (Brotli).
const budget = { total: 75_000, script: 52_000, style: 12_000, document: 13_000, font: 0 };
/** The report form until somebody asks for its map. */
const formBudget = { total: 95_000 };
/** The map of reports, with its marks and without tiles. */
const mapBudget = { script: 105_000, total: 140_000 };

async function weigh(page: Page, path: string) {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  const kinds = new Map<string, string>();
  const sum: Record<string, number> = { total: 0, script: 0, style: 0, document: 0, font: 0, image: 0, other: 0 };
  client.on('Network.responseReceived', (e) => kinds.set(e.requestId, e.type));
  client.on('Network.loadingFinished', (e) => {
    const type = kinds.get(e.requestId) ?? 'Other';
    const kind =
      { Script: 'script', Stylesheet: 'style', Document: 'document', Font: 'font', Image: 'image' }[type] ?? 'other';
    sum[kind] = (sum[kind] ?? 0) + e.encodedDataLength;
    sum.total = (sum.total ?? 0) + e.encodedDataLength;
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  await client.detach();
  return sum;
}

for (const lang of ['zh', 'en'])
  test(`pages of text stay within their bytes (${lang})`, async ({ browser, baseURL }) => {
    test.setTimeout(120_000);
    for (const { path } of pages.filter((p) => p.text)) {
      const context = await browser.newContext({ baseURL: baseURL! });
      const sum = await weigh(await context.newPage(), `/${lang}${path}`);
      for (const [kind, most] of Object.entries(budget))
        expect.soft(sum[kind], `${kind} bytes of /${lang}${path}`).toBeLessThanOrEqual(most);
      await context.close();
    }
  });

for (const [what, budget, paths] of [
  [
    'the report form is light before its map is asked for',
    formBudget,
    ['/zh/reports/new', '/en/reports/new?category=air.fume', '/zh/reports/new?category=noise.neighbour']
  ],
  ['the map of reports is light', mapBudget, ['/zh/reports?view=map', '/en/reports?view=map']]
] as const)
  test(what, async ({ browser, baseURL }) => {
    for (const path of paths) {
      const context = await browser.newContext({ baseURL: baseURL! });
      const sum = await weigh(await context.newPage(), path);
      console.log(`${path}: ${sum.total} bytes, ${sum.script} of them script`);
      for (const [kind, most] of Object.entries(budget))
        expect.soft(sum[kind], `${kind} bytes of ${path}`).toBeLessThanOrEqual(most);
      await context.close();
    }
  });
