import type { Page } from '@playwright/test';
import { keysReady, sendReport } from './support/sendReport.ts';
import { expect, expectAccessible, signIn, test } from './support/test.ts';

const status = (page: Page, words: string) => expect(page.locator('article header').first()).toContainText(words);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function dispatch(page: Page, id: string) {
  await page.goto(`/zh/console/reports/${id}?queue=dispatch`);
  await keysReady(page);
  await page.keyboard.press('d');
  await expect(page.getByLabel('主办单位')).toHaveValue('110105012'); // as the catalogue suggests
  await page.locator('#act').getByRole('button', { name: '派单' }).click();
  await status(page, '已派单');
}

async function answer(page: Page, id: string, words: string) {
  await page.goto(`/zh/console/reports/${id}?queue=take_on`);
  await keysReady(page);
  await page.keyboard.press('a');
  await status(page, '办理中');
  await page.keyboard.press('a');
  await page.getByLabel('答复类型').selectOption('fixed');
  await page.locator('[name=public_text]').fill(words);
  await page.getByText('另加邮件附言或工作备注').click();
  await page.locator('[name=email_text]').fill('如仍有油烟，请在页面上告诉我们。');
  await page.locator('[name=internal_text]').fill('业主姓王，已留电话。');
  await page.locator('#act').getByRole('button', { name: '答复' }).click();
  await status(page, '已答复');
}

test(
  'a case goes from received to closed, and comes back once because it was not solved',
  { tag: '@core' },
  async ({ page, newVisitor }) => {
    test.setTimeout(400_000);
    const moderator = page;
    const handler = await newVisitor();
    const reporter = await newVisitor();

    await test.step('a guest reports cooking fumes', () => reporter.goto('/zh'));
    const { id, link } = await sendReport(reporter, {
      contact_email: 'lin@example.org',
      contact_ok: '1',
      publish: '1'
    });

    await test.step('the moderator accepts it with one key and goes on to dispatch it', async () => {
      await signIn(moderator, 'moderator');
      await moderator.goto(`/zh/console/reports/${id}?queue=screen`);
      await keysReady(moderator);
      await status(moderator, '已收到');
      await moderator.keyboard.press('a');
      await status(moderator, '已受理');
      await expect(moderator.getByText('已受理。')).toBeVisible();
      await dispatch(moderator, id);
    });

    await test.step('the handler of Maizidian finds it, takes it on and answers', async () => {
      await signIn(handler, 'handler');
      await handler.goto('/zh/console/queues/take_on');
      await expect(handler.locator(`[data-row="${id}"]`)).toBeVisible();
      await answer(handler, id, '已要求餐馆清洗净化器，今晚复查。');
      await expectAccessible(handler);
    });

    await test.step('the reporter sees the public words and no others, and says it is not solved', async () => {
      await reporter.goto(link);
      await expect(reporter.locator('main')).toContainText('已要求餐馆清洗净化器');
      await expect(reporter.locator('main')).not.toContainText('业主姓王');
      await expect(reporter.locator('main')).not.toContainText('如仍有油烟');
      const form = reporter.locator('form:has([name=move][value=reopen])');
      await form.locator('[name=public_text]').fill('今晚七点还是有很大的油烟。');
      await form.getByRole('button').click();
      await expect(reporter.locator('main')).toContainText('重新办理');
    });

    await test.step('it is dispatched again and answered again', async () => {
      await moderator.goto('/zh/console/queues/dispatch');
      await expect(moderator.locator(`[data-row="${id}"]`)).toContainText('重新办理');
      await dispatch(moderator, id);
      await answer(handler, id, '净化器已更换，今晚实测达标。');
    });

    await test.step('the moderator calls back and closes it as solved', async () => {
      await moderator.goto(`/zh/console/reports/${id}?queue=callback`);
      await keysReady(moderator);
      await expect(moderator.locator('article')).toContainText('今晚七点还是有很大的油烟');
      await moderator.keyboard.press('a');
      await moderator.getByRole('group', { name: '联系上了吗？' }).getByLabel('是').check();
      await moderator.getByRole('group', { name: '问题解决了吗？' }).getByLabel('是').check();
      await moderator.getByLabel('反映人怎么说').fill('这次真的好了。');
      await press(moderator, '记录回访');
      await status(moderator, '已办结');
      await status(moderator, '已解决');
      await expect(moderator.locator('.context')).toContainText('这次真的好了');
    });

    await reporter.goto(`/zh/reports/${id}`);
    await expect(reporter.locator('main')).toContainText('已办结');
  }
);
