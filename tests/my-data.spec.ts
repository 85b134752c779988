import type { Page } from '@playwright/test';
import { codeTo } from './support/mail.ts';
import { sendReport } from './support/sendReport.ts';
import { expect, expectAccessible, signIn, test } from './support/test.ts';

const password = 'quiet herons by the lake';

async function newAccount(page: Page) {
  const email = `${crypto.randomUUID().slice(0, 13)}@example.org`;
  await page.goto('/zh/sign-up');
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码').fill(password);
  await page.getByLabel('怎么称呼您').fill('小丁');
  await page.getByLabel('我已满 14 周岁').check();
  await page.getByRole('button', { name: '注册' }).click();
  await page.getByLabel('验证码').fill(await codeTo(email));
  await page.getByRole('button', { name: '完成注册' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('小丁，您好');
  return email;
}

test('a person takes everything away, deletes the account, and nothing opens any more', async ({ page }) => {
  const email = await newAccount(page);
  const { id, link } = await sendReport(page, {
    description: '=油烟每天晚上七点',
    contact_email: 'ding@example.org'
  });
  await page.goto('/zh/me/data');
  await expectAccessible(page);

  const json = await page.request.get('/zh/me/data/export');
  expect(json.headers()['content-disposition']).toMatch(/filename="chaoyang-my-data-\d{4}-\d\d-\d\d\.json"/);
  expect(json.headers()['cache-control']).toContain('no-store');
  const told = await json.text();
  for (const words of [email, '小丁', '=油烟每天晚上七点', 'ding@example.org']) expect(told).toContain(words);
  expect(told).not.toContain('key_hash');
  const table = await (await page.request.get('/zh/me/data/export?format=csv')).text();
  expect(table).toContain("'=油烟每天晚上七点");

  await page.getByLabel('我明白：账号和我写的内容会永远删除').check();
  await page.getByLabel('请在这里填写“删除”两个字').fill('不删');
  await page.getByRole('button', { name: '永远删除我的账号' }).click();
  await expect(page.getByText('请在框里填写“删除”两个字，再继续。').first()).toBeVisible();
  await page.getByLabel('我明白：账号和我写的内容会永远删除').check();
  await page.getByLabel('请在这里填写“删除”两个字').fill('删除');
  await page.getByRole('button', { name: '永远删除我的账号' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('您的账号已经删除');

  expect((await page.goto(link))!.status()).toBe(404);
  expect((await page.goto(`/zh/reports/${id}`))!.status()).toBe(404);
  await page.goto('/zh/sign-in');
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/sign-in/);
  await expect(page.getByRole('alert').first()).toBeVisible();
});

test('staff are told to give back their roles first', async ({ page }) => {
  await signIn(page, 'moderator');
  await page.goto('/zh/me/data');
  await expect(page.getByText('您的账号有工作人员的权限')).toBeVisible();
  await expect(page.getByRole('button', { name: '永远删除我的账号' })).toHaveCount(0);
  const answer = await page.request.post('/zh/me/data?/delete', {
    form: { confirm: 'on', word: '删除' },
    headers: { origin: new URL(page.url()).origin }
  });
  expect(answer.status()).toBe(403);
});

test('nobody downloads without an account', async ({ page }) => {
  await page.goto('/zh/me/data/export');
  await expect(page).toHaveURL(/sign-in/);
});
