import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { keysReady, sendReport } from './support/sendReport.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

/** A point of its own for each test: what is near is looked for within 300 m. */
const spot = () => ({
  lat: `39.9${randomInt(10, 60)}${randomInt(100, 999)}`,
  lng: `116.4${randomInt(40, 90)}${randomInt(100, 999)}`
});
const bins = (more: Record<string, string> = {}) => ({ category: 'waste.overflow', ...spot(), ...more });
const codeOf = async (page: Page, id: string) => {
  await page.goto(`/zh/console/reports/${id}`);
  return (await page.title()).split(' ')[0]!;
};
const row = (page: Page, id: string) => page.locator(`li:has([data-row="${id}"])`);

test('an open case near by takes another in with one key, and shows its words', async ({ page, newVisitor }) => {
  const guest = await newVisitor();
  const here = bins();
  const main = await sendReport(guest, { ...here, description: '垃圾桶三天没清。' });
  const child = await sendReport(guest, { ...here, description: '桶旁边堆满了袋子。' });
  await signIn(page, 'moderator');
  const code = await codeOf(page, main.id);
  await page.goto(`/zh/console/reports/${child.id}`);
  const candidates = page.locator('section:has(#candidates)');
  await expect(candidates).toContainText(code);
  // It was never made public, and a moderator is shown it all the same.
  await expect(candidates).toContainText('未公开');
  await expect(candidates).toContainText('垃圾桶三天没清。');
  await keysReady(page);
  await page.keyboard.press('g');
  await expect(page.locator('article header')).toContainText('并案办理');
  await expect(page.locator('section:has(#family)')).toContainText(code);
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.locator('article header')).toContainText('已收到');
  await candidates.getByRole('button', { name: new RegExp(code) }).click();
  await expect(page.locator('article header')).toContainText('并案办理');

  await page.goto(`/zh/console/reports/${main.id}`);
  const family = page.locator('section:has(#family)');
  await expect(family).toContainText('并入本件的 1 件反映');
  await expect(family).toContainText('桶旁边堆满了袋子。');
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
});

test('a case is taken out of the main case again, with a reason, by another moderator', async ({
  page,
  newVisitor
}) => {
  const guest = await newVisitor();
  const here = bins();
  await sendReport(guest, here);
  const child = await sendReport(guest, here);
  await signIn(page, 'moderator');
  await page.goto(`/zh/console/reports/${child.id}`);
  await page.locator('section:has(#candidates)').getByRole('button').first().click();
  await expect(page.locator('article header')).toContainText('并案办理');
  await expect(page.getByRole('link', { name: '取消并案' })).toHaveCount(0);

  const second = await newVisitor();
  await signIn(second, 'moderator2');
  await second.goto(`/zh/console/reports/${child.id}`);
  await second.getByRole('link', { name: '取消并案' }).click();
  await second.locator('#act').getByRole('button').last().click();
  await expect(second.locator('#act').getByRole('alert')).toBeVisible();
  await second.locator('[name=internal_text]').fill('是另一个桶。');
  await second.locator('#act').getByRole('button', { name: '恢复' }).click();
  await expect(second.locator('article header')).toContainText('已收到');
});

test('several are ticked by key, take one step, and are taken back together', async ({ page, newVisitor }) => {
  const guest = await newVisitor();
  const ids = [(await sendReport(guest, bins())).id, (await sendReport(guest, bins())).id];
  const third = (await sendReport(guest, bins())).id;
  await signIn(page, 'moderator');
  await page.goto('/zh/console/queues/screen?group=waste&subdistrict=110105012');
  await keysReady(page);
  for (const id of ids) {
    await page.locator(`[data-row="${id}"]`).focus();
    await page.keyboard.press('x');
    await expect(row(page, id).getByRole('checkbox')).toBeChecked();
  }
  await row(page, third).getByRole('checkbox').check();
  await expect(page.locator('#bulk')).toContainText('已选 3 件');
  await expectAccessible(page);

  // Somebody else is quicker with the third.
  const second = await newVisitor();
  await signIn(second, 'moderator2');
  await second.goto(`/zh/console/reports/${third}`);
  await second.getByRole('button', { name: '受理', exact: true }).click();
  await expect(second.locator('article header')).toContainText('已受理');

  await page.getByLabel('这一步').selectOption('refuse');
  await page.getByRole('button', { name: '对选中的各件执行' }).click();
  await expect(page.locator('#bulk-public_text-error')).toBeVisible();
  await expect(row(page, ids[0]!).getByRole('checkbox')).toBeChecked();
  await page.getByLabel('给反映人的说明').fill('这不属于受理范围，请拨打 12345。');
  await page.getByRole('button', { name: '对选中的各件执行' }).click();
  const said = page.getByRole('status').filter({ hasText: '已完成' });
  await expect(said).toContainText('已完成 2 件，共 3 件');
  await expect(said).toContainText('没有执行：别人刚刚改动了');
  for (const id of ids) await expect(row(page, id)).toHaveCount(0);
  await page.getByRole('button', { name: '全部撤销' }).click();
  await expect(page.getByText('已撤销 2 件，共 2 件。')).toBeVisible();
  for (const id of ids) await expect(row(page, id)).toHaveCount(1);
});

test('a dispatch is for several only when the catalogue suggests the same', async ({ page, newVisitor }) => {
  const guest = await newVisitor();
  const same = [(await sendReport(guest, bins())).id, (await sendReport(guest, bins())).id];
  const other = (await sendReport(guest, { ...bins(), subdistrict: '110105004' })).id;
  await signIn(page, 'moderator');
  for (const id of [...same, other]) {
    await page.goto(`/zh/console/reports/${id}`);
    await page.getByRole('button', { name: '受理', exact: true }).click();
    await expect(page.locator('article header')).toContainText('已受理');
  }
  await page.goto('/zh/console/queues/dispatch?group=waste');
  for (const id of [...same, other]) await row(page, id).getByRole('checkbox').check();
  await page.getByLabel('这一步').selectOption('dispatch');
  await page.getByRole('button', { name: '对选中的各件执行' }).click();
  await expect(page.getByRole('alert')).toContainText('派单建议不完全相同');
  await row(page, other).getByRole('checkbox').uncheck();
  await page.getByRole('button', { name: '对选中的各件执行' }).click();
  await expect(page.getByText('已完成 2 件，共 2 件。')).toBeVisible();
  await page.goto(`/zh/console/reports/${same[0]!}`);
  await expect(page.locator('article header')).toContainText('已派单');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('several are joined with one case by its code, and taken back', async ({ page, newVisitor }) => {
    const guest = await newVisitor();
    const [main, child] = [await sendReport(guest, bins()), await sendReport(guest, bins())];
    await signIn(page, 'moderator', 'en');
    const code = await codeOf(page, main.id);
    await page.goto('/en/console/queues/screen?group=waste&subdistrict=110105012');
    for (const { id } of [main, child]) await row(page, id).getByRole('checkbox').check();
    await page.getByLabel('The step').selectOption('merge');
    await page.getByLabel('Join with which case').fill(code);
    await page.getByLabel('Words to the reporters').fill('The same problem; handled together.');
    await page.getByRole('button', { name: 'Do it for those chosen' }).click();
    // A case is never merged into itself: that one is refused, and the other is done.
    await expect(page.getByText('Done: 1 of 2.')).toBeVisible();
    await expect(page).toHaveURL(/group=waste/);
    await page.getByRole('button', { name: 'Undo all' }).click();
    await expect(page.getByText('Taken back: 1 of 1.')).toBeVisible();
  });
});
