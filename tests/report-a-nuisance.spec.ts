import { randomBytes, randomUUID } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import { demoPassword, expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const maizidian = { latitude: 39.9489, longitude: 116.4655, accuracy: 35 };
const tracking = /\/(zh|en)\/reports\/[0-9a-f-]{36}$/;
const next = (page: Page) => page.getByRole('button', { name: /^(继续|Continue)$/ });
const send = (page: Page) => page.getByRole('button', { name: /^(提交|Send)$/ });
const summary = (page: Page) =>
  page.getByRole('alert').filter({ hasText: /有几处需要您再看一下|Please look at this again/ });

/** The steps are there once the scripts have arrived. */
const enhanced = (page: Page) => expect(page.locator('[aria-current=step]')).toBeVisible();

test.describe('without JavaScript', { tag: '@core' }, () => {
  test.use({ javaScriptEnabled: false });

  test('a resident reports cooking fumes in Maizidian, in Chinese', async ({ page }) => {
    await page.goto('/zh/reports/new');
    await expect(page.getByRole('heading', { name: '现在有人有危险吗？' })).toBeVisible();
    await expect(page.getByRole('link', { name: /119\s*火警/ })).toHaveAttribute('href', 'tel:119');
    await page.getByRole('link', { name: '餐饮油烟' }).first().click();
    await expect(page).toHaveTitle(/餐饮油烟/);
    await page.getByLabel('街道或地区').selectOption({ label: '麦子店街道' });
    await page.getByLabel('地址或附近的地标').fill('枣营北里 12 号楼东侧');
    await page.getByLabel('发生了什么？').fill('饭馆后门的油烟直接排到二楼窗边');
    await page.getByLabel('什么时段最重？').selectOption('dinner');
    await send(page).click();
    await expect(page).toHaveURL(tracking);
    await expect(page.locator('main')).toContainText(/CY-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}/);
    await expect(page.locator('main')).toContainText('饭馆后门的油烟直接排到二楼窗边');
  });

  test('a search finds the category', async ({ page }) => {
    await page.goto('/en/reports/new');
    await page.getByLabel('Find a category').fill('renovation');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('link', { name: 'Home renovation' }).click();
    await expect(page.getByRole('group', { name: /residents’ committee first/ })).toBeVisible();
  });

  test('an error loses nothing and says what to do, at the field and above', async ({ page }) => {
    await page.goto('/zh/reports/new?category=air.fume');
    await page.getByLabel('发生了什么？').fill('一到饭点就有油烟');
    await page.getByLabel('邮箱').fill('wang@home');
    await page.getByRole('textbox', { name: '电话' }).fill('138 0013 8000');
    await page.getByLabel('多久一次？').selectOption('daily');
    await page.getByRole('radio', { name: '是', exact: true }).last().check();
    const [response] = await Promise.all([
      page.waitForResponse((r) => r.request().method() === 'POST'),
      send(page).click()
    ]);
    expect(response.status()).toBe(400);
    await expect(summary(page).getByRole('link')).toHaveCount(2);
    await expect(page.getByLabel('邮箱')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel('邮箱')).toHaveValue('wang@home');
    await expect(page.getByLabel('发生了什么？')).toHaveValue('一到饭点就有油烟');
    await expect(page.getByRole('textbox', { name: '电话' })).toHaveValue('138 0013 8000');
    await expect(page.getByLabel('多久一次？')).toHaveValue('daily');
    await expect(page.getByRole('radio', { name: '是', exact: true }).last()).toBeChecked();
  });

  test('the other language and another category keep what was typed, and the report stays the same one', async ({
    page
  }) => {
    await page.goto('/zh/reports/new?category=noise.neighbour');
    const id = await page.locator('[name=id]').inputValue();
    await page.getByLabel('发生了什么？').fill('楼上半夜拖家具');
    await page.getByLabel('地址或附近的地标').fill('枣营北里');
    await page.getByLabel('街道或地区').selectOption('110105012');
    await page.getByRole('radio', { name: '先请居委会（村委会）调解' }).check();
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.getByLabel('In your own words')).toHaveValue('楼上半夜拖家具');
    await expect(page.getByRole('radio', { name: /Ask the residents’ committee first/ })).toBeChecked();
    await page.getByRole('button', { name: 'Change category' }).click();
    await expect(page.getByLabel('In your own words')).toHaveValue('楼上半夜拖家具');
    await page.getByLabel('Category', { exact: true }).selectOption('noise.pet');
    await page.getByRole('button', { name: 'Use this category' }).click();
    await expect(page).toHaveTitle(/Pets/);
    await expect(page.getByLabel('In your own words')).toHaveValue('楼上半夜拖家具');
    await expect(page.getByLabel('Address or landmark')).toHaveValue('枣营北里');
    expect(await page.locator('[name=id]').inputValue()).toBe(id);
    await send(page).click();
    await expect(page).toHaveURL(new RegExp(`/en/reports/${id}$`));
  });
});

