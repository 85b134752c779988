import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const phone = { viewport: { width: 360, height: 740 } };

test('without JavaScript a chief is found by subdistrict and by the code on a board, and no number is made up', async ({
  newVisitor
}) => {
  const page = await newVisitor({ ...phone, javaScriptEnabled: false });
  await page.goto('/zh/routes');
  await page.getByRole('link', { name: '河湖' }).click();
  await page.getByRole('link', { name: '找河长' }).click();
  await page.getByLabel('街乡').selectOption('麦子店街道');
  await page.getByRole('button', { name: '查找' }).click();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('麦子店街道');
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['河长', '林长', '田长']);
  await expect(page.getByText('田长的情况没有查到。请拨打 12345 询问。')).toBeVisible();
  await expect(page.getByText('每周至少一次')).toBeVisible();
  for (const number of await page
    .locator('main a[href^="tel:"]')
    .evaluateAll((all) => all.map((a) => a.getAttribute('href'))))
    expect(number).toBe('tel:12345');
  await page.getByLabel('公示牌编号').fill(' lmh-01 ');
  await page.getByRole('button', { name: '查找' }).click();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('公示牌 LMH-01：亮马河朝阳段');
  await expect(page.getByText('标着“演示”的是编来演示的')).toBeVisible();
  await page.getByLabel('公示牌编号').fill('没有的');
  await page.getByRole('button', { name: '查找' }).click();
  await expect(page.getByRole('alert').or(page.locator('.summary, [tabindex="-1"]')).first()).toBeVisible();
  await expect(page.getByText('没有这个编号').first()).toBeVisible();
  await expect(page.getByLabel('公示牌编号')).toHaveValue('没有的');
});

test('a position is asked for on a tap, blurred on the phone, and its subdistrict is called a guess', async ({
  newVisitor
}) => {
  const page = await newVisitor({
    ...phone,
    geolocation: { latitude: 39.9493, longitude: 116.4652 },
    permissions: ['geolocation']
  });
  await page.goto('/en/chiefs');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Use my position' }).click();
  await expect(page).toHaveURL(/lat=39\.949&lng=116\.465/);
  await expect(page.getByText('this is probably Maizidian Subdistrict; that may be wrong')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Liangma River', exact: true })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('pollution is reported from a river with its name filled in, and its line is open data that says it is drawn', async ({
  page,
  request
}) => {
  await page.goto('/zh/waterways/liangma');
  await page.getByText('看示意图').click();
  await expect(page.getByRole('img', { name: '亮马河的示意图' })).toBeVisible();
  await page.getByRole('link', { name: '河面漂浮垃圾' }).click();
  await expect(page).toHaveURL(/category=water\.litter&waterway=liangma/);
  await expect(page.locator('input[name=landmark]')).toHaveValue('亮马河');
  expect((await page.goto('/zh/waterways/nowhere'))!.status()).toBe(404);
  const file = (await (await request.get('/data/waterways.geojson')).json()) as {
    licence: string;
    features: { geometry: { type: string; coordinates: number[][] }; properties: Record<string, unknown> }[];
  };
  expect(file.licence).toContain('by/4.0');
  expect(file.features).toHaveLength(8);
  for (const { geometry, properties } of file.features) {
    expect(geometry.type).toBe('LineString');
    expect(geometry.coordinates[0]![0]).toBeGreaterThan(116); // longitude first
    expect(String(properties.warning)).toMatch(/示意.*Schematic/);
    expect(properties).toMatchObject({ quality: 'schematic', licence: 'CC0-1.0' });
  }
});
