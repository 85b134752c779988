import type { Page } from '@playwright/test';
import { lettersTo, sendDueLetters } from './support/mail.ts';
import { keysReady, sendReport } from './support/sendReport.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, setClock, signIn, test } from './support/test.ts';

const status = (page: Page, words: string) => expect(page.locator('article header').first()).toContainText(words);

async function accepted(page: Page, id: string) {
  await page.goto(`/zh/console/reports/${id}?queue=screen`);
  await keysReady(page);
  await page.keyboard.press('a');
  await status(page, '已受理');
}

async function answered(moderator: Page, handler: Page, id: string) {
  await moderator.goto(`/zh/console/reports/${id}?queue=dispatch`);
  await keysReady(moderator);
  await moderator.keyboard.press('d');
  await moderator.locator('#act').getByRole('button', { name: '派单' }).click();
  await status(moderator, '已派单');
  await handler.goto(`/zh/console/reports/${id}?queue=take_on`);
  await keysReady(handler);
  await handler.keyboard.press('a');
  await status(handler, '办理中');
  await handler.keyboard.press('a');
  await handler.getByLabel('答复类型').selectOption('fixed');
  await handler.locator('[name=public_text]').fill('净化器已经清洗。');
  await handler.locator('#act').getByRole('button', { name: '答复' }).click();
  await status(handler, '已答复');
}

test('a guest follows a public report by e-mail, hears of the answer once it stands, and stops', async ({
  page,
  newVisitor
}) => {
  const to = `${crypto.randomUUID().slice(0, 13)}@example.org`;
  const [reporter, handler] = [await newVisitor(), await newVisitor()];
  const guest = await newVisitor({ javaScriptEnabled: false });
  // All of it takes place three minutes ago: what the staff did can be undone for two, and is told of after that.
  for (const person of [reporter, page, guest, handler]) await setClock(person, -180);
  await reporter.goto('/zh');
  const { id } = await sendReport(reporter, { publish: '1', description: '青鸟的秘密', landmark: '青鸟楼下' });
  await signIn(page, 'moderator');
  await accepted(page, id);

  await guest.goto(`/zh/reports/${id}`);
  await guest.getByRole('link', { name: '关注这件反映' }).click();
  await guest.getByRole('button', { name: '发确认信' }).click();
  await expect(guest.locator('#email-error')).toContainText('请填写邮箱');
  await guest.locator('[name=email]').fill(to);
  await guest.getByRole('button', { name: '发确认信' }).click();
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('请看看邮箱');

  await sendDueLetters(page);
  expect(lettersTo(to)).toHaveLength(1);
  const asked = lettersTo(to)[0]!;
  expect(asked.headers).not.toHaveProperty('list-unsubscribe');
  const confirm = /http\S+letters\/confirm\S+/.exec(asked.text)![0];
  await guest.goto(confirm);
  await guest.goto(confirm); // opening changes nothing
  await guest.getByRole('button', { name: '确认关注' }).click();
  await expect(guest.getByText('已经开始关注')).toBeVisible();

  await signIn(handler, 'handler');
  await answered(page, handler, id);
  await setClock(page, 0);
  await sendDueLetters(page);
  expect(lettersTo(to)).toHaveLength(2);
  const news = lettersTo(to)[1]!;
  expect(news.subject).toContain('有了答复');
  expect(`${news.text}${news.html}`).not.toMatch(/青鸟|净化器|CY-/);
  expect(news.text).toContain(`/zh/reports/${id}`);

  const stop = /<([^>]+)>/.exec(news.headers['list-unsubscribe']!)![1]!;
  await guest.goto(stop);
  await guest.getByRole('button', { name: '停止发送' }).click();
  await expect(guest.getByRole('status')).toContainText('已经停止');
  await guest.goto(confirm);
  await expect(guest.getByText('这项关注已经停止')).toBeVisible();
});

test('a resident follows a circle and a subdistrict without a script, and takes a stop back', async ({
  newVisitor
}) => {
  const page = await newVisitor({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  await signIn(page, 'resident');
  await page.goto('/zh/reports?subdistrict=110105012&category=air');
  await page.getByRole('link', { name: '关注这里的新反映' }).click();
  await expect(page.locator('[name=subdistrict]')).toHaveValue('110105012');
  await page.getByRole('button', { name: '关注', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('已经关注');

  await page.getByRole('link', { name: '关注一个点的周围' }).click();
  await page.locator('[name=near]').selectOption({ index: 3 });
  await page.getByRole('button', { name: '用这个位置' }).click();
  await page.locator('[name=label]').fill('学校附近');
  await page.locator('[name=radius_m]').selectOption('500');
  await page.getByRole('button', { name: '关注', exact: true }).click();
  await expect(page.getByRole('heading', { name: '学校附近' })).toBeVisible();
  await expectNoSidewaysScroll(page);

  await page.getByRole('button', { name: '停止关注: 学校附近' }).click();
  await expect(page.getByRole('heading', { name: '学校附近' })).toHaveCount(0);
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.getByRole('heading', { name: '学校附近' })).toBeVisible();
});

test('links that we did not make confirm nothing, and the pages are accessible', async ({ page }) => {
  expect((await page.goto('/en/letters/confirm?token=confirm.x'))!.status()).toBe(404);
  expect((await page.goto('/en/follow?report=00000000-0000-4000-8000-000000000000'))!.status()).toBe(404);
  await page.goto('/en/follow?around=1');
  await expectAccessible(page);
});