test.describe('with JavaScript', () => {
  test.use({ geolocation: maizidian, permissions: ['geolocation'] });

  test('a neighbour’s noise is reported in English with the device’s position, in eight taps at most', async ({
    page
  }) => {
    let taps = 0;
    const tap = async (name: string | RegExp, role: 'button' | 'link' = 'button') => {
      taps += 1;
      await page.getByRole(role, { name }).first().click();
    };
    await page.goto('/en/reports/new');
    await tap(/nobody is in danger: continue/, 'link');
    await tap('Neighbours', 'link');
    await enhanced(page);
    await expect(page.getByText('you can call 110')).toBeVisible();
    await tap('Use my position');
    await expect(page.getByText('Going by the position: Maizidian Subdistrict')).toBeAttached();
    await tap('Continue');
    taps += 1;
    await page.getByLabel('In your own words').fill('Upstairs drags furniture until two in the morning.');
    await tap('Continue');
    await expect(page.getByRole('region', { name: 'Please check' })).toContainText('Maizidian Subdistrict');
    await tap(/^Send$/);
    await expect(page).toHaveURL(tracking);
    await expect(page.locator('main')).toContainText('Upstairs drags furniture');
    console.log(`report with device position: ${taps} taps`);
    expect(taps).toBeLessThanOrEqual(8);
    expect(await page.evaluate(() => sessionStorage.getItem('report-draft')), 'the draft is erased').toBeNull();
  });

  test('the map comes when it is asked for, and its pin moves by tap, keys and drag', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto('/en/reports/new?category=noise.construction', { waitUntil: 'networkidle' });
    await enhanced(page);
    expect(asked.filter((url) => /\/map\//.test(url))).toEqual([]);
    await page.getByRole('button', { name: 'Mark it on the map' }).click();
    const map = page.getByRole('application', { name: 'Map of Chaoyang District' });
    await expect(map).toHaveAttribute('aria-busy', 'false');
    const box = (await map.boundingBox())!;
    await map.click({ position: { x: box.width / 2, y: box.height / 2 } });
    const coordinates = async () =>
      Promise.all(['lat', 'lng'].map(async (name) => Number(await page.locator(`[name=${name}]`).inputValue())));
    const [lat, lng] = (await coordinates()) as [number, number];
    expect(Math.abs(lat - 39.95)).toBeLessThan(0.1);
    expect(Math.abs(lng - 116.5)).toBeLessThan(0.1);
    await expect(page.getByText(/^The pin is near /)).toBeVisible();
    await page.getByRole('button', { name: /^Pin\. Move it/ }).press('ArrowUp');
    await expect.poll(async () => (await coordinates())[0]).toBeGreaterThan(lat);
    const pin = (await page.locator('.map-pin').boundingBox())!;
    await page.mouse.move(pin.x + pin.width / 2, pin.y + pin.height / 2);
    await page.mouse.down();
    await page.mouse.move(pin.x + pin.width / 2 + 40, pin.y + pin.height / 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await coordinates())[1]).toBeGreaterThan(lng);
    await expectAccessible(page);
    await page.locator('[name=lat]').evaluate((input) => input.closest('details')!.setAttribute('open', ''));
    await page.getByLabel('Latitude').fill('39.85');
    await page.getByLabel('Longitude').fill('116.2');
    await expect(page.getByText(/outside Chaoyang, where we cannot act/)).toBeVisible();
    await expect(page.getByRole('status').getByText(/This place is outside Chaoyang District/)).toBeVisible();
    await next(page).click();
    await page.getByLabel('In your own words').fill('Concrete is poured all night.');
    await next(page).click();
    await send(page).click();
    await expect(summary(page)).toContainText('outside Chaoyang District');
    await expect(page.getByLabel('Latitude')).toHaveValue('39.85');
  });

  test('a position far away is said at once, in the page’s language, and nothing is held up', async ({
    page,
    context
  }) => {
    await context.setGeolocation({ latitude: 39.13, longitude: 117.2, accuracy: 30 });
    await page.goto('/zh/reports/new?category=noise.construction');
    await enhanced(page);
    await page.getByRole('button', { name: '用我现在的位置' }).click();
    const said = page.getByRole('status').getByText('这个位置不在朝阳区，我们办不了。');
    await expect(said).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('地址或附近的地标').fill('枣营北里');
    await page.getByRole('button', { name: '去掉位置' }).click();
    await expect(said).toHaveCount(0);
    await expect(page.getByLabel('地址或附近的地标')).toHaveValue('枣营北里');
  });

  test('all of it can be done with the keyboard alone', async ({ page }) => {
    const press = (...keys: string[]) =>
      keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
    const tabTo = async (name: string | RegExp) => {
      for (let i = 0; i < 80; i++) {
        await page.keyboard.press('Tab');
        const label = await page.evaluate(() => {
          const e = document.activeElement as HTMLElement & { labels?: NodeListOf<HTMLElement> };
          return (e.labels?.[0]?.innerText ?? e.getAttribute('aria-label') ?? e.innerText ?? '').trim();
        });
        if (typeof name === 'string' ? label === name : name.test(label)) return;
      }
      throw new Error(`Tab never reaches ${name}`);
    };
    await page.goto('/en/reports/new');
    await tabTo('Cooking fumes');
    await press('Enter');
    await enhanced(page);
    await tabTo('Subdistrict');
    await page.keyboard.type('Maizidian');
    await tabTo('Address or landmark');
    await page.keyboard.type('Back door of the noodle shop');
    await press('Enter'); // in a text field: on to the next step, not away with half a report
    await expect(page.getByRole('heading', { name: 'What is happening?' })).toBeFocused();
    await tabTo('In your own words');
    await page.keyboard.type('Smoke into the bedroom every evening');
    await tabTo('Continue');
    await press('Enter');
    await expect(page.getByRole('heading', { name: 'Last step' })).toBeFocused();
    await tabTo('Send');
    await press('Enter');
    await expect(page).toHaveURL(tracking);
  });

  test('mistakes are said at once, and gone when they are mended', async ({ page }) => {
    await page.goto('/zh/reports/new?category=air.fume');
    await enhanced(page);
    await next(page).click();
    await expect(summary(page)).toBeFocused();
    await summary(page).getByRole('link').first().click();
    await expect(page.getByLabel('街道或地区')).toBeFocused();
    await page.getByLabel('街道或地区').selectOption('110105012');
    await page.getByLabel('地址或附近的地标').fill('枣营');
    await expect(summary(page)).toBeHidden();
    await next(page).click();
    await next(page).click();
    await expect(page.getByLabel('发生了什么？')).toHaveAttribute('aria-invalid', 'true');
    await page.getByLabel('发生了什么？').fill('油烟');
    await next(page).click();
    const mayCall = page.getByRole('group', { name: '办理的单位可以联系您吗？' });
    await mayCall.getByRole('radio', { name: '是', exact: true }).check();
    await send(page).click();
    await expect(summary(page)).toContainText('请留下邮箱或电话');
    await expectAccessible(page);
  });

  test('back, forward, a reload, the other language and signing in lose nothing', async ({ page }) => {
    await page.goto('/zh/reports/new?category=noise.neighbour');
    await enhanced(page);
    await page.getByLabel('街道或地区').selectOption('110105012');
    await page.getByLabel('地址或附近的地标').fill('枣营北里');
    await next(page).click();
    await page.getByLabel('发生了什么？').fill('楼上半夜拖家具');
    await page.goBack();
    await expect(page.getByLabel('地址或附近的地标')).toHaveValue('枣营北里');
    await page.goForward();
    await expect(page.getByLabel('发生了什么？')).toHaveValue('楼上半夜拖家具');
    const id = await page.locator('[name=id]').inputValue();

    await page.reload();
    await expect(page.getByText('已找回您之前填写的内容')).toBeVisible();
    expect(await page.locator('[name=id]').inputValue()).toBe(id);
    await page.getByRole('link', { name: 'English' }).first().click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await page.getByRole('link', { name: /Send$/ }).click();
    await expect(page.getByRole('region', { name: 'Please check' })).toContainText('楼上半夜拖家具');
    await page.getByRole('link', { name: '中文' }).first().click();
    await expect(page.getByRole('region', { name: '请核对' })).toContainText('楼上半夜拖家具');
    await page.getByRole('link', { name: 'English' }).first().click();
    await expect(page.getByRole('region', { name: 'Please check' })).toBeVisible();

    await page.getByRole('link', { name: /Sign in first/ }).click();
    await page.locator('input[name=email]').fill('resident@demo.test');
    await page.locator('input[name=password]').fill(demoPassword);
    await page.locator('form:has(input[name=password]) button[type=submit]').first().click();
    await expect(page).toHaveURL(/\/en\/reports\/new\?category=noise\.neighbour/);
    await enhanced(page);
    await expect(page.getByLabel('Address or landmark')).toHaveValue('枣营北里');
    await page.getByRole('link', { name: /Send$/ }).click();
    await expect(page.getByText('You are signed in (resident@demo.test)')).toBeVisible();
    await page.getByRole('button', { name: /^Send$/ }).click();
    await expect(page).toHaveURL(new RegExp(`/reports/${id}$`));
  });

  test('two quick taps send one report, and a lost answer is asked for again', async ({ page }) => {
    const posts: string[] = [];
    page.on(
      'request',
      (request) => request.method() === 'POST' && !/\/same$/.test(request.url()) && posts.push(request.url())
    );
    await page.goto('/en/reports/new?category=waste.overflow');
    await enhanced(page);
    await page.getByLabel('Subdistrict').selectOption('110105012');
    await page.getByLabel('Address or landmark').fill('Zaoying Beili, east gate');
    await next(page).click();
    await page.getByLabel('In your own words').fill('The bins have been full for three days.');
    await next(page).click();
    // The report arrives, but its answer is lost on the way.
    await page.route(
      '**/reports/new*',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 }
    );
    await page.getByRole('button', { name: /^Send$/ }).click();
    // The phone keeps it and asks again by itself, or at once.
    await expect(page.getByText('Kept on this phone, not sent yet')).toBeVisible();
    await page.getByRole('button', { name: 'Send now' }).dblclick();
    await page.getByRole('link', { name: 'Open this report' }).click();
    await expect(page).toHaveURL(tracking);
    expect(posts).toHaveLength(2);
  });
});

