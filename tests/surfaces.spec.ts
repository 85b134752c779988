import type { Page } from '@playwright/test';
import { demoReport } from './support/demoReports.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const open = demoReport('bins-overdue');
const shown = demoReport('river-litter');

/** Whatever is tapped by itself is 60 px high; a link within a sentence is as high as its line. */
async function expectLargeTargets(page: Page) {
  const small = await page.$$eval('a, button, summary, select, input:not([type=hidden]), label:has(input)', (all) =>
    all
      .filter((e) => e.checkVisibility() && !e.closest('.hidden-text, .leaflet-container'))
      .filter((e) => !e.matches('[type=radio], [type=checkbox]') && e.getBoundingClientRect().height > 2)
      .filter((e) => e.getBoundingClientRect().height < 59.5)
      .filter((e) => ![...e.parentElement!.childNodes].some((n) => n.nodeType === 3 && n.nodeValue!.trim().length > 3))
      .map((e) => e.outerHTML.slice(0, 120))
  );
  expect(small, `targets under 60 px on ${page.url()}`).toEqual([]);
}

/** 18 points are 24 px; what is drawn on a map is drawing. */
async function expectLargeText(page: Page) {
  const small = await page.$$eval('main *', (all) =>
    all
      .filter((e) => e.checkVisibility() && !e.closest('svg, .leaflet-container, .hidden-text'))
      .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.nodeValue!.trim()))
      .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 23.9)
      .map((e) => e.outerHTML.slice(0, 120))
  );
  expect(small, `text under 18 pt on ${page.url()}`).toEqual([]);
}

test('in large text every page of reports has large letters and large targets, at 360 px', async ({
  page,
  context,
  baseURL
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await context.addCookies([{ name: 'elder', value: '1', url: baseURL! }]);
  await page.goto(open.link());
  const paths = [
    '/reports',
    '/reports?view=map',
    shown.path().slice(3),
    '/reports/new',
    '/reports/new?category=air.fume',
    `/reports/new?joins=${demoReport('fume-maizidian-street').id}`,
    '/follow?subdistrict=110105012&category=air',
    '/rates',
    '/me',
    open.path().slice(3),
    `${open.path().slice(3)}/sheet`
  ];
  for (const path of paths) {
    await page.goto(`/zh${path}`);
    await expectLargeTargets(page);
    await expectLargeText(page);
    await expectNoSidewaysScroll(page);
  }
});

test.describe('in WeChat', () => {
  test.use({
    userAgent:
      'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 XWEB/1160117 Mobile Safari/537.36 MicroMessenger/8.0.49.2600 NetType/WIFI Language/zh_CN',
    viewport: { width: 320, height: 640 }
  });

  test('a reader learns what does not work there, and takes the address along without its key', async ({ page }) => {
    await page.goto(open.link('en'));
    await page.locator('summary', { hasText: 'You are in WeChat' }).click();
    const note = page.locator('#wechat');
    for (const words of ['Installing', 'Downloading', 'location', 'Open in browser'])
      await expect(note).toContainText(words);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await note.getByRole('button', { name: 'Copy the link' }).click();
    await expect(note.getByRole('status')).toHaveText('Copied');
    await expect(page.getByLabel(/Or copy this link/)).toHaveValue(new RegExp(`${open.path('en')}$`));
    // The page itself is the one that everybody has, and works.
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.goto('/zh/reports/new?category=air.fume');
    await expect(note).toContainText('在浏览器打开');
    await expect(page.getByText('拍照或选照片')).toBeVisible();
  });
});

test('on paper a sheet, a public report and a reporter’s page are documents that say where they come from', async ({
  page,
  baseURL
}) => {
  await page.goto(open.link());
  for (const [path, own] of [
    [open.path(), ['全部经过', '我当时填的']],
    [`${open.path()}/sheet`, ['环境问题反映单', '请转给负责的部门']],
    [shown.path(), ['河面漂浮垃圾', '承办单位的答复']]
  ] as const) {
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await page.goto(path);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const words of own) await expect(page.getByText(words).first()).toBeVisible();
    // Black on white, whatever the screen has; nothing to tap, and no way around the site.
    const colours = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return [color, backgroundColor];
    });
    expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    for (const gone of ['nav', 'button', 'footer'])
      expect(await page.locator(gone).evaluateAll((all) => all.filter((e) => e.checkVisibility()).length), gone).toBe(
        0
      );
    const foot = page.locator('.print-foot');
    await expect(foot).toContainText(baseURL! + path.replace('/sheet', ''));
    await expect(foot).not.toContainText('key=');
    await expect(foot.locator('svg')).toBeVisible();
  }
  // What happened is folded on a screen, and paper cannot be unfolded.
  await page.emulateMedia({ media: 'screen' });
  await page.goto(open.path());
  await expect(page.locator('details', { hasText: '全部经过' }).locator('time').first()).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('details', { hasText: '全部经过' }).locator('time').first()).toBeVisible();
});
