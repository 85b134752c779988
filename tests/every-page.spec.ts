import type { Page } from '@playwright/test';
import { behind, pages, type Known } from './support/pages.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

// Two of the eight variants; `npm run shots` makes all eight for looking at.
const variants = [
  { lang: 'zh', width: 360, height: 740, colorScheme: 'light' },
  { lang: 'en', width: 1280, height: 800, colorScheme: 'dark' }
] as const;

async function expectWellMade(page: Page, lang: 'zh' | 'en') {
  await expect(page.locator('html')).toHaveAttribute('lang', lang === 'zh' ? 'zh-Hans' : 'en');
  await expect(page.locator('h1')).toHaveCount(1);
  expect((await page.title()).length, 'the page has a title').toBeGreaterThan(4);
  const text = await page.locator('body').innerText();
  expect(text, 'no key is shown in place of a word').not.toMatch(/\b[a-z]+[A-Za-z]*:[a-z]+[A-Za-z]*\.[a-z]/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

/** What comes late has had its place from the beginning: nothing jumped since the page was first painted (bar P3). */
async function expectSteady(page: Page) {
  const jumped = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const found: string[] = [];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { value, sources } = entry as PerformanceEntry & { value: number; sources: { node?: Element }[] };
            if (value > 0.02) found.push(`${String(value)} ${sources.map(({ node }) => node?.outerHTML).join(' ')}`);
          }
        }).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => setTimeout(() => resolve(found)));
      })
  );
  expect(jumped, `nothing jumps on ${page.url()}`).toEqual([]);
}

/** At 320 px nothing scrolls sideways either; the page that is there is made narrower instead of being opened again. */
async function expectFitsNarrow(page: Page) {
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize(size);
}

for (const { lang, width, height, colorScheme } of variants) {
  test.describe(`${lang}, ${width} px, ${colorScheme}`, () => {
    test.use({ viewport: { width, height }, colorScheme, locale: lang === 'zh' ? 'zh-CN' : 'en-GB' });
    const people = [...new Set(pages.map((p) => p.as))];
    for (const person of people)
      test(`every page for ${person ?? 'a visitor'} is accessible and fits`, async ({ page }) => {
        test.setTimeout(400_000);
        if (person) await signIn(page, person, lang);
        for (const known of pages.filter((p: Known) => p.as === person)) {
          await page.goto(`/${lang}${known.path}`);
          await expectWellMade(page, lang);
          if (known.text) await expectSteady(page);
          await expectFitsNarrow(page);
        }
      });
    for (const { name, as, from, links, press } of behind)
      test(`a page behind another (${name}) in the eyes of the ${as} is accessible and fits`, async ({ page }) => {
        await signIn(page, as, lang);
        await page.goto(`/${lang}${from}`);
        for (const link of links) await page.goto((await page.locator(link).first().getAttribute('href'))!);
        await expectWellMade(page, lang);
        if (!press) return;
        await page.locator(press.button).click();
        await expect(page.locator('[name=previewed]')).toBeAttached();
        await expectWellMade(page, lang);
      });
  });
}

test('in large text for older people nothing scrolls sideways and targets are large', async ({
  page,
  context,
  baseURL
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await context.addCookies([{ name: 'elder', value: '1', url: baseURL! }]);
  for (const { path } of pages.filter((p) => !p.as)) {
    await page.goto(`/zh${path}`);
    await expectNoSidewaysScroll(page);
    const small = await page.$$eval(
      'button, .button, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select',
      (all) =>
        all
          .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 59.5)
          .map((e) => e.outerHTML.slice(0, 120))
    );
    expect(small, `targets under 60 px on ${path}`).toEqual([]);
  }
});

test('each page names its twin in the other language', async ({ page }) => {
  await page.goto('/zh/about');
  await expect(page.locator('link[rel=alternate][hreflang=en]')).toHaveAttribute('href', /\/en\/about$/);
  await page.goto('/en/reports/new?category=air.fume');
  await expect(page.locator('link[rel=alternate][hreflang=zh-Hans]')).toHaveAttribute('href', /\/zh\/reports\/new/);
});

test('the first address leads to the language of the browser', async ({ newVisitor }) => {
  const chinese = await newVisitor({ locale: 'zh-CN' });
  await chinese.goto('/');
  await expect(chinese).toHaveURL(/\/zh$/);
  const english = await newVisitor({ locale: 'en-GB' });
  await english.goto('/');
  await expect(english).toHaveURL(/\/en$/);
  await english.goto('/zh/about');
  await english.goto('/');
  await expect(english, 'the language last chosen wins').toHaveURL(/\/zh$/);
});
