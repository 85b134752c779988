import type { Page } from '@playwright/test';
import { coloured, partOf, pmtilesOf } from './support/pmtiles.ts';
import { expect, expectAccessible, test } from './support/test.ts';

// The base map is a setting of the server; here the page is told as if it were set, and the file is answered by the test.
const setting = { kind: 'archive', url: '/map/base.pmtiles', attribution: '© 测试底图', approvalNo: '', crs: 'wgs84' };

async function openMap(page: Page, file: Buffer | null) {
  const ranges: string[] = [];
  await page.route('**/map/base.pmtiles', (route) => {
    if (!file) return route.fulfill({ status: 404, body: 'not here' });
    const range = route.request().headers()['range'];
    ranges.push(range ?? 'whole');
    return route.fulfill({ status: 206, ...partOf(file, range) });
  });
  await page.route('**/zh/reports?view=map', async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    const none = '&quot;tiles&quot;:null';
    expect(html).toContain(none);
    const headers = response.headers();
    for (const name of ['content-encoding', 'content-length']) delete headers[name];
    const body = html.replace(none, none.replace('null', JSON.stringify(setting).replaceAll('"', '&quot;')));
    await route.fulfill({ status: response.status(), headers, body });
  });
  await page.goto('/zh/reports?view=map');
  await expect(page.getByRole('application')).toHaveAttribute('aria-busy', 'false');
  return ranges;
}

test('a base map from one file is read in ranges, and its tiles are drawn', async ({ newVisitor }) => {
  const page = await newVisitor({ serviceWorkers: 'block' });
  const picture = await coloured(180, 200, 160);
  const tiles = [841, 842, 843, 844, 845].flatMap((x) =>
    [384, 385, 386, 387, 388, 389, 390].map((y) => ({ z: 10, x, y, picture }))
  );
  const ranges = await openMap(page, pmtilesOf(tiles));
  const tile = page.locator('img.leaflet-tile-loaded').first();
  await expect(tile).toBeAttached();
  expect(await tile.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256);
  await expect(page.locator('.attribution')).toContainText('© 测试底图');
  expect(ranges.length).toBeGreaterThan(1);
  expect(ranges).not.toContain('whole');
  await expectAccessible(page);
});

test('a base map that does not come leaves our schematic, and the map says so', async ({ newVisitor }) => {
  const page = await newVisitor({ serviceWorkers: 'block' });
  await openMap(page, null);
  await expect(page.locator('.attribution')).toContainText('底图没有打开');
  await expect(page.locator('.attribution')).toContainText('示意图');
  await expect(page.locator('.map-river').first()).toBeAttached();
  await expectAccessible(page);
});
