import { demoReport } from './support/demoReports.ts';
import { pages } from './support/pages.ts';
import { expect, test } from './support/test.ts';
import { budgets, weigh, type Weight } from './support/weigh.ts';

for (const lang of ['zh', 'en'])
  test(`pages of text stay within their bytes (${lang})`, async ({ browser, baseURL }) => {
    const paths = pages.filter((p) => p.text).map(({ path }) => path);
    // Four browsers at a time: most of it is waiting until nothing more comes. Nothing is kept from one page to the next.
    const weighAll = async (): Promise<void> => {
      const context = await browser.newContext({ baseURL: baseURL!, serviceWorkers: 'block' });
      const page = await context.newPage();
      for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
        await page.goto('about:blank');
        await context.clearCookies();
        const sum = await weigh(page, `/${lang}${path}`);
        for (const [kind, most] of Object.entries(budgets.text))
          expect.soft(sum[kind as keyof Weight], `${kind} bytes of /${lang}${path}`).toBeLessThanOrEqual(most);
      }
      await context.close();
    };
    await Promise.all(Array.from({ length: 4 }, weighAll));
  });

for (const [what, budget, paths] of [
  [
    'the report form is light before its map is asked for',
    budgets.form,
    [
      '/zh/reports/new',
      '/en/reports/new?category=air.fume',
      '/zh/reports/new?category=noise.neighbour',
      `/zh/reports/new?joins=${demoReport('fume-maizidian-street').id}`,
      `/zh/reports/new?again_of=${demoReport('litter-ba').id}`
    ]
  ],
  ['the map of reports is light', budgets.map, ['/zh/reports?view=map', '/en/reports?view=map']]
] as const)
  test(what, async ({ browser, baseURL }) => {
    for (const path of paths) {
      const context = await browser.newContext({ baseURL: baseURL!, serviceWorkers: 'block' });
      const sum = await weigh(await context.newPage(), path);
      console.log(`${path}: ${sum.total} bytes, ${sum.script} of them script`);
      for (const [kind, most] of Object.entries(budget))
        expect.soft(sum[kind as keyof Weight], `${kind} bytes of ${path}`).toBeLessThanOrEqual(most);
      await context.close();
    }
  });
