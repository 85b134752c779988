import type { Page } from '@playwright/test';
import { ask, sessionOf } from './support/http.ts';
import { network } from './support/network.ts';
import { keysReady, sendReport, type Sent } from './support/sendReport.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

/** 孙河地区, where no other test reports anything. */
const AREA = '110105037';

async function accept(page: Page, { id }: Sent) {
  await page.goto(`/en/console/reports/${id}`);
  await keysReady(page);
  await page
    .getByRole('button', { name: /^Accept( |$)/ })
    .first()
    .click();
  await expect(page.getByText('Accepted.', { exact: true })).toBeVisible();
}

test('a list stays on the phone, is read without a network, and a return visit fetches what changed and no more', async ({
  page: moderator,
  newVisitor
}) => {
  test.setTimeout(400_000);
  const reporter = await newVisitor();
  const report = () => sendReport(reporter, { category: 'waste.overflow', subdistrict: AREA, publish: '1' });
  const [first, second] = [await report(), await report()];
  await signIn(moderator, 'moderator', 'en');
  await accept(moderator, first);

  const net = await network();
  const page = await newVisitor({
    serviceWorkers: 'allow',
    proxy: { server: net.server },
    viewport: { width: 320, height: 640 }
  });
  const row = ({ id }: Sent, lang = 'zh') => page.locator(`main a[href="/${lang}/reports/${id}"]`);
  const status = page.getByRole('main').getByRole('status');
  try {
    await page.goto(`/zh/reports?subdistrict=${AREA}`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.getByRole('link', { name: '把这个街乡的清单留在手机上' }).click();
    await expect(status).toHaveText('清单已经存进这部手机。');
    await expect(page.getByRole('heading', { level: 2, name: '孙河地区' })).toBeVisible();
    await expect(row(first)).toBeVisible();
    await expect(row(second), 'what nobody has accepted is not there').toHaveCount(0);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    // Without a network, in both languages, and from the page that says that there is none.
    net.away = true;
    await page.goto('/zh/offline');
    await page.getByRole('main').getByRole('link', { name: '留在手机里的反映' }).click();
    await expect(status).toHaveText('现在连不上网，先看存下的这份。');
    await expect(row(first)).toBeVisible();
    await expect(page.getByText(/^这是 .+ 的情况/)).toBeVisible();
    await page.goto('/en/offline/reports');
    await expect(row(first, 'en')).toContainText(/Sunhe/);
    await expect(row(first, 'en')).not.toContainText('Subdistrict 1101');
    await expectAccessible(page);

    // Meanwhile one more is accepted, and the reporter takes the first one back.
    await accept(moderator, second);
    await reporter.goto(first.link);
    await reporter.getByRole('button', { name: '收回，不再公开' }).click();
    await expect(reporter.getByRole('button', { name: '让别人看到' })).toBeVisible();
    net.away = false;
    await page.goto('/zh/offline/reports');
    await expect(status).toHaveText('刚刚更新：新增 1 件，有变化 0 件，不再公开 1 件。');
    await expect(row(second)).toBeVisible();
    await expect(row(first)).toHaveCount(0);

    // Nothing is new: the page is here, its script and words are here, and the answer says so in a few bytes.
    await page.waitForLoadState('networkidle');
    net.answers.length = 0;
    await page.goto('/zh/offline/reports');
    await expect(status).toHaveText('刚刚看过，没有变化。');
    await page.waitForLoadState('networkidle');
    const sum = net.answers.reduce((bytes, answer) => bytes + answer.bytes, 0);
    console.log(`a return visit with nothing new: ${sum} bytes in ${JSON.stringify(net.answers)}`);
    expect(net.answers.map(({ path }) => path.split('?')[0])).toContain('/data/reports/changes');
    expect(net.answers.length).toBeLessThanOrEqual(2);
    expect(sum).toBeLessThanOrEqual(2048);

    // Deleted is deleted, also when the page is opened again.
    await page.getByRole('button', { name: '从这部手机里删除' }).click();
    await expect(status).toHaveText('清单已经从这部手机里删除。');
    await page.reload();
    await expect(page.getByText('这部手机里还没有存清单')).toBeVisible();
  } finally {
    net.close();
  }
});

test('other programs read what changed, and are told in both languages what is wrong with a place', async ({
  baseURL
}) => {
  const get = async (query: string) => {
    const answer = await ask(baseURL!, { path: `/data/reports/changes${query}` });
    return { ...answer, body: JSON.parse(answer.text) as Record<string, unknown> };
  };
  const start = await get(`?subdistrict=${AREA}`);
  expect(start.status).toBe(200);
  expect(start.headers['content-type']).toBe('application/json');
  expect(start.headers['cache-control']).toBe('public, max-age=5');
  expect(start.body).toMatchObject({ licence: 'CC-BY-4.0', start: true, gone: [] });
  const { status, body } = await get(`?subdistrict=${AREA}&after=${String(start.body.after)}`);
  expect([status, Object.keys(body).sort()]).toEqual([200, ['after', 'gone', 'licence', 'reports']]);
  for (const [query, expected] of [
    ['?after=nonsense', 400],
    ['?after=', 400],
    ['?after=%00', 422],
    ['?after=00000000-1', 410],
    ['?subdistrict=999999999', 422]
  ] as const) {
    const wrong = await get(query);
    expect(wrong.status, query).toBe(expected);
    expect(wrong.headers['cache-control'], query).toBe('no-store');
    expect(wrong.body.message, query).toEqual({
      zh: expect.stringMatching(/[一-鿿]/),
      en: expect.stringMatching(/^[A-Z“]/)
    });
  }
});

test('a page of text that has not changed is not sent again to a visitor; pages of people are never kept', async ({
  baseURL
}) => {
  const get = (path: string, headers: Record<string, string>) =>
    ask(baseURL!, { path, headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin', ...headers } });
  for (const path of ['/zh/about', '/zh/emergency', '/zh/open-data', '/zh/places/chaoyang-park']) {
    const first = await get(path, { cookie: 'lang=zh' });
    expect(first.headers['cache-control'], path).toBe('private, no-cache');
    const again = await get(path, { cookie: 'lang=zh', 'if-none-match': first.headers.etag! });
    expect([again.status, again.text], path).toEqual([304, '']);
    const other = await get(path, { cookie: 'lang=zh; theme=dark', 'if-none-match': first.headers.etag! });
    expect(other.status, `${path} in other colours is another page`).toBe(200);
  }
  const session = await sessionOf(baseURL!, 'resident', '2001:db8::a');
  for (const path of ['/zh/about', '/zh/me']) {
    const own = await get(path, { cookie: `lang=zh; ${session}` });
    expect(own.headers['cache-control'], path).toBe('private, no-store');
  }
});
