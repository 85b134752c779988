import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

// Standing in 麦子店 with a phone.
const here = { latitude: 39.9493, longitude: 116.4652 };
const phone = { viewport: { width: 360, height: 740 }, geolocation: here, permissions: ['geolocation'] };

for (const [lang, green, rest, me, first] of [
  ['zh', '绿色空间', '树荫下坐坐，有厕所', '离我最近的', '朝阳公园'],
  ['en', 'Green', 'A shady seat and a toilet', 'Nearest to me', 'Chaoyang Park']
] as const)
  test(`the nearest shady seat with a toilet is three taps away (${lang})`, async ({ newVisitor }) => {
    const page = await newVisitor(phone);
    await page.goto(`/${lang}`);
    let taps = 0;
    const tap = async (locator: ReturnType<typeof page.getByRole>) => {
      await locator.click();
      taps += 1;
    };
    await tap(page.getByRole('navigation').getByRole('link', { name: green, exact: true }));
    await tap(page.getByRole('link', { name: rest }));
    await tap(page.getByRole('button', { name: me }));
    await expect(page).toHaveURL(/lat=39\.949&lng=116\.465/); // rounded on the phone
    await expect(page.getByRole('heading', { level: 3 }).first()).toHaveText(first);
    await expect(page.locator('li', { hasText: first }).first()).toContainText(
      lang === 'zh' ? /步行约 2\.4 公里/ : /About 2\.4 km on foot/
    );
    console.log(`${lang}: ${String(taps)} taps`);
    expect(taps).toBe(3);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });

test('without JavaScript a metro station does, and a search in pinyin', async ({ newVisitor }) => {
  const page = await newVisitor({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  await page.goto('/zh/places');
  await page.getByText('按名称、需要或地点找').click();
  await page.getByLabel('从哪里出发').selectOption('枣营');
  await page.getByRole('checkbox', { name: '厕所' }).check();
  await page.getByRole('button', { name: '查找' }).click();
  await expect(page).toHaveURL(/need=toilet&near=zaoying/);
  await expect(page.getByRole('heading', { level: 3 }).first()).toHaveText('朝阳公园');
  await expect(page.getByText('步行约 1.5 公里')).toBeVisible();
  await page.goto('/zh/places?q=tjhgy');
  await expect(page.getByRole('heading', { level: 3 }).first()).toHaveText('团结湖公园');
  await page.goto('/zh/places/map');
  await expect(page.getByText('地图需要 JavaScript')).toBeVisible();
  await expect(page.getByRole('link', { name: '团结湖公园' })).toBeVisible();
});

test('when the phone does not tell where it is, the page says what else to do', async ({ newVisitor }) => {
  const page = await newVisitor({ viewport: { width: 360, height: 740 }, permissions: [] });
  await page.goto('/zh/places');
  await page.getByRole('button', { name: '离我最近的' }).click();
  await expect(page.getByRole('status').first()).toContainText('地铁站');
});

test('a place tells what is known and how well, and a problem there is reported with its name filled in', async ({
  page
}) => {
  await page.goto('/zh/places/tuanjiehu-park');
  await expect(page.getByText('可能差 500 米左右')).toBeVisible();
  await expect(page.getByText('标着“演示”的设施')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: '这里有问题' }).click();
  await expect(page).toHaveURL(/place=tuanjiehu-park/);
  await page.goto('/zh/reports/new?place=tuanjiehu-park&category=greenery.damage');
  await expect(page.locator('input[name=landmark]')).toHaveValue('团结湖公园');
  await expect(page.locator('select[name=subdistrict]')).toHaveValue('110105013');
  await expect(page.locator('input[name=place]')).toHaveValue('tuanjiehu-park');
});

test('a problem at a place is sent from its page, and whoever handles it sees which place it is', async ({
  newVisitor
}) => {
  const page = await newVisitor({ javaScriptEnabled: false });
  await page.goto('/zh/places/honglingjin-park');
  await page.getByRole('link', { name: '这里有问题' }).click();
  await page.getByRole('link', { name: '公园设施损坏' }).first().click();
  await expect(page.getByLabel('地址或附近的地标')).toHaveValue('红领巾公园');
  await page.getByLabel('发生了什么？').fill('湖边的第三把长椅，椅面断了两根木条');
  await page.getByRole('radio', { name: '是', exact: true }).last().check();
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page).toHaveURL(/\/zh\/reports\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('main')).toContainText('红领巾公园');
  const id = page.url().slice(-36);

  const moderator = await newVisitor();
  await signIn(moderator, 'moderator');
  await moderator.goto(`/zh/console/reports/${id}`);
  const place = moderator.getByRole('link', { name: '红领巾公园' });
  await expect(place).toHaveAttribute('href', '/zh/places/honglingjin-park');
  await moderator.getByRole('button', { name: '受理', exact: true }).click();
  await expect(moderator.locator('article header')).toContainText('已受理');
  // The category is told exactly, so the place's own page leads to what is public of it.
  await page.goto('/zh/places/honglingjin-park');
  await expect(page.locator(`a[href="/zh/reports/${id}"]`)).toBeVisible();
});

