import { demoReport } from './support/demoReports.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

test.use({ serviceWorkers: 'allow' });

test('what a guest says to a report without a network waits on the phone and arrives once', async ({
  page,
  context
}) => {
  const report = demoReport('loudspeaker-panjiayuan');
  await page.goto(report.link());
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
  });
  const form = page
    .locator('details', { hasText: '补充情况' })
    .filter({ has: page.locator('[value=add_information]') });
  await form.locator('summary').click();
  await form.getByRole('textbox').fill('没有网络时写的一句话');
  await context.setOffline(true);
  await form.getByRole('button').click();
  await expect(form.getByText('已存在这部手机里，还没有发出')).toBeVisible();
  await expect(form.getByRole('textbox')).toHaveValue('没有网络时写的一句话');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // No address that anything keeps has the key in it.
  const kept = await page.evaluate(async () => {
    const caches_ = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return [
      ...caches_.flat().map(({ url }) => url),
      ...performance.getEntriesByType('resource').map(({ name }) => name)
    ];
  });
  expect(kept.filter((url) => url.includes(report.key))).toEqual([]);

  await form.getByRole('link', { name: '查看待发送' }).click();
  await expect(page.getByRole('heading', { name: /^补充情况 · / })).toBeVisible();
  await expect(page.getByText('没有网络时写的一句话')).toBeVisible();

  // It goes by itself.
  await context.setOffline(false);
  await page.getByRole('link', { name: '打开', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${report.path()}$`));
  const history = page.locator('details', { hasText: '全部经过' });
  await history.locator('summary').first().click();
  await expect(history.getByText('没有网络时写的一句话')).toHaveCount(1);
});

test('what is refused opens its page with what was typed', async ({ page, context }) => {
  const report = demoReport('hedge-redispatched');
  await page.goto(report.link());
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
  });
  const form = page.locator('details').filter({ has: page.locator('[value=add_information]') });
  await form.locator('summary').click();
  await form.getByRole('textbox').fill('写在旧页面上的话');
  await form.locator('[name=version]').evaluate((input: HTMLInputElement) => (input.value = '0'));
  await context.setOffline(true);
  await form.getByRole('button').click();
  await expect(form.getByText('已存在这部手机里，还没有发出')).toBeVisible();
  await form.getByRole('link', { name: '查看待发送' }).click();
  await context.setOffline(false);
  await page.getByRole('button', { name: '打开修改' }).click();
  await expect(page).toHaveURL(new RegExp(`${report.path()}\\?/move$`));
  await expect(form.getByRole('textbox')).toHaveValue('写在旧页面上的话');
  await form.getByRole('button').click();
  await expect(page).toHaveURL(new RegExp(`${report.path()}$`));
  // It was opened from there and has arrived from here: nothing waits any more.
  await page.goto('/zh/me/outbox');
  await expect(page.getByText('没有待发送的内容')).toBeVisible();
});
