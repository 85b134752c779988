import { expect, test } from './support/test.ts';

test.use({ javaScriptEnabled: false });

test('a resident sees what the rule is, by which article, and where to report it', async ({ page }) => {
  await page.goto('/zh/reports/new');
  await page.getByRole('link', { name: '这样允许吗？看看规定怎么说' }).click();
  await expect(page).toHaveURL('/zh/allowed');
  await expect(page.locator('main')).toContainText('不是法律意见');

  const rules = page.getByRole('article');
  await expect(rules).toHaveCount(10);
  for (const rule of await rules.all()) await expect(rule).toContainText(/依据：《.+》.*第.+条.* · 法条截至 2025年4月/);

  const renovation = rules.filter({ hasText: '家里装修' });
  await expect(renovation).toContainText(/现在(不)?在限制时间里/);
  await expect(renovation).toContainText('比 2022 年施行的法律早');
  await renovation.getByRole('link', { name: '室内装修噪声' }).click();
  await expect(page).toHaveURL('/zh/reports/new?category=noise.renovation');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('室内装修噪声');
});

test('a rule without hours does not speak of now, and only a read penalty is named', async ({ page }) => {
  await page.goto('/en/allowed');
  const dust = page.getByRole('article').filter({ hasText: 'Dust from building sites' });
  await expect(dust).not.toContainText('right now');
  await expect(dust).not.toContainText('yuan');
  await expect(page.getByRole('article').filter({ hasText: 'Open-air barbecue' })).toContainText('500 to 20,000 yuan');
});