test('the code of a sign leads to its place in the reader’s language', async ({ page, request }) => {
  const sign = await request.get('/p/85ffa', { maxRedirects: 0, headers: { 'accept-language': 'en' } });
  expect(sign.status()).toBe(302);
  expect(sign.headers()['location']).toBe('/en/places/chaoyang-park');
  expect((await request.get('/p/22222')).status()).toBe(404);
  await page.goto('/en/places/chaoyang-park/sign');
  await expect(page.getByRole('img', { name: /\/p\/85FFA$/ })).toBeVisible();
  await expect(page.getByText('朝阳公园', { exact: true })).toBeVisible();
});

test('the data are open, and nothing approximate is passed on as a point', async ({ request, page }) => {
  const file = (await (await request.get('/data/places.geojson')).json()) as {
    licence: string;
    features: {
      id: string;
      geometry: unknown;
      properties: { slug: string; position_quality: string | null; source: string };
    }[];
  };
  expect(file.licence).toContain('by/4.0');
  expect(file.features.length).toBeGreaterThanOrEqual(41);
  for (const { geometry, properties } of file.features) {
    expect(properties.source).not.toBe('');
    expect(geometry !== null).toBe(properties.position_quality === 'sourced');
  }
  await page.goto('/zh/places/chaoyang-park');
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '') as Record<
    string,
    unknown
  >;
  expect(data).toMatchObject({ '@type': 'Park', name: '朝阳公园', geo: { latitude: 39.9346, longitude: 116.4763 } });
  expect(data).not.toHaveProperty('amenityFeature'); // made up for the demonstration
});

test('the map shows every place with a point, by name', async ({ newVisitor }) => {
  const page = await newVisitor({ viewport: { width: 360, height: 740 } });
  await page.goto('/zh/places/map');
  await expect(page.locator('.leaflet-marker-icon.many').first()).toBeVisible();
  await expectAccessible(page);
  await expect(page.locator('.map-park'), 'parks are drawn where they can be read').toHaveCount(0);
  // Closer, until no mark lies on another: those that touch are one with a number.
  await page.goto('/zh/places/map?lat=39.935&lng=116.476');
  const mark = page.getByRole('link', { name: /^朝阳公园/ }).and(page.locator('.leaflet-marker-icon'));
  await expect(mark).toBeVisible();
  await expect(page.locator('.leaflet-marker-icon.approximate').first()).toBeVisible();
  await expect(page.locator('.map-label.of-park', { hasText: '朝阳公园' })).toBeAttached();
  await expect(page.locator('.map-park').first()).toBeAttached();
  await mark.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/places\/chaoyang-park$/);
});