for (const javaScriptEnabled of [true, false])
  test(`another report under the same name is kept apart, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    newVisitor,
    request
  }) => {
    const page = await newVisitor({ javaScriptEnabled, locale: 'zh-CN' });
    await page.goto('/zh/reports/new?category=waste.dump');
    if (javaScriptEnabled) await enhanced(page);
    const id = await page.locator('[name=id]').inputValue();
    const other = { id, category: 'waste.dump', description: '一', subdistrict: '110105012', landmark: '东门' };
    expect((await request.post('/zh/reports/new', { multipart: other, maxRedirects: 0 })).status()).toBe(303);

    await page.getByLabel('街道或地区').selectOption('110105012');
    await page.getByLabel('地址或附近的地标').fill('西门');
    if (javaScriptEnabled) await next(page).click();
    await page.getByLabel('发生了什么？').fill('路边倒了一堆垃圾');
    if (javaScriptEnabled) await next(page).click();
    await send(page).click();
    await expect(page.getByText('这件反映已经收到过')).toBeVisible();
    await page.getByRole('button', { name: '作为新的一件继续' }).click();
    await expect(page.getByText('这件反映已经收到过')).toBeHidden();
    await send(page).click();
    await expect(page).toHaveURL(tracking);
    expect(page.url()).not.toContain(id);
    await expect(page.locator('main')).toContainText('路边倒了一堆垃圾');
  });

test.describe('a program that posts the form', () => {
  const complete = () => ({
    id: randomUUID() as string,
    key: randomBytes(16).toString('hex'),
    category: 'air.fume',
    description: '油烟',
    subdistrict: '110105012',
    landmark: '枣营'
  });
  type Fields = Record<string, string | { name: string; mimeType: string; buffer: Buffer }>;
  const post = (request: APIRequestContext, multipart: Fields, headers: Record<string, string> = {}) =>
    request.post('/zh/reports/new', { multipart, headers, maxRedirects: 0 });

  test('gets the same redirect for the same report, and 409 for another under its name', async ({
    request,
    baseURL
  }) => {
    const report = complete();
    const where = `/zh/reports/${report.id}?key=${report.key}`;
    for (const attempt of [report, report, { ...report, description: ' 油烟\r\n' }]) {
      const answer = await post(request, attempt);
      expect(answer.status()).toBe(303);
      expect(answer.headers().location!.replace(baseURL!, '')).toBe(where);
    }
    const other = await post(request, { ...report, description: '别的事' });
    expect(other.status()).toBe(409);
    expect(await other.text()).toContain('这件反映已经收到过');
    expect((await post(request, { ...report, key: '0'.repeat(32) })).status()).toBe(409);
  });

  test('ten at once make one report', async ({ request }) => {
    const report = complete();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(request, report)));
    expect([...new Set(answers.map((answer) => answer.status()))]).toEqual([303]);
    expect(new Set(answers.map((answer) => answer.headers().location)).size).toBe(1);
  });

  test('without a key is given one, once', async ({ request }) => {
    const { key: _key, ...report } = complete();
    const first = await post(request, report);
    expect(first.headers().location).toMatch(new RegExp(`/zh/reports/${report.id}\\?key=[0-9a-f]{32}$`));
    const again = await post(request, report);
    expect(again.status()).toBe(303);
    expect(again.headers().location).toMatch(new RegExp(`/zh/reports/${report.id}$`));
  });

  test('may ask for JSON', async ({ request }) => {
    const report = complete();
    const sent = await (await post(request, report, { accept: 'application/json' })).json();
    expect(sent).toEqual({ type: 'redirect', status: 303, location: `/zh/reports/${report.id}?key=${report.key}` });
    const refused = await (await post(request, { ...report, description: '' }, { accept: 'application/json' })).json();
    expect(refused).toMatchObject({ type: 'failure', status: 400 });
    expect(refused.data).toContain('description_missing');
  });

  test('is told in words what is wrong, whatever it sends, and never breaks the server', async ({ request }) => {
    const photo = { name: 'smoke.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('jpeg') };
    const bad: [string, Fields, RegExp][] = [
      ['a photo', { photos: photo }, /这张照片不完整|不是照片/],
      ['a latitude that is not a number', { lat: 'NaN', lng: '116.465' }, /请写纬度的度数/],
      ['an infinite longitude', { lat: '39.949', lng: 'Infinity' }, /请写经度的度数/],
      ['a megabyte of text', { description: '烟'.repeat(350_000) }, /最多 4000 字/],
      ['NUL', { description: 'a\u0000b' }, /无法显示的字符/],
      ['a prototype key', { 'answers.__proto__': 'x' }, /也可以跳过/],
      ['a constructor', { 'answers.constructor': 'x' }, /也可以跳过/],
      ['a category of ours that is none', { category: 'constructor.prototype' }, /请选一个类别/],
      ['blank coordinates', { lat: ' ', lng: '', subdistrict: '' }, /街乡/],
      ['the middle of the ocean', { lat: '0', lng: '0' }, /不在朝阳区/],
      ['a strange tick', { publish: 'maybe' }, /是否让其他人看到/]
    ];
    for (const [what, changes, words] of bad) {
      const answer = await post(request, { ...complete(), ...changes });
      expect(answer.status(), what).toBe(400);
      expect(await answer.text(), what).toMatch(words);
    }
    const torn = await request.post('/zh/reports/new', {
      data: Buffer.from('--x\r\nContent-Disposition: form-data; name="id"\r\n\r\nhalf'),
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      maxRedirects: 0
    });
    expect(torn.status()).toBe(400);
    expect(
      (await request.post('/zh/reports/new', { data: '{}', headers: { 'content-type': 'application/json' } })).status()
    ).toBe(415);
  });
});

test('every state of the form is accessible and fits, at 320 px in large text too', async ({
  page,
  context,
  baseURL
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await context.addCookies([{ name: 'elder', value: '1', url: baseURL! }]);
  const fine = async () => {
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  };
  await page.goto('/en/reports/new?category=noise.neighbour');
  await enhanced(page);
  await page.getByRole('button', { name: 'Mark it on the map' }).click();
  await expect(page.getByRole('application')).toHaveAttribute('aria-busy', 'false');
  await fine();
  await next(page).click();
  await fine();
  await page.getByLabel('Subdistrict').selectOption('110105012');
  await page.getByLabel('Address or landmark').fill('x'.repeat(200));
  await next(page).click();
  await fine();
  await page.getByLabel('In your own words').fill('https://example.com/'.repeat(12));
  await next(page).click();
  await fine();
});
