import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, expectAccessible, expectNoSidewaysScroll, signInByForm, test } from './support/test.ts';
import { network } from './support/network.ts';
import { chromiumArgs, systemChromium } from './support/chromium.ts';

test.use({ serviceWorkers: 'allow' });

/** Until the worker takes care of this page. */
const installed = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
  });

async function photo(n: number) {
  const colour = { r: 40 * n, g: 120, b: 60 };
  const noise = { type: 'gaussian', mean: 0, sigma: 10 } as const;
  const picture = sharp({ create: { width: 800, height: 600, channels: 3, background: colour, noise } });
  return { name: `photo-${n}.jpg`, mimeType: 'image/jpeg', buffer: await picture.jpeg().toBuffer() };
}

const SAYS = {
  zh: { next: /^继续$/, send: /^提交$/, kept: '已存在这部手机里，还没有发出' },
  en: { next: /^Continue$/, send: /^Send$/, kept: 'Kept on this phone, not sent yet' }
} as const;

/** Fills the form in and presses its last button. @returns the id that was made with the form */
async function write(
  page: Page,
  words: string,
  photos: number[] = [],
  lang: keyof typeof SAYS = 'zh'
): Promise<string> {
  await expect(page.locator('[aria-current=step]')).toBeVisible();
  if (photos.length > 0) {
    await page.locator('input#photos').setInputFiles(await Promise.all(photos.map(photo)));
    await expect(page.locator('form#report ul.row img')).toHaveCount(photos.length);
  }
  await page.locator('[name=subdistrict]').selectOption('110105012');
  await page.locator('[name=landmark]').fill('枣营北里东门');
  await page.getByRole('button', { name: SAYS[lang].next }).click();
  await page.locator('textarea[name=description]').fill(words);
  await page.getByRole('button', { name: SAYS[lang].next }).click();
  const id = await page.locator('[name=id]').inputValue();
  await page.getByRole('button', { name: SAYS[lang].send }).click();
  return id;
}

const keptNotice = (page: Page, lang: keyof typeof SAYS = 'zh') => page.getByText(SAYS[lang].kept);

