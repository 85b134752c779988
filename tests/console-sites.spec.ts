import { randomUUID } from 'node:crypto';
import { keysReady, sendReport } from './support/sendReport.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

/** A name that no other test uses: all of them share one district. */
const fresh = (word: string) => `${word}${randomUUID().slice(0, 6)}`;
const panel = '.context section:has(#site)';

test('a site is made on a case, found on the next, and gathers both', async ({ page, newVisitor }) => {
  const guest = await newVisitor();
  const name = fresh('老王烧烤');
  const here = { lat: '39.9461', lng: '116.4702', landmark: `${name}门口` };
  const first = await sendReport(guest, here);
  const second = await sendReport(guest, here);
  await signIn(page, 'moderator');
  await page.goto(`/zh/console/reports/${first.id}`);
  const site = page.locator(panel);
  await site.getByText('新建一个点位').click();
  await site.getByRole('button', { name: '新建并关联' }).click();
  await expect(site.getByRole('alert')).toContainText('请写一个名称');
  await expectAccessible(page);
  await site.getByLabel('中文名称').fill(name);
  await site.getByLabel('类型').selectOption('restaurant');
  await site.getByLabel('工作备注').fill('老板 13800138000');
  await site.getByRole('button', { name: '新建并关联' }).click();
  await expect(site.locator('#site-note-error')).toContainText('这里不写电话');
  await expect(site.getByLabel('中文名称')).toHaveValue(name);
  await site.getByLabel('工作备注').fill('排烟口朝北');
  await site.getByRole('button', { name: '新建并关联' }).click();
  await expect(site.getByRole('status')).toContainText('已新建并关联');
  await expect(site.getByRole('link', { name })).toBeVisible();

  await page.goto(`/zh/console/reports/${second.id}?queue=screen`);
  await expect(site).toContainText('文字里提到');
  await site.getByRole('button', { name: `关联: ${name}` }).click();
  await expect(site.getByRole('status')).toContainText('已关联点位');
  await expect(page).toHaveURL(/queue=screen/);

  await site.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('2 件反映');
  await expect(page.locator('article li')).toHaveCount(2);
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);

  // Nobody outside hears of it, the reporter included.
  await guest.goto(first.link);
  expect(await guest.content()).not.toContain('排烟口朝北');
  await page.goto(`/zh/console/reports/${second.id}`);
  await site.getByRole('button', { name: '取消关联' }).click();
  await expect(site.getByRole('status')).toContainText('已取消关联');
  await site.getByText('关联记录').click();
  await expect(site.locator('ol li')).toHaveCount(2);
});

test('two names of one place are merged, and split again', async ({ page, newVisitor }) => {
  const guest = await newVisitor();
  const names = [fresh('东记面馆'), fresh('东家拉面')];
  await signIn(page, 'moderator');
  const site = page.locator(panel);
  for (const name of names) {
    const { id } = await sendReport(guest, { landmark: name });
    await page.goto(`/zh/console/reports/${id}`);
    await site.getByText('新建一个点位').click();
    await site.getByLabel('中文名称').fill(name);
    await site.getByLabel('类型').selectOption('restaurant');
    await site.getByRole('button', { name: '新建并关联' }).click();
    await expect(site.getByRole('status')).toBeVisible();
  }
  await site.getByRole('link', { name: names[1]! }).click();
  await page.getByText('与另一个点位合并').click();
  await page.getByLabel('并入哪一个？').fill(names[0]!);
  await page.getByRole('button', { name: '查找' }).click();
  await page.getByRole('button', { name: `并入“${names[0]!}”` }).click();
  await expect(page.getByRole('heading', { level: 1, name: names[0]! })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(`又名：${names[1]!}`);
  await expect(page.getByRole('main')).toContainText('2 件反映');

  // The other name still leads to it.
  await page.goto(`/zh/console/sites?q=${encodeURIComponent(names[1]!)}`);
  await page.locator('[data-row]').first().click();
  await expect(page.getByRole('heading', { level: 1, name: names[0]! })).toBeVisible();
  await page.getByRole('button', { name: '拆分出来' }).click();
  await expect(page.getByRole('heading', { level: 1, name: names[1]! })).toBeVisible();
  await expect(page.getByRole('status')).toContainText('已拆分');
  await expect(page.getByRole('main')).toContainText('1 件反映');

  await page.getByRole('button', { name: '归档' }).click();
  await expect(page.getByRole('status')).toContainText('已归档');
  await page.goto(`/zh/console/sites?q=${encodeURIComponent(names[1]!)}`);
  await expect(page.getByText('没有符合条件的点位。')).toBeVisible();
  await page.goto(`/zh/console/sites?q=${encodeURIComponent(names[1]!)}&archived=1`);
  await expect(page.locator('[data-row]')).toHaveCount(1);
});

test('a handler sees the sites of their own cases alone, and changes none', async ({ page, newVisitor }) => {
  const moderator = await newVisitor();
  const name = fresh('别处小馆');
  const { id } = await sendReport(await newVisitor(), { landmark: name });
  await signIn(moderator, 'moderator');
  await moderator.goto(`/zh/console/reports/${id}`);
  await keysReady(moderator);
  const site = moderator.locator(panel);
  await site.getByText('新建一个点位').click();
  await site.getByLabel('中文名称').fill(name);
  await site.getByLabel('类型').selectOption('shop');
  await site.getByRole('button', { name: '新建并关联' }).click();
  await site.getByRole('link', { name }).click();
  await expect(moderator.getByRole('heading', { level: 1, name })).toBeVisible();
  const address = new URL(moderator.url()).pathname;

  await signIn(page, 'handler');
  expect((await page.goto(address))!.status()).toBe(404);
  await moderator.goto(`/zh/console/reports/${id}`);
  await moderator.getByRole('button', { name: '受理', exact: true }).click();
  await moderator.getByRole('link', { name: '派单', exact: true }).click();
  await moderator.locator('#act').getByRole('button', { name: '派单' }).click();
  await expect(moderator.locator('article header')).toContainText('已派单');
  expect((await page.goto(address))!.status()).toBe(200);
  await expect(page.getByText('只统计您能看到的反映。')).toBeVisible();
  await expect(page.getByText('与另一个点位合并')).toHaveCount(0);
  const admin = await newVisitor();
  await signIn(admin, 'admin');
  expect((await admin.goto(address))!.status()).toBe(404);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('a site is looked for, made and linked all the same', async ({ page, newVisitor }) => {
    const name = fresh('静电设备');
    const { id } = await sendReport(await newVisitor(), { landmark: name });
    await signIn(page, 'moderator', 'en');
    await page.goto(`/en/console/reports/${id}?queue=screen`);
    const site = page.locator(panel);
    await site.getByLabel('Look for another site').fill(name);
    await site.getByRole('button', { name: 'Find', exact: true }).click();
    await expect(site).toContainText('Nothing was found');
    await expect(page).toHaveURL(/queue=screen/);
    await site.getByText('Make a new site').click();
    await expect(site.getByLabel('Name in Chinese')).toHaveValue(name);
    await site.getByLabel('Kind').selectOption('machine');
    await site.getByRole('button', { name: 'Make and link' }).click();
    await expect(site.getByRole('status')).toContainText('made and linked');
  });
});
