import { demoReport } from './support/demoReports.ts';
import { keysReady, sendReport } from './support/sendReport.ts';
import { expect, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

const rows = 'a[href*="/reports/"]:has(.icon)';

test.describe('the public list', () => {
  test('is narrowed and walked without JavaScript, and every line leads to a page', async ({ newVisitor }) => {
    const page = await newVisitor({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await page.goto('/zh');
    await page.getByRole('link', { name: '看看大家反映了什么' }).click();
    await expect(page).toHaveURL(/\/zh\/reports$/);
    await expect(page.locator(rows)).toHaveCount(20);
    const first = await page.locator(rows).first().getAttribute('href');
    await page.getByRole('link', { name: '更早的' }).click();
    await expect(page.locator(rows).first()).not.toHaveAttribute('href', first!);
    await page.getByRole('link', { name: '回到最新' }).click();
    await expect(page.locator(rows).first()).toHaveAttribute('href', first!);

    await page.getByText('筛选').click();
    await page.getByLabel('类别').selectOption({ label: '空气（全部）' });
    await page.getByLabel('进展', { exact: true }).selectOption({ label: '办理中' });
    await page.getByRole('button', { name: '显示' }).click();
    await expect(page).toHaveURL(/category=air&subdistrict=&stage=open&days=$/);
    for (const tag of await page.locator(`${rows} .tag`).allInnerTexts()) expect(tag.trim()).toBe('办理中');
    await page.getByLabel('类别').selectOption({ label: '宠物噪声' });
    await page.getByRole('button', { name: '显示' }).click();
    await expect(page.locator('main')).toContainText('没有符合条件的公开反映');
    await page.getByRole('main').getByRole('link', { name: '清除条件' }).first().click();
    await page.locator(rows).first().click();
    await expect(page.locator('h1')).toBeVisible();
    await expectNoSidewaysScroll(page);
  });

  test('shows released words and the answer, and the way to the map', async ({ page }) => {
    await page.goto(`/en/reports/${demoReport('washbasin-datun').id}`);
    await expect(page.locator('h1')).toHaveText('Problem at a sorting point');
    await expect(page.locator('main')).toContainText('分类投放点的洗手池坏了一个多星期');
    await expect(page.locator('main')).toContainText('Put right');
    await expect(page.locator('meta[property="og:title"]')).toHaveAttribute(
      'content',
      /^Problem at a sorting point, Datun/
    );
    await page.getByRole('link', { name: 'See it on the map' }).click();
    await expect(page.locator('.map .spot').first()).toBeVisible();
  });

  test('a page that was joined to another leads there, and a private one is not found', async ({ request, page }) => {
    const answer = await request.get(`/zh/reports/${demoReport('fume-zaoying').id}`);
    expect(answer.status()).toBeLessThan(500);
    const missing = await page.goto('/zh/reports/00000000-0000-4000-8000-000000000001');
    expect(missing!.status()).toBe(404);
  });
});

test.describe('the map', () => {
  // The router of a page with a script would write the next one into it, where its small scripts are refused.
  test('opens for whoever comes from the form, and so does what lies between', async ({ page }) => {
    await page.goto('/zh/reports/new');
    await expect(page.locator('#svelte-announcer')).toBeAttached();
    await page.getByRole('link', { name: '绿色空间' }).first().click();
    await expect(page.locator('h1')).toHaveText('绿色空间');
    await page.getByRole('link', { name: '地图', exact: true }).click();
    const map = page.getByRole('application');
    await expect(map).toHaveAttribute('aria-busy', 'false');
    await expect(page.locator('.map .place').first()).toBeVisible();
    await page.goBack();
    await page.goBack();
    await expect(page).toHaveURL(/reports\/new$/);
    await expect(page.locator('#svelte-announcer')).toBeAttached();
    await page.getByRole('link', { name: '首页' }).first().click();
    await page.getByRole('link', { name: '看看大家反映了什么' }).click();
    await page.getByRole('link', { name: '地图', exact: true }).click();
    await expect(map).toHaveAttribute('aria-busy', 'false');
    await expect(page.locator('.map .mark').first()).toBeVisible();
  });

  test('says in its list what it shows, works by keyboard and keeps the filters', async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto('/en/reports?view=map&category=noise');
    const marks = page.locator('.map .mark');
    await expect(marks.first()).toBeVisible();
    await expect(marks.first()).toHaveAttribute('role', 'button');
    await expect(marks.first()).toHaveAttribute('aria-label', /\w/);
    const listed = page.locator('section.sheet li a');
    await expect(listed.first()).toBeVisible();
    for (const title of await listed.locator('.title').allInnerTexts()) expect(title).not.toMatch(/\bDust|litter|bins/);
    await marks.first().focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.mark.chosen')).toHaveCount(1);
    await expect(page.locator('section.sheet li.chosen').first()).toBeVisible();
    const asked = page.waitForResponse(/\/data\/map\.json/);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    expect((await (await asked).body()).length).toBeLessThan(40_000);
    await page.getByRole('link', { name: 'List', exact: true }).click();
    await expect(page).toHaveURL(/category=noise$/);
  });

  test('is the list with a note when there is no JavaScript', async ({ newVisitor }) => {
    const page = await newVisitor({ javaScriptEnabled: false });
    await page.goto('/zh/reports?view=map&category=air');
    await expect(page.locator('main')).toContainText('地图需要 JavaScript');
    await expect(page.locator(rows).first()).toBeVisible();
  });

  test('is the list with a note when its files do not come', async ({ page }) => {
    await page.route('**/map/outline.json', (route) => route.fulfill({ status: 404, body: 'not here' }));
    await page.goto('/zh/reports?view=map&category=air');
    await expect(page.getByRole('status').first()).toHaveText('地图没有打开。下面的列表内容相同。');
    await expect(page.locator(rows).first()).toBeVisible();
    await expect(page.getByRole('application')).toHaveCount(0);
  });

  test('asks politely for nonsense', async ({ request }) => {
    for (const query of [
      '',
      '?bbox=1,2,3',
      '?bbox=a,b,c,d&zoom=NaN',
      '?bbox=116,39,117,1e999&zoom=-5',
      '?bbox=117,40,116,39'
    ])
      expect((await request.get(`/data/map.json${query}`)).status(), query).toBe(422);
    const { message } = await (await request.get('/data/map.json?bbox=NaN,1,2,3')).json();
    expect(message).toEqual({
      zh: expect.stringContaining('地图范围'),
      en: expect.stringContaining('part of the map')
    });
    const whole = await request.get('/data/map.json?bbox=-180,-90,180,90&zoom=99&category=%00&days=1e9');
    expect(whole.status()).toBe(200);
  });
});

test('the downloads are whole, safe and say under which licence', async ({ request }) => {
  const geo = await request.get('/data/reports.geojson');
  expect(geo.headers()['content-type']).toContain('application/geo+json');
  const { features, licence } = (await geo.json()) as {
    features: { geometry: { coordinates: number[] } | null; properties: { precision: string } }[];
    licence: string;
  };
  expect(licence).toContain('creativecommons.org');
  expect(features.length).toBeGreaterThan(20);
  for (const { geometry, properties } of features) {
    if (properties.precision === 'subdistrict') expect(geometry).toBeNull();
    else if (geometry) expect(geometry.coordinates[0]).toBeGreaterThan(116);
  }
  const csv = await (await request.get('/data/reports.csv')).text();
  expect(csv.trim().split('\r\n')).toHaveLength(features.length + 1);
  for (const lang of ['zh', 'en']) {
    const feed = await request.get(`/feeds/reports.${lang}.atom`);
    expect(feed.headers()['content-type']).toContain('application/atom+xml');
    expect(await feed.text()).toContain(
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang === 'zh' ? 'zh-Hans' : 'en'}">`
    );
  }
  expect((await request.get('/feeds/reports.fr.atom')).status()).toBe(404);
});

test('whoever reported takes it back and gives it again', async ({ page, newVisitor }) => {
  const report = demoReport('litter-tonghui');
  const stranger = await newVisitor();
  const seen = async () => (await stranger.goto(`/zh/reports/${report.id}`))!.status();
  expect(await seen()).toBe(200);
  await page.goto(report.link());
  await page.getByRole('button', { name: '收回，不再公开' }).click();
  await expect(page.getByRole('button', { name: '让别人看到' })).toBeVisible();
  expect(await seen()).toBe(404);
  await page.getByRole('button', { name: '让别人看到' }).click();
  await expect(page.getByRole('button', { name: '收回，不再公开' })).toBeVisible();
  expect(await seen()).toBe(200);
  await expect(stranger.locator('main')).toContainText('文字和照片没有公开');
  await expect(page.getByRole('region', { name: '公开', exact: true })).toContainText('现在别人能看到');

  // Whoever agreed and was not accepted yet is not told that others see it.
  const { id, link } = await sendReport(page, { publish: '1' });
  await page.goto(link);
  const choice = page.getByRole('region', { name: '公开', exact: true });
  await expect(choice).toContainText('但它现在没有公开');
  await expect(choice).not.toContainText('现在别人能看到');
  expect((await stranger.goto(`/zh/reports/${id}`))!.status()).toBe(404);
});

test('the page of a stranger holds nothing that was not released', async ({ newVisitor }) => {
  // A restaurant's neighbour: a coarse place, words that were shortened, a landmark and a phone number in the case.
  const report = demoReport('fume-wangjing');
  for (const lang of ['zh', 'en']) {
    const page = await newVisitor();
    const html = await (await page.goto(`/${lang}/reports/${report.id}`))!.text();
    expect(html).toContain('饭点油烟味顺着楼道往上窜');
    for (const secret of ['老人咳嗽', '望京街北侧', '烟道接口脱开，油烟漏入', 'CY-'])
      expect(html, secret).not.toContain(secret);
  }
});

test('a moderator releases an edited text after a check, and hides it again', async ({ page, newVisitor }) => {
  const { id } = demoReport('mixed-datun');
  await signIn(page, 'moderator');
  await page.goto(`/zh/console/reports/${id}`);
  await keysReady(page);
  const panel = page.locator('details.release');
  await panel.locator('summary').click();
  await panel.getByLabel('公开的文字').fill('早上收垃圾的车把分好的垃圾又倒在一起。');
  await panel.getByRole('button', { name: '公开这些内容' }).click();
  await expect(panel.getByRole('alert')).toContainText('请先核对');
  await expect(panel.getByLabel('公开的文字')).toHaveValue('早上收垃圾的车把分好的垃圾又倒在一起。');
  await panel.getByLabel('我核对过').check();
  await panel.getByRole('button', { name: '公开这些内容' }).click();
  await expect(panel.locator('summary')).toContainText('公开内容');

  const stranger = await newVisitor();
  await stranger.goto(`/zh/reports/${id}`);
  await expect(stranger.locator('main')).toContainText('早上收垃圾的车把分好的垃圾又倒在一起。');
  await expect(stranger.locator('main')).not.toContainText('白分了');

  await panel.locator('summary').click();
  await panel.getByLabel('为什么不再公开').fill('说得太细');
  await panel.getByRole('button', { name: '不再公开' }).click();
  await expect(panel.locator('summary')).toContainText('已隐藏');
  expect((await stranger.goto(`/zh/reports/${id}`))!.status()).toBe(404);
});

test('nobody but a moderator is offered to release', async ({ page }) => {
  await signIn(page, 'handler');
  await page.goto('/zh/console/queues/in_hand');
  await page.goto((await page.locator('a[href*="/console/reports/"]').first().getAttribute('href'))!);
  await expect(page.getByRole('heading', { name: '公开', exact: true })).toHaveCount(0);
});
