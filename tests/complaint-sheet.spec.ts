import type { Page } from '@playwright/test';
import { sendReport } from './support/sendReport.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const sheet = (page: Page) => page.locator('#sheet');

/** A reporter who has just sent a report and looks at its page. */
async function reported(page: Page, more: Record<string, string> = {}) {
  const { id, link } = await sendReport(page, {
    lat: '39.949',
    lng: '116.466',
    time_pattern: 'daily',
    'answers.meal_time': 'dinner',
    'answers.shop': '红星小馆',
    contact_phone: '13800005678',
    ...more
  });
  await page.goto(link);
  return id;
}

test('the page of a report opens its sheet: Chinese, the address first, no contact', async ({ page }) => {
  const id = await reported(page);
  await page.getByRole('link', { name: '打 12345 用的反映单' }).click();
  await expect(page).toHaveURL(`/zh/reports/${id}/sheet`);
  await expect(sheet(page).locator('dt').first()).toHaveText('地点');
  await expect(sheet(page).locator('dd').first()).toHaveText('北京市朝阳区，麦子店街道，枣营路 18 号楼下');
  for (const said of ['餐饮油烟', '每天', '什么时段最重', '晚餐时段', '红星小馆', '晚上六点到九点', 'CY-'])
    await expect(sheet(page)).toContainText(said);
  await expect(page.locator('main')).not.toContainText('138');
  await expect(page.locator('main')).not.toContainText('举报');
  await expect(page.getByRole('link', { name: '拨打 12345' })).toHaveAttribute('href', 'tel:12345');
  await expectAccessible(page);
});

test('it is for the reporter alone, and nobody keeps it', async ({ page, newVisitor }) => {
  const id = await reported(page);
  const mine = await page.goto(`/zh/reports/${id}/sheet`);
  expect(mine!.status()).toBe(200);
  expect(mine!.headers()['cache-control']).toContain('no-store');
  expect(mine!.headers()['referrer-policy']).toBe('no-referrer');
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/);

  const stranger = await newVisitor();
  const answer = await stranger.goto(`/zh/reports/${id}/sheet`);
  const text = await stranger.locator('main').innerText();
  const missing = await stranger.goto('/zh/reports/00000000-0000-4000-8000-000000000000/sheet');
  expect([answer!.status(), missing!.status()]).toEqual([404, 404]);
  expect(await stranger.locator('main').innerText()).toBe(text);
});

test('without JavaScript it is all there to read, print and fill in', async ({ newVisitor }) => {
  const page = await newVisitor({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const id = await reported(page);
  await page.goto(`/zh/reports/${id}/sheet`);
  await expect(page.getByRole('button', { name: '复制全文' })).toBeHidden();
  await expectNoSidewaysScroll(page);
  await page.getByLabel('加上我的联系方式').check();
  await page.getByRole('button', { name: '更新单子' }).click();
  await expect(page).toHaveURL(/\?contact=1$/);
  await page.getByLabel('联系人').fill('林女士');
  await expect(page.getByText('138****5678')).toBeVisible();
  // No name and no form: a browser has no way to send what is typed here.
  expect(await page.locator('#sheet input').evaluateAll((all) => all.length)).toBe(2);
  await expect(page.locator('#sheet input[name], form #sheet')).toHaveCount(0);
});

test('it is copied with one tap, with what was typed into it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const id = await reported(page);
  await page.goto(`/zh/reports/${id}/sheet`);
  await page.getByLabel('加上我的联系方式').check();
  await page.getByLabel('联系人').fill('林女士');
  await page.getByRole('button', { name: '复制全文' }).click();
  await expect(page.getByText('已复制')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^环境问题反映单\n您好，/);
  expect(copied).toContain('\n地点：北京市朝阳区，麦子店街道，枣营路 18 号楼下\n');
  expect(copied).toContain('\n联系人：林女士\n');
  expect(copied).not.toContain('电话：');
});

test('is read aloud where the device has a Chinese voice, and only there', async ({ page }) => {
  const id = await reported(page);
  await page.goto(`/zh/reports/${id}/sheet`);
  await expect(page.getByRole('button', { name: '复制全文' })).toBeVisible();
  await expect(page.getByRole('button', { name: '读出来' })).toBeHidden();
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    speechSynthesis.getVoices = () => [{ lang: 'zh-CN' } as SpeechSynthesisVoice];
    Object.defineProperty(window, 'SpeechSynthesisUtterance', {
      value: class extends EventTarget {
        constructor(readonly text: string) {
          super();
        }
      }
    });
    speechSynthesis.speak = ({ text }) => void said.push(text);
  });
  await page.reload();
  await page.getByRole('button', { name: '读出来' }).click();
  await expect(page.getByRole('button', { name: '停下' })).toBeVisible();
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said).toContain('问题：餐饮油烟');
});

test('in English the sheet stays Chinese and is explained line by line', async ({ page }) => {
  const id = await reported(page);
  await page.goto(`/en/reports/${id}/sheet`);
  await expect(sheet(page).locator('dd').first()).toContainText('北京市朝阳区');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Complaint sheet for 12345');
  const gloss = page.locator('details', { hasText: 'Line by line in English' });
  await gloss.locator('summary').click();
  await expect(gloss).toContainText('When is it worst');
  await expect(gloss).toContainText('Dinner');
  await expectAccessible(page);
});

test('on paper there is the sheet, where it comes from, and nothing else', async ({ page }) => {
  const id = await reported(page);
  await page.goto(`/en/reports/${id}/sheet`);
  await page.emulateMedia({ media: 'print' });
  await expect(sheet(page)).toBeVisible();
  for (const gone of [page.getByRole('link', { name: 'Call 12345' }), page.locator('main form'), page.locator('nav')])
    await expect(gone.first()).toBeHidden();
  const seen = await page.locator('main').innerText();
  expect(seen.trim()).toMatch(/^环境问题反映单/);
  expect(seen.trim()).toMatch(new RegExp(`谢谢！\\s+Beautiful Chaoyang\\s+http\\S+/en/reports/${id}$`));
  // Of a demonstration the paper says so too: nobody should take it for a real case.
  await expect(page.getByRole('complementary', { name: 'Demonstration' })).toBeVisible();
});

test('the reporter notes what 12345 said, and finds it on the page of the report', async ({ newVisitor }) => {
  const page = await newVisitor({ javaScriptEnabled: false });
  const id = await reported(page);
  await page.goto(`/zh/reports/${id}/sheet`);
  await page.getByRole('button', { name: '记下来' }).click();
  await expect(page.getByRole('alert')).toContainText('请写 12345 的单号，或者写办理结果。');
  await page.getByLabel('12345 单号').fill('2026112400123');
  await page.getByLabel('办理结果').fill('说三天内来看。');
  await page.getByRole('button', { name: '记下来' }).click();
  await expect(page).toHaveURL(/\/sheet#hotline$/);
  await expect(page.getByRole('listitem').filter({ hasText: '2026112400123' })).toContainText('说三天内来看。');
  await page.goto(`/zh/reports/${id}`);
  await expect(page.locator('main')).toContainText('2026112400123');

  const stranger = await newVisitor();
  const answer = await stranger.request.post(`/zh/reports/${id}/sheet?/note`, {
    headers: { origin: new URL(page.url()).origin },
    form: { note_id: crypto.randomUUID(), order_number: '1', result: '' },
    maxRedirects: 0
  });
  expect(answer.status()).toBe(404);
});
