import { gpx as readGpx } from '@tmcw/togeojson';
import { DOMParser } from '@xmldom/xmldom';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const phone = { viewport: { width: 360, height: 740 } };

test('without JavaScript a route is chosen, read and followed', async ({ newVisitor }) => {
  const page = await newVisitor({ ...phone, javaScriptEnabled: false });
  await page.goto('/zh/places');
  await page.getByRole('link', { name: '花园路线' }).click();
  await page.getByText('挑一条').click();
  await page.getByLabel('种类').selectOption('滨水');
  await page.getByRole('button', { name: '查找' }).click();
  await expect(page).toHaveURL(/kind=waterfront/);
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['亮马河滨水步道']);
  const row = page.getByRole('listitem').filter({ hasText: '亮马河滨水步道' });
  await expect(row).toContainText('约 5.6 公里');
  await expect(row).toContainText('步行约 1 小时 20 分钟');
  await expect(row).toContainText('地铁：柳芳站到东风北桥站');
  await page.getByRole('link', { name: '亮马河滨水步道' }).click();
  await expect(page.locator('ol > li')).toHaveCount(7);
  await expect(page.getByRole('link', { name: '朝阳公园', exact: true })).toHaveAttribute(
    'href',
    '/zh/places/chaoyang-park'
  );
  await page.getByText('看示意图').click();
  await expect(page.getByRole('img', { name: /亮马河滨水步道的示意图/ })).toBeVisible();
  await expect(page.getByText('都是手绘的，不是实际走向')).toBeVisible();
  await page.getByRole('link', { name: '跟着走' }).click();
  await page.getByRole('link', { name: /^下一站：燕莎码头/ }).click();
  await expect(page).toHaveURL(/#stop-3$/);
  // A stop is a place, and the place knows the route.
  await page.goto('/en/places/chaoyang-park');
  await page.getByRole('link', { name: 'Liangma River walk' }).click();
  await expect(page.getByText('At 4 km an hour on foot and 12 km an hour by bike')).toBeVisible();
  // What nobody knows is not made up.
  await page.goto('/en/routes/changying-half-marathon-greenway');
  await expect(page.getByText('Length not known')).toBeVisible();
  await expect(page.getByText('Its course was not found')).toBeVisible();
  expect((await page.goto('/en/routes/nowhere'))!.status()).toBe(404);
});

test.describe('on a phone that keeps pages', () => {
  // 120 m from Yansha Dock.
  test.use({
    serviceWorkers: 'allow',
    ...phone,
    geolocation: { latitude: 39.951, longitude: 116.4615 },
    permissions: ['geolocation']
  });

  test('a route is followed with and without a position, which stays on the phone, and without a network', async ({
    page
  }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
    await page.goto('/zh/routes/liangma-river');
    await page.evaluate(async () => (await navigator.serviceWorker.ready).active !== null);
    await page.getByRole('button', { name: '存到手机' }).click();
    await expect(page.getByText('存好了')).toBeVisible();
    await expectAccessible(page);
    await page.context().setOffline(true);
    await page.getByRole('link', { name: '跟着走' }).click();
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(['香河园路']); // one stop at a time
    await page.getByRole('link', { name: /^下一站/ }).click();
    await page.getByRole('link', { name: /^下一站/ }).click();
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(['燕莎码头']);
    await page.getByRole('button', { name: '看看离下一站还有多远' }).click();
    await expect(page.getByText('这一站就在附近，约 500 米以内')).toBeVisible();
    await page.getByRole('link', { name: /^下一站：麦子店/ }).click();
    await page.getByRole('link', { name: /^下一站：蓝港/ }).click();
    await expect(page.getByText('离这一站直线约 1 公里')).toBeVisible();
    await page.getByRole('button', { name: '不再看位置' }).click();
    await expect(page.getByText('离这一站直线')).toBeHidden();
    await expectNoSidewaysScroll(page);
    expect(asked.filter((text) => /39\.95|116\.46/.test(text))).toEqual([]);
    // Whoever sees something run into the river is two taps from the form, still without a network.
    await page.getByRole('link', { name: '亮马河有污染？' }).click();
    await expect(page.getByRole('heading', { name: '谁负责' })).toBeVisible();
    await page.getByRole('link', { name: '排污口异常' }).click();
    await expect(page).toHaveURL(/\/zh\/offline\/report\?.*category=water\.outfall/);
    await expect(page.getByLabel('地址或附近的地标')).toHaveValue('亮马河');
    await page.context().setOffline(false);
  });
});

test('the files of a route can be read by other programs, and say what the line is worth', async ({
  page,
  request
}) => {
  const gpx = await request.get('/data/routes/liangma-river.gpx');
  expect(gpx.headers()['content-type']).toBe('application/gpx+xml');
  const text = await gpx.text();
  const read = readGpx(
    new DOMParser({
      onError: (_, message) => {
        throw new Error(message);
      }
    }).parseFromString(text, 'application/xml') as unknown as Document
  );
  expect(read.features.map(({ geometry }) => geometry?.type)).toEqual(['LineString']); // its stops are only about there
  expect(read.features[0]!.properties).toMatchObject({ name: '亮马河滨水步道 · Liangma River walk' });
  expect(String(read.features[0]!.properties!.desc)).toMatch(/示意.*Schematic/);
  const geojson = (await (await request.get('/data/routes/liangma-river.geojson')).json()) as {
    licence: string;
    features: { id: string; properties: Record<string, unknown> }[];
  };
  expect(geojson.features[0]).toMatchObject({
    id: 'bbfa5a45-dfbf-5b19-8d74-00d13fe8653f',
    properties: { line_quality: 'schematic', length_m: 5570, step_free: 'unknown' }
  });
  expect(geojson.features).toHaveLength(8);
  expect((await request.get('/data/routes/huangqu-middle-road.gpx')).status()).toBe(404);
  expect((await request.get('/data/routes/huangqu-middle-road.geojson')).status()).toBe(200);
  expect((await request.get('/data/routes/nowhere.geojson')).status()).toBe(404);
  await page.goto('/en/routes/liangma-river');
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '') as unknown;
  expect(data).toMatchObject({ '@type': 'TouristTrip', itinerary: { numberOfItems: 7 } });
});
