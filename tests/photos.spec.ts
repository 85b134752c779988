import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import sharp from 'sharp';
import { ask } from './support/http.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

const tracking = /\/(zh|en)\/reports\/[0-9a-f-]{36}$/;
const next = (page: Page) => page.getByRole('button', { name: /^(继续|Continue)$/ });
const send = (page: Page) => page.getByRole('button', { name: /^(提交|Send)$/ });
const choose = (page: Page) => page.locator('input#photos');

/** A photo of a phone, taken by the Liangma in Maizidian; no two are alike. */
async function taken(width = 3000, height = 2000): Promise<Buffer> {
  const colour = { r: Math.floor(Math.random() * 256), g: Math.floor(Math.random() * 256), b: 60 };
  const noise = { type: 'gaussian', mean: 0, sigma: 10 } as const;
  return sharp({ create: { width, height, channels: 3, background: colour, noise } })
    .withExif({
      IFD0: { Make: 'Secretphone' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '39/1 56/1 5600/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '116/1 27/1 5580/100'
      }
    })
    .jpeg()
    .toBuffer();
}
const asFile = (buffer: Buffer, name = 'photo.jpg', mimeType = 'image/jpeg') => ({ name, mimeType, buffer });
const shaOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(200)]);

/** The photos of the report that the page is about are there and can be seen; a case shows those of similar ones as well. */
async function expectShown(page: Page, count: number) {
  const [id = ''] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(page.url()) ?? [];
  const pictures = page.locator(`section img[src*="${id}/photos/"]`);
  await expect(pictures).toHaveCount(count);
  await pictures.last().scrollIntoViewIfNeeded();
  for (const picture of await pictures.all())
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100);
}

