import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';
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

/** Fills the form in and presses its last button. @returns the id that was made with the form */
async function write(page: Page, words: string, photos: number[] = []): Promise<string> {
  await expect(page.locator('[aria-current=step]')).toBeVisible();
  if (photos.length > 0) {
    await page.locator('input#photos').setInputFiles(await Promise.all(photos.map(photo)));
    await expect(page.getByAltText(`第 ${photos.length} 张照片`).first()).toBeVisible();
  }
  await page.getByLabel('街道或地区').selectOption('110105012');
  await page.getByLabel('地址或附近的地标').fill('枣营北里东门');
  await page.getByRole('button', { name: /^继续$/ }).click();
  await page.getByLabel('发生了什么？').fill(words);
  await page.getByRole('button', { name: /^继续$/ }).click();
  const id = await page.locator('[name=id]').inputValue();
  await page.getByRole('button', { name: /^提交$/ }).click();
  return id;
}

const keptNotice = (page: Page) => page.getByText('已存在这部手机里，还没有发出');

test('three reports with photos, written without a network, survive the end of the browser and arrive exactly once', async ({
  baseURL
}) => {
  test.setTimeout(180_000);
  const profile = mkdtempSync(path.join(tmpdir(), 'chaoyang-outbox-'));
  const executablePath = systemChromium();
  const start = (): Promise<BrowserContext> =>
    chromium.launchPersistentContext(profile, {
      baseURL: baseURL!,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      args: chromiumArgs,
      extraHTTPHeaders: { 'x-test-address': '2001:db8::77' },
      viewport: { width: 360, height: 740 },
      ...(executablePath ? { executablePath } : {})
    });
  try {
    let context = await start();
    let page = await context.newPage();
    await page.goto('/zh');
    await installed(page);

    // Three forms are open when the network goes.
    const forms: Page[] = [];
    for (let n = 0; n < 3; n++) {
      const form = await context.newPage();
      await form.goto('/zh/reports/new?category=air.fume');
      await form.waitForLoadState('networkidle');
      forms.push(form);
    }
    await context.setOffline(true);
    const ids: string[] = [];
    for (const [at, form] of forms.entries()) {
      await form.bringToFront();
      ids.push(await write(form, `没有网络时写的第 ${at + 1} 件`, [at + 1, at + 4]));
      await expect(keptNotice(form)).toBeVisible();
      await expect(form.getByText(`这部手机里有 ${at + 1} 件待发送`)).toBeVisible();
    }
    await expect(forms[2]!.locator('aside [data-count]'), 'every page says how many').toHaveText('3');
    await expectAccessible(forms[2]!);
    await page.bringToFront();
    await page.goto('/zh/me/outbox');
    await expect(page.getByText('等待网络')).toHaveCount(3);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await context.close();

    context = await start();
    page = await context.newPage();
    await context.setOffline(true);
    await page.goto('/zh/me/outbox');
    await expect(page.getByRole('heading', { level: 1, name: '待发送' })).toBeVisible();
    await context.setOffline(false);
    // Where the browser can, it has begun to send them by itself as it started.
    for (const id of ids) await expect(page.locator(`a[href*="${id}"]`)).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('没有待发送的内容')).toBeVisible();

    // The server has each once, with its photos, and this browser may open it.
    await page.goto('/zh/me');
    for (const id of ids) await expect(page.locator(`main a[href="/zh/reports/${id}"]`)).toHaveCount(1);
    for (const [at, id] of ids.entries()) {
      await page.goto(`/zh/reports/${id}`);
      await expect(page.getByText(`没有网络时写的第 ${at + 1} 件`).first()).toBeVisible();
      await expect(page.locator('section img[src*="/photos/"]')).toHaveCount(2);
    }
    await context.close();
  } finally {
    rmSync(profile, { recursive: true, force: true });
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

test('what was written signed in asks for that account, is deleted with a way back, and opens again in the form', async ({
  page,
  context
}) => {
  await signIn(page, 'resident');
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
  await expect(page.getByText('需要登录')).toBeVisible({ timeout: 20_000 });
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
  await expect(page.getByText('没有待发送的内容')).toBeVisible({ timeout: 20_000 });
  await page.goto('/zh/me');
  await expect(page.locator(`main a[href="/zh/reports/${id}"]`)).toHaveCount(1);
});