test('without a network from the start of the app on: three reports with photos in two languages, one of them changed again, survive the end of the browser and arrive exactly once', async ({
  baseURL
}) => {
  test.setTimeout(600_000);
  const profile = mkdtempSync(path.join(tmpdir(), 'chaoyang-outbox-'));
  const executablePath = systemChromium();
  const faults: string[] = [];
  const net = await network();
  const goOffline = (context: BrowserContext, away: boolean) => {
    net.away = away;
    return context.setOffline(away);
  };
  let browsing: BrowserContext | undefined;
  const start = async (): Promise<[BrowserContext, Page]> => {
    const context = await chromium.launchPersistentContext(profile, {
      baseURL: baseURL!,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      args: chromiumArgs,
      extraHTTPHeaders: { 'x-test-address': '2001:db8::77' },
      viewport: { width: 360, height: 740 },
      proxy: { server: net.server },
      ...(executablePath ? { executablePath } : {})
    });
    browsing = context;
    context.setDefaultTimeout(60_000);
    await context.addInitScript(
      `addEventListener('securitypolicyviolation', (e) => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI));`
    );
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(message.text());
    });
    return [context, page];
  };
  try {
    // Once with a network, on the home page alone: no form was ever open here.
    let [context, page] = await start();
    await page.goto('/zh');
    await installed(page);
    await expect
      .poll(() => page.evaluate(async () => (await (await caches.open('reference-1')).keys()).length))
      .toBe(2);
    await context.close();

    [context, page] = await start();
    await goOffline(context, true);
    await page.goto('/zh/reports/new?category=air.fume');
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/zh/offline/report?category=air.fume');
    await expect(page.getByText('没有网络也能写')).toBeVisible();
    await expect(page.getByText(/类别和小问题是 .+ 存到这部手机里的/)).toBeVisible();
    const ids = [await write(page, '没有网络时写的第 1 件', [1, 2])];
    await expect(keptNotice(page)).toBeVisible();
    await expect(page.locator('aside [data-count]'), 'every page says how many').toHaveText('1');
    await expectAccessible(page);

    // From the list of categories, in English, and by the other language's address.
    await page.goto('/en/reports/new?danger=no');
    await page.locator('main a[href*="category=noise.neighbour"]').first().click();
    await expect(page.getByRole('heading', { level: 1, name: /^Report a problem: / })).toBeVisible();
    ids.push(await write(page, 'The second one, written without a network', [3], 'en'));
    await expect(keptNotice(page, 'en')).toBeVisible();

    await page.goto('/zh/accessibility');
    await page.locator('main a[href="/zh/offline/report"]').click();
    await page.locator('main a[href*="category=waste.overflow"]').first().click();
    ids.push(await write(page, '没有网络时写的第 3 件', [4, 5]));
    await expect(page.getByText('这部手机里有 3 件待发送')).toBeVisible();

    // What was kept is opened once more, still without a network, and stays the same report.
    await page.goto('/zh/me/outbox');
    await expect(page.getByText('等待网络')).toHaveCount(3);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    const first = page.locator('li', { hasText: '没有网络时写的第 1 件' }).first();
    await first.getByRole('button', { name: '打开修改' }).click();
    await expect(page.locator('[name=landmark]')).toHaveValue('枣营北里东门');
    await expect(page.locator('form#report ul.row img')).toHaveCount(2);
    expect(await page.locator('[name=id]').inputValue()).toBe(ids[0]);
    expect(await write(page, '没有网络时写的第 1 件，改过')).toBe(ids[0]);
    await expect(page.getByText('这部手机里有 3 件待发送')).toBeVisible();
    await context.close();

    [context, page] = await start();
    await goOffline(context, true);
    await page.goto('/zh/me/outbox');
    await expect(page.getByText('没有网络时写的第 1 件，改过')).toBeVisible();
    await goOffline(context, false);
    // Where the browser can, it has begun to send them by itself as it started.
    for (const id of ids) await expect(page.locator(`a[href*="${id}"]`)).toBeVisible({ timeout: 90_000 });
    await expect(page.getByText('没有待发送的内容')).toBeVisible();

    // The server has each once, with its photos, and this browser may open it.
    await page.goto('/zh/me');
    for (const [at, [words, photos]] of (
      [
        ['没有网络时写的第 1 件，改过', 2],
        ['The second one, written without a network', 1],
        ['没有网络时写的第 3 件', 2]
      ] as const
    ).entries()) {
      await page.goto('/zh/me');
      await expect(page.locator(`main a[href="/zh/reports/${ids[at]}"]`)).toHaveCount(1);
      await page.goto(`/zh/reports/${ids[at]}`);
      await expect(page.getByText(words).first()).toBeVisible();
      await expect(page.locator('section img[src*="/photos/"]')).toHaveCount(photos);
    }
    await context.close();
    expect(faults, 'nothing goes wrong in silence').toEqual([]);
  } finally {
    net.close();
    await browsing?.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('a server that is busy is asked again, and the page says why it waits', async ({ page }) => {
  await page.goto('/zh/reports/new?category=air.fume');
  await page.route('**/reports/new*', (route) =>
    route.request().method() === 'POST' && !/\/same$/.test(route.request().url())
      ? route.fulfill({ status: 429, headers: { 'retry-after': '600' }, json: { code: 'too_many', message: 'x' } })
      : route.continue()
  );
  const id = await write(page, '餐馆的油烟');
  await expect(keptNotice(page)).toBeVisible();
  await page.getByRole('button', { name: '现在发送' }).click();
  await page.getByRole('link', { name: '查看待发送' }).click();
  await expect(page.getByText('稍后再试')).toBeVisible();
  await expect(page.getByText('操作太频繁了')).toBeVisible();
  await page.unroute('**/reports/new*');
  await page.getByRole('button', { name: '现在发送' }).click();
  await expect(page.getByText('1 件已送到。')).toBeVisible();
  await page.getByRole('link', { name: '打开', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/zh/reports/${id}$`));
});

test('what was refused opens without a network too, with the words and with what is wrong at its field', async ({
  page,
  context
}) => {
  await page.goto('/zh/reports/new?category=air.fume');
  await installed(page);
  await context.setOffline(true);
  const id = await write(page, '电话写错了的一件');
  await expect(keptNotice(page)).toBeVisible();
  await page.getByRole('link', { name: '查看待发送' }).click();
  await expect(page.getByRole('button', { name: '现在发送' })).toBeVisible();
  // The form would have found it; what a newer server no longer takes an older form lets through.
  await page.evaluate(
    (id) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('chaoyang');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const changing = database.transaction('outbox', 'readwrite');
          const store = changing.objectStore('outbox');
          const found = store.get(id);
          found.onsuccess = () => {
            const fields = (found.result.fields as [string, string][]).filter(([name]) => name !== 'contact_phone');
            store.put({ ...found.result, fields: [...fields, ['contact_phone', '12']] });
          };
          changing.oncomplete = () => (database.close(), resolve());
        };
      }),
    id
  );
  await context.setOffline(false); // it goes by itself
  await expect(page.getByText('请写完整的电话号码')).toBeVisible();
  await context.setOffline(true);
  await page.getByRole('button', { name: '打开修改' }).click();
  await expect(page).toHaveURL(/\/zh\/offline\/report\?category=air\.fume/);
  const phone = page.getByLabel(/^电话/);
  await expect(phone).toHaveValue('12');
  await expect(phone).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.error-summary, [role=alert]').getByText('请写完整的电话号码')).toBeVisible();
  await expectAccessible(page);
  await phone.fill('13800138000');
  await page.getByRole('button', { name: SAYS.zh.send }).click();
  await expect(keptNotice(page)).toBeVisible();
  await page.getByRole('link', { name: '查看待发送' }).click();
  await context.setOffline(false);
  await expect(page.getByText('没有待发送的内容')).toBeVisible();
  await expect(page.getByText('已送到', { exact: true })).toBeVisible();
});

test('what was written signed in asks for that account, is deleted with a way back, and opens again in the form', async ({
  page,
  context
}) => {
  await signInByForm(page, 'resident');
  await page.goto('/zh/reports/new?category=air.fume');
  await page.waitForLoadState('networkidle');
  await page.route('**/reports/new*', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue()
  );
  const id = await write(page, '只以我的账号发出');
  await expect(keptNotice(page)).toBeVisible();
  await page.unroute('**/reports/new*');
  await context.clearCookies();
  await page.goto('/zh/me/outbox');
  await expect(page.getByText('需要登录')).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText('这是登录 resident@demo.test 时写的')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: '删除' }).click();
  await expect(page.getByRole('button', { name: '放回来' })).toBeFocused();
  await page.getByRole('button', { name: '放回来' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '存成文件' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^餐饮油烟-.*\.html$/);

  await page.getByRole('button', { name: '打开修改' }).click();
  await expect(page).toHaveURL(/\/zh\/reports\/new\?category=air\.fume/);
  await expect(page.getByLabel('地址或附近的地标')).toHaveValue('枣营北里东门');
  expect(await page.locator('[name=id]').inputValue()).toBe(id);

  // Signed in again, it goes by itself.
  await page.goto('/zh/me/outbox');
  await expect(page.getByText('正在表单里修改')).toBeVisible();
  await page.getByRole('button', { name: '现在发送' }).click();
  await expect(page.getByText('需要登录')).toBeVisible();
  await page.getByRole('link', { name: '去登录' }).click();
  await page.locator('input[name=email]').fill('resident@demo.test');
  await page.locator('input[name=password]').fill('chaoyang-demo');
  await page.locator('form:has(input[name=password]) button[type=submit]').first().click();
  await expect(page).toHaveURL(/\/zh\/me\/outbox$/);
  await expect(page.getByText('没有待发送的内容')).toBeVisible({ timeout: 90_000 });
  await page.goto('/zh/me');
  await expect(page.locator(`main a[href="/zh/reports/${id}"]`)).toHaveCount(1);
});
