import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

test.describe('the three rates', () => {
  test('are read without JavaScript, by unit, by month and by category', async ({ newVisitor }) => {
    const page = await newVisitor({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
    await page.goto('/en');
    await page.getByRole('link', { name: 'Three rates' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Three rates' })).toBeVisible();
    // The one script of every page is that of the offline shell.
    await expect(page.locator('script:not([src$="/app.js"])')).toHaveCount(0);
    for (const [tab, caption] of [
      ['By month', 'month by month'],
      ['By category', 'by category'],
      ['By unit', 'by unit']
    ] as const) {
      await page.getByRole('link', { name: tab }).click();
      await expect(page.getByRole('table')).toContainText(caption);
      await expectNoSidewaysScroll(page);
    }
    await expect(page.getByText('Silence is not satisfaction')).toBeVisible();
  });

  test('show every rate with its numerator and denominator', async ({ page }) => {
    await page.goto('/zh/rates');
    await expect(page.getByText(/\d+ 次派单中 \d+ 次按时接单/)).toBeVisible();
    await expectAccessible(page);
    await page.goto('/zh/rates?by=month');
    await expect(page.getByRole('row')).toHaveCount(13);
    await expectAccessible(page);
  });

  test('are a file that a spreadsheet opens safely', async ({ request }) => {
    const answer = await request.get('/data/rates.csv');
    expect(answer.headers()['content-type']).toBe('text/csv; charset=utf-8');
    const lines = (await answer.text()).trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^\ufeffby,code,name_zh,name_en,/);
    expect(lines.filter((line) => line.startsWith('month,'))).toHaveLength(12);
    expect(lines.slice(1).filter((line) => /(^|,)"?[=+@-]/.test(line))).toEqual([]);
  });
});
