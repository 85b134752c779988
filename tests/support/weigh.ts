import type { Page } from '@playwright/test';

const KB = 1024;

/**
 * What a first visit may cost on the wire, in bytes as sent (Brotli). docs/performance.md says what it does cost. The worker of
 * the offline shell comes after the page has loaded, once a version; offline.spec.ts weighs what it installs.
 */
export const budgets = {
  text: { total: 75 * KB, script: 52 * KB, style: 12 * KB, document: 13 * KB, font: 0 },
  /** The report form until somebody asks for its map. */
  form: { total: 95 * KB },
  /** The map of reports, with its marks and without tiles. */
  map: { script: 105 * KB, total: 140 * KB },
  /** A page of the console. */
  console: { script: 170 * KB }
};

export type Weight = Record<'total' | 'script' | 'style' | 'document' | 'font' | 'image' | 'other', number>;

/** Opens a page with an empty cache and adds up what came over the wire, by kind. */
export async function weigh(page: Page, path: string): Promise<Weight> {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  const kinds = new Map<string, string>();
  const sum: Weight = { total: 0, script: 0, style: 0, document: 0, font: 0, image: 0, other: 0 };
  const known: Record<string, keyof Weight> = {
    Script: 'script',
    Stylesheet: 'style',
    Document: 'document',
    Font: 'font',
    Image: 'image'
  };
  client.on('Network.responseReceived', (e) => kinds.set(e.requestId, e.type));
  client.on('Network.loadingFinished', (e) => {
    sum[known[kinds.get(e.requestId) ?? ''] ?? 'other'] += e.encodedDataLength;
    sum.total += e.encodedDataLength;
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  await client.detach();
  return sum;
}