async function reported(request: APIRequestContext, ...photos: Buffer[]) {
  const report = { id: randomUUID() as string, key: randomBytes(16).toString('hex') };
  const form = new FormData();
  const fields = { ...report, category: 'air.fume', description: '油烟', lat: '39.949', lng: '116.4655' };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const photo of photos) form.append('photo_sha256', shaOf(photo));
  const answer = await request.post('/zh/reports/new', { multipart: form, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  const at = (photo: Buffer | string, lang = 'zh') =>
    `/${lang}/reports/${report.id}/photos/${typeof photo === 'string' ? photo : shaOf(photo)}`;
  return { ...report, at, key: `?key=${report.key}` };
}

test.describe('with JavaScript', () => {
  test('photo first: a photo, the category, its place, and send; nothing typed', async ({ page }) => {
    // The browser's tools do not show a body that is a blob, so the page itself looks at what leaves it.
    const left: number[][] = [];
    await page.exposeFunction('leaves', (bytes: number[]) => void left.push(bytes));
    await page.addInitScript(() => {
      const { fetch: original, leaves } = window as unknown as Window & { leaves(bytes: number[]): Promise<void> };
      window.fetch = async (input, init) => {
        if (init?.body instanceof Blob) await leaves([...new Uint8Array(await init.body.arrayBuffer())]);
        return original(input, init);
      };
    });
    let taps = 0;
    const tap = async (name: string | RegExp, role: 'button' | 'link' = 'button') => {
      taps++;
      await page.getByRole(role, { name }).first().click();
    };
    const began = Date.now();
    await page.goto('/zh/reports/new');
    await expect(page.getByText('拍照或选照片')).toBeVisible();
    taps++;
    await choose(page).setInputFiles(asFile(await taken()));
    await expect(page.getByAltText('第 1 张照片')).toBeVisible();
    await tap('餐饮油烟', 'link');
    await expect(page.getByAltText('第 1 张照片')).toBeVisible();
    await tap('用作这次反映的地点');
    await expect(page.getByText('请在地图上核对')).toBeVisible();
    await tap(/^继续$/);
    await tap(/^继续$/);
    await tap(/^提交$/);
    await expect(page).toHaveURL(tracking);
    await expectShown(page, 1);
    console.log(`photo first: ${taps} taps, ${((Date.now() - began) / 1000).toFixed(1)} s`);
    expect(taps).toBeLessThanOrEqual(8);
    await expect(page.locator('main')).toContainText('麦子店');
    expect(left).toHaveLength(1);
    const sent = Buffer.from(left[0]!);
    expect(sent.length).toBeLessThanOrEqual(300 * 1024);
    expect(await sharp(sent).metadata()).toMatchObject({ format: 'jpeg', width: 1600, height: 1067 });
    expect(/Exif\0|secretphone/i.test(sent.toString('latin1'))).toBe(false);
  });

  test('photos are added, taken out, and refused in words', async ({ page }) => {
    await page.goto('/en/reports/new?category=air.fume');
    await expect(page.getByText('Take or choose photos')).toBeVisible();
    await choose(page).setInputFiles([
      asFile(await taken(400, 300)),
      asFile(heic, 'IMG_1.HEIC', 'image/heic'),
      asFile(await taken(400, 300))
    ]);
    await expect(page.getByAltText('Photo 2')).toBeVisible();
    await expect(page.getByText('This is an HEIC photo')).toBeVisible();
    await expect(page.getByText('IMG_1.HEIC')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Remove photo 1' }).click();
    await expect(page.getByAltText('Photo 2')).toHaveCount(0);
    await choose(page).setInputFiles([1, 2, 3, 4].map(() => asFile(heic, 'a.heic', 'image/heic')));
    await choose(page).setInputFiles(await Promise.all([1, 2, 3, 4].map(async () => asFile(await taken(300, 200)))));
    await expect(page.getByText('You can add up to 4 photos')).toBeVisible();
    await expect(page.getByRole('button', { name: /Remove photo/ })).toHaveCount(4);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNoSidewaysScroll(page);
  });

  test('a photo that is lost on the way is sent again, and the report is there once', async ({ page }) => {
    let fail = true;
    await page.route('**/photos/*', (route) =>
      fail && route.request().method() === 'PUT' ? route.abort() : route.continue()
    );
    await page.goto('/zh/reports/new?category=air.fume');
    await expect(page.getByText('拍照或选照片')).toBeVisible();
    await choose(page).setInputFiles([asFile(await taken(800, 600)), asFile(await taken(800, 600))]);
    await expect(page.getByAltText('第 2 张照片')).toBeVisible();
    await page.getByRole('button', { name: '用作这次反映的地点' }).click();
    await next(page).click();
    await next(page).click();
    await send(page).click();
    await expect(page.getByText('反映已经收到，但有照片没发出去')).toBeVisible();
    fail = false;
    await page.getByRole('button', { name: '再发一次' }).click();
    await expect(page).toHaveURL(tracking);
    await expectShown(page, 2);
  });
});

test('the pages with photos are accessible', async ({ page, request }) => {
  const photo = await taken(300, 200);
  const { id, at, key } = await reported(request, photo, await taken(300, 200));
  await request.put(at(photo) + key, { data: photo, headers: { 'content-type': 'image/jpeg' } });
  await page.goto(`/en/reports/${id}${key}`);
  await expect(page.getByText('1 photo has not arrived')).toBeVisible();
  await expectShown(page, 1);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go on without the missing photos' }).click();
  await expect(page.getByText('1 photo has not arrived')).toHaveCount(0);
  await signIn(page, 'moderator', 'en');
  await page.goto(`/en/console/reports/${id}`);
  await expectShown(page, 1);
  await expectAccessible(page);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('photos travel with the form, and a form with errors keeps them', async ({ page }) => {
    await page.goto('/zh/reports/new?category=air.fume');
    await choose(page).setInputFiles([asFile(await taken()), asFile(await taken())]);
    await send(page).click();
    await expect(page.getByRole('alert')).toContainText('请告诉我们在哪里');
    await expect(page.getByRole('group', { name: '已收到的照片' }).getByRole('checkbox')).toHaveCount(2);
    await page.getByRole('checkbox', { name: '保留第 2 张' }).uncheck();
    await page.getByLabel('街道或地区').selectOption('110105012');
    await page.getByLabel('地址或附近的地标').fill('枣营北里');
    await send(page).click();
    await expect(page).toHaveURL(tracking);
    await expectShown(page, 1);
  });

  test('what is no photo is refused in words, and nothing typed is lost', async ({ page }) => {
    await page.goto('/en/reports/new?category=air.fume');
    await page.getByLabel('In your own words').fill('Smoke every evening');
    await page.getByLabel('Address or landmark').fill('By the east gate');
    await page.locator('select[name=subdistrict]').selectOption('110105012');
    await choose(page).setInputFiles([asFile(heic, 'IMG_0001.HEIC', 'image/heic'), asFile(await taken(300, 200))]);
    await send(page).click();
    await expect(page.getByRole('alert')).toContainText('This is an HEIC photo');
    await expect(page.getByLabel('In your own words')).toHaveValue('Smoke every evening');
    await expect(page.getByRole('checkbox', { name: 'Keep photo 1' })).toBeChecked();
    await send(page).click();
    await expect(page).toHaveURL(tracking);
    await expectShown(page, 1);
  });

  test('a missing photo is sent from the report’s page, or given up', async ({ page, request }) => {
    const photo = await taken(300, 200);
    const { id, key } = await reported(request, photo);
    await page.goto(`/zh/reports/${id}${key}`);
    await expect(page.getByText('还有 1 张照片没有收到')).toBeVisible();
    await choose(page).setInputFiles(asFile(photo));
    await page.getByRole('button', { name: '添加照片' }).click();
    await expectShown(page, 1);
    await expect(page.getByText('没有收到')).toHaveCount(0);

    const other = await reported(request, await taken(300, 200));
    await page.goto(`/zh/reports/${other.id}${other.key}`);
    await page.getByRole('button', { name: '不发照片了' }).click();
    await expect(page.getByText('还有 1 张照片没有收到')).toHaveCount(0);
  });

  test('a moderator sees the photo of a case', async ({ page, request }) => {
    const photo = await taken(300, 200);
    const { id, at, key } = await reported(request, photo);
    await request.put(at(photo) + key, { data: photo, headers: { 'content-type': 'image/jpeg' } });
    await signIn(page, 'moderator');
    await page.goto(`/zh/console/reports/${id}`);
    await expectShown(page, 1);
  });
});

test.describe('a program', () => {
  const put = (request: APIRequestContext, address: string, data: Buffer) =>
    request.put(address, { data, headers: { 'content-type': 'image/jpeg', accept: 'application/json' } });

  test('sends a declared photo; the same again gets the same answer, other content is refused', async ({ request }) => {
    const photo = await taken(300, 200);
    const { at, key } = await reported(request, photo);
    const first = await put(request, at(photo) + key, photo);
    const again = await put(request, at(photo) + key, photo);
    expect([first.status(), again.status()]).toEqual([200, 200]);
    expect(await again.json()).toEqual(await first.json());
    const other = await put(request, at(photo) + key, await taken(300, 200));
    expect([other.status(), (await other.json()).code]).toEqual([409, 'photo_differs']);
  });

  test('hears that a form is too large, and for which category it was', async ({ baseURL }) => {
    const headers = {
      origin: baseURL!,
      'content-type': 'multipart/form-data; boundary=b',
      'content-length': '70000000',
      // The rest of it never comes, so that nothing else can be asked on this connection.
      connection: 'close'
    };
    const path = '/zh/reports/new?category=air.fume';
    const { status, text } = await ask(baseURL!, { method: 'POST', path, headers, body: '--b' });
    expect(status).toBe(413);
    expect(text).toContain('照片加在一起太大了');
    expect(text).toContain('反映问题：餐饮油烟');
  });

  test('may leave out of which type it is, as curl does', async ({ request, baseURL }) => {
    const photo = await taken(300, 200);
    const { at, key } = await reported(request, photo);
    const headers = { origin: baseURL!, accept: 'application/json' };
    const answer = await ask(baseURL!, { method: 'PUT', path: at(photo) + key, headers, body: photo });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, expect.objectContaining({ arrived: true })]);
  });

  test('that asks for an early answer hears in it what became of the photo, a refusal with its status inside', async ({
    request
  }) => {
    const photo = await taken(300, 200);
    const { at, key } = await reported(request, photo);
    const early = async (data: Buffer) => {
      const headers = { 'content-type': 'image/jpeg', 'x-answer': 'early' };
      const answer = await request.put(at(data) + key, { data, headers });
      return [answer.status(), await answer.json()];
    };
    expect(await early(photo)).toEqual([200, expect.objectContaining({ arrived: true })]);
    const failure = { type: 'failure', status: 422, code: 'photo_gif' };
    expect(await early(Buffer.from('GIF89a/*<svg onload=alert(1)>*/'))).toEqual([
      200,
      expect.objectContaining(failure)
    ]);
  });

  test('is told in the language of the address why something is refused', async ({ request }) => {
    const { at, key } = await reported(request);
    const bad: [Buffer, number, string, RegExp, RegExp][] = [
      [heic, 422, 'photo_heic', /兼容性最佳/, /Most Compatible/],
      [Buffer.from('GIF89a/*<svg onload=alert(1)>*/'), 422, 'photo_gif', /GIF 动图/, /animated GIF/],
      [
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        422,
        'photo_svg',
        /SVG/,
        /SVG drawing/
      ],
      [Buffer.from('%PDF-1.7'), 422, 'photo_pdf', /PDF/, /PDF/],
      [Buffer.alloc(16_000_000), 413, 'photo_large', /15 MB/, /15 MB/],
      [Buffer.alloc(0), 422, 'photo_empty', /空的/, /empty/]
    ];
    for (const [bytes, status, code, zh, en] of bad)
      for (const [lang, words] of [
        ['zh', zh],
        ['en', en]
      ] as const) {
        const answer = await put(request, at(bytes, lang) + key, bytes);
        const { code: said, message } = await answer.json();
        expect([answer.status(), said]).toEqual([status, code]);
        expect(message).toMatch(words);
      }
  });

  test('that holds no key neither sends nor sees; what is served is fixed, closed and opaque', async ({
    request,
    playwright,
    baseURL
  }) => {
    const photo = await taken(1000, 800);
    const { at, key } = await reported(request, photo);
    await put(request, at(photo) + key, photo);
    const stranger = await playwright.request.newContext({ baseURL: baseURL! });
    expect((await put(stranger, at(photo), photo)).status()).toBe(404);
    expect((await put(stranger, `${at(photo)}?key=${'0'.repeat(32)}`, photo)).status()).toBe(404);
    for (const address of [at(photo), `${at(photo)}?size=small`, `${at(photo)}?key=${'0'.repeat(32)}`])
      expect((await stranger.get(address)).status()).toBe(404);
    await stranger.dispose();

    const served = await request.get(at(photo) + key);
    expect(served.status()).toBe(200);
    expect(served.headers()).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline; filename="large.webp"',
      'cache-control': 'private, no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'")
    });
    const picture = await served.body();
    expect(/Exif\0|secretphone/i.test(picture.toString('latin1'))).toBe(false);
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'webp', width: 1000, height: 800 });
  });

  test('posts form and photos at once, twice: one report, one photo', async ({ request }) => {
    const photo = await taken(300, 200);
    const report = { id: randomUUID() as string, key: randomBytes(16).toString('hex') };
    const post = () =>
      request.post('/zh/reports/new', {
        multipart: {
          ...report,
          category: 'air.fume',
          lat: '39.949',
          lng: '116.4655',
          photos: asFile(photo, '../../x\u202Egpj.exe', 'text/html')
        },
        maxRedirects: 0
      });
    const [first, again] = [await post(), await post()];
    expect([first.status(), again.status()]).toEqual([303, 303]);
    expect(again.headers().location).toBe(first.headers().location);
    const seen = await request.get(`/zh/reports/${report.id}/photos/${shaOf(photo)}?key=${report.key}&size=small`);
    expect(seen.status()).toBe(200);
  });
});
