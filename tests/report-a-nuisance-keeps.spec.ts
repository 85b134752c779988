import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const maizidian = { latitude: 39.9489, longitude: 116.4655, accuracy: 35 };
const tracking = /\/(zh|en)\/reports\/[0-9a-f-]{36}(\?without=photos)?$/;
const next = (page: Page) => page.getByRole('button', { name: /^(继续|Continue)$/ });
const send = (page: Page) => page.getByRole('button', { name: /^(提交|Send)$/ });
const enhanced = (page: Page) => expect(page.locator('[aria-current=step]')).toBeVisible();

/** A photo; no two are alike. */
async function photo(name = 'photo.jpg') {
  const colour = { r: Math.floor(Math.random() * 256), g: Math.floor(Math.random() * 256), b: 60 };
  const noise = { type: 'gaussian', mean: 0, sigma: 10 } as const;
  const picture = sharp({ create: { width: 1200, height: 900, channels: 3, background: colour, noise } });
  return { name, mimeType: 'image/jpeg', buffer: await picture.jpeg().toBuffer() };
}
const choose = async (page: Page, count = 1) =>
  page.locator('input#photos').setInputFiles(await Promise.all(Array.from({ length: count }, () => photo())));

/** What this phone keeps of drafts, as the browser's own database has it. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    // Opening it before the app has would make an empty one, and leaving it open would keep the app from its own.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'chaoyang')) return 0;
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open('chaoyang');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const database = opening.result;
        const counting = database.transaction('drafts').objectStore('drafts').count();
        counting.onsuccess = () => resolve(counting.result);
        database.close(); // once the counting is over
      };
    });
  });

test.use({
  hasTouch: true,
  geolocation: maizidian,
  permissions: ['geolocation'],
  viewport: { width: 360, height: 740 }
});

test('the common case takes eight taps at most and no typing, on a small phone', async ({ page }) => {
  let taps = 0;
  const tap = async (name: string | RegExp, role: 'button' | 'link' = 'button') => {
    taps++;
    await page.getByRole(role, { name }).first().tap();
  };
  await page.goto('/zh/reports/new');
  const began = Date.now();
  taps++; // the field for photos; the phone's own camera comes between
  await choose(page);
  await expect(page.getByAltText('第 1 张照片')).toBeVisible();
  await tap('餐饮油烟', 'link');
  await enhanced(page);
  await tap('用我现在的位置');
  await expect(page.getByText('按位置推断：麦子店街道')).toBeAttached();
  await tap(/^继续$/);
  await tap(/^继续$/);
  await expect(page.getByRole('region', { name: '请核对' }).getByAltText('第 1 张照片')).toBeVisible();
  await expectNoSidewaysScroll(page);
  await tap(/^提交$/);
  await expect(page).toHaveURL(tracking);
  await expect(page.locator('main')).toContainText('麦子店');
  console.log(
    `photo → category → place → send: ${taps} taps, nothing typed, ${((Date.now() - began) / 1000).toFixed(1)} s`
  );
  expect(taps).toBeLessThanOrEqual(8);
});

test('photos and words survive a reload and a tab that was ended, and go when the report has arrived', async ({
  page,
  context
}) => {
  await page.goto('/zh/reports/new');
  await expect(page.getByText('拍照或选照片')).toBeVisible();
  await choose(page, 2);
  await expect(page.getByAltText('第 2 张照片')).toBeVisible();
  await page.getByRole('link', { name: '餐饮油烟' }).first().click();
  await enhanced(page);
  const id = await page.locator('[name=id]').inputValue();
  await page.getByLabel('街道或地区').selectOption('110105012');
  await page.getByLabel('地址或附近的地标').fill('枣营北里');
  await page.reload();
  await expect(page.getByAltText('第 2 张照片')).toBeVisible();
  await expect(page.getByLabel('地址或附近的地标')).toHaveValue('枣营北里');
  await page.getByRole('button', { name: '去掉第 1 张' }).click();
  await expect(page.getByAltText('第 2 张照片')).toHaveCount(0);
  await expect.poll(() => kept(page)).toBe(1);

  const other = await context.newPage();
  await other.goto('/zh/reports/new?category=air.fume');
  await enhanced(other);
  await expect(other.getByLabel('地址或附近的地标'), 'two tabs write two reports').toHaveValue('');
  await other.close();

  await page.close();
  const again = await context.newPage();
  await again.goto('/zh/reports/new?category=air.fume');
  await expect(again.getByText('已找回您之前填写的内容')).toBeVisible();
  await expect(again.getByText('已找回您之前选的照片')).toBeVisible();
  await expect(again.getByAltText('第 1 张照片')).toBeVisible();
  await expect(again.getByLabel('地址或附近的地标')).toHaveValue('枣营北里');
  expect(await again.locator('[name=id]').inputValue()).toBe(id);
  await expectAccessible(again);
  await next(again).click();
  await next(again).click();
  await send(again).click();
  await expect(again).toHaveURL(tracking);
  await expect(again.locator('section img[src*="/photos/"]')).toHaveCount(1);
  expect(await kept(again)).toBe(0);
  expect(await again.evaluate(() => localStorage.length)).toBe(0);
});

test('a form that is cleared, and a phone that is told to forget, keep nothing', async ({ page }) => {
  await page.goto('/en/reports/new?category=air.fume');
  await enhanced(page);
  await choose(page);
  await expect(page.getByAltText('Photo 1')).toBeVisible();
  await page.getByLabel('Address or landmark').fill('Zaoying');
  await expect.poll(() => kept(page)).toBe(1);
  await page.reload();
  const id = page.locator('[name=id]');
  const over = await id.inputValue();
  const clear = page.getByRole('button', { name: 'Clear the form' });
  await clear.click();
  await expect(page.getByAltText('Photo 1')).toHaveCount(0);
  await expect(page.getByLabel('Address or landmark')).toHaveValue('');
  await expect.poll(() => kept(page)).toBe(0);
  await expect(id, 'the next report is another one').not.toHaveValue(over);

  // What comes right after clearing belongs to the next report, also where the network and the phone are slow.
  await page.getByLabel('Address or landmark').fill('Liangma River');
  await choose(page);
  await expect(page.getByAltText('Photo 1')).toBeVisible();
  await expect.poll(() => kept(page)).toBe(1);
  await page.reload();
  await expect(page.getByAltText('Photo 1')).toBeVisible();
  const answers: (() => Promise<void>)[] = [];
  await page.route('**/*__data.json*', (route) => void answers.push(() => route.continue()));
  await clear.click();
  const another = await photo();
  await page.locator('input#photos').setInputFiles(another);
  await page.getByLabel('Address or landmark').fill('Chaoyang Park');
  await expect(page.getByAltText('Photo 1')).toBeVisible();
  await Promise.all(answers.map((go) => go()));
  await expect.poll(() => kept(page)).toBe(1);
  await page.reload();
  await expect(page.getByAltText('Photo 1')).toBeVisible();
  await expect(page.getByAltText('Photo 2')).toHaveCount(0);
  await expect(page.getByLabel('Address or landmark')).toHaveValue('Chaoyang Park');
  await page.goto('/en/me');
  await page
    .getByText(/^Forget/)
    .first()
    .click();
  await page.getByRole('checkbox').first().check();
  // What is not sent yet is named, and asked about.
  await page.getByRole('checkbox').nth(1).check();
  await page.getByRole('button', { name: /Forget/ }).click();
  await expect(page).toHaveURL(/\/en\/me/);
  await expect.poll(() => kept(page).catch(() => -1)).toBe(0);
});

test('going on without a photo takes the promise back, and says so', async ({ page }) => {
  await page.route('**/photos/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
  await page.goto('/en/reports/new?category=air.fume');
  await enhanced(page);
  await choose(page);
  await expect(page.getByAltText('Photo 1')).toBeVisible();
  await page.getByRole('button', { name: 'Use my position' }).click();
  await next(page).click();
  await page.getByLabel('In your own words').fill('Smoke every evening');
  await next(page).click();
  await send(page).click();
  await page.getByRole('button', { name: 'Go on without' }).click();
  await expect(page).toHaveURL(tracking);
  await expect(page.getByText('The photos that did not arrive are left out')).toBeVisible();
  await expect(page.getByText(/has not arrived/)).toHaveCount(0);
});
