import type { Page } from '@playwright/test';
import { demoReport } from './support/demoReports.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const newest = (page: Page) => page.locator('details', { hasText: '全部经过' }).getByRole('listitem').last();

test.describe('the private link', () => {
  test('is remembered by this phone and gone from the address', async ({ page, context, request }) => {
    const report = demoReport('pest-taiyanggong');
    const answer = await request.get(report.link(), { maxRedirects: 0 });
    expect(answer.status()).toBe(303);
    expect(answer.headers()['cache-control']).toContain('no-store');
    expect(answer.headers()['referrer-policy']).toBe('no-referrer');

    await page.goto(report.link());
    expect(new URL(page.url()).search).toBe('');
    await expect(heading(page)).toContainText('正在办理');
    const guest = (await context.cookies()).find(({ name }) => name === 'guest');
    expect(guest).toMatchObject({ httpOnly: true, sameSite: 'Lax' });

    const again = await page.goto(report.path());
    expect(again!.headers()['cache-control']).toContain('no-store');
    expect(again!.headers()['referrer-policy']).toBe('no-referrer');
    await expect(page.locator('link[rel=canonical]')).toHaveCount(0);
    await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/);
    await expect(page.getByLabel('您的私人链接')).toHaveValue(new RegExp(`${report.path()}\\?key=${report.key}$`));
  });

  test('is copied with one tap', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const report = demoReport('pest-taiyanggong');
    await page.goto(report.link());
    await page.getByRole('button', { name: '复制链接' }).click();
    await expect(page.getByText('已复制')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(report.link());
  });

  test('is dead once it is replaced', async ({ page, newVisitor }) => {
    const report = demoReport('charger-deferred');
    await page.goto(report.link());
    await page.getByText('链接被别人看到了？').click();
    await page.getByRole('button', { name: '换一个新链接' }).click();
    await expect(page.getByText('旧链接打不开了')).toBeVisible();
    const link = await page.getByLabel('您的私人链接').inputValue();
    expect(link).not.toContain(report.key);

    const stranger = await newVisitor();
    expect((await stranger.goto(report.link()))!.status()).toBe(404);
    const other = await newVisitor();
    expect((await other.goto(link))!.status()).toBe(200);
  });

  test('that is wrong opens nothing, and does not push out the one that works', async ({ page }) => {
    const report = demoReport('loudspeaker-jinsong');
    const wrong = `${report.path()}?key=${'0'.repeat(32)}`;
    expect((await page.goto(wrong))!.status()).toBe(404);
    expect((await page.goto(report.link()))!.status()).toBe(200);
    expect((await page.goto(wrong))!.status()).toBe(200);
    expect((await page.goto(`${report.path()}?key=nonsense`))!.status()).toBe(200);
  });
});

test.describe('without the link', { tag: '@core' }, () => {
  test('a report that is not public looks as if it were not there', async ({ page }) => {
    // What the server sends, with the address that was asked for taken out: nothing else may tell the two apart.
    const look = async (path: string) => {
      const answer = (await page.goto(path))!;
      const main = /<main[^]*<\/main>/.exec(await answer.text())?.[0].replaceAll(path, '');
      return { status: answer.status(), main };
    };
    const hidden = await look(demoReport('horns-airport-new').path());
    expect(hidden).toMatchObject({ status: 404, main: expect.stringContaining('<h1') });
    // The script of the page, which has fewer words, leaves them as they are.
    await page.waitForLoadState('networkidle');
    await expect(page.locator('main')).toContainText('没有找到。它可能已经移走');
    expect(hidden).toEqual(await look('/zh/reports/00000000-0000-4000-8000-000000000000'));
  });

  test('a public one shows category, coarse place, month and stage, and no more', async ({ page }) => {
    const report = demoReport('pest-taiyanggong');
    expect((await page.goto(report.path()))!.status()).toBe(200);
    await expect(heading(page)).toHaveText('林木病虫害');
    await expect(page.locator('main')).toContainText('办理中');
    await expect(page.locator('main')).toContainText('太阳宫地区');
    await expect(page.locator('main')).not.toContainText('CY-');
    await expect(page.locator('form')).toHaveCount(await page.locator('form[action*="/display"]').count());
    await expectAccessible(page);
  });

  test('nobody moves it', async ({ request, baseURL }) => {
    const { path } = demoReport('gym-fangyuan');
    for (const action of ['move', 'undo', 'replace']) {
      const answer = await request.post(`${path()}?/${action}`, {
        headers: { origin: baseURL! },
        form: { move: 'add_information', version: '1', public_text: 'x', event_id: '1' },
        maxRedirects: 0
      });
      expect(answer.status(), action).toBe(404);
    }
  });

  test('another resident sees nothing of it either', async ({ page }) => {
    await signIn(page, 'organizer');
    expect((await page.goto(demoReport('upstairs-steps').path()))!.status()).toBe(404);
  });
});

test.describe('a guest', { tag: '@core' }, () => {
  test('adds information, then says that it is solved', async ({ page }) => {
    const report = demoReport('dump-jiuxianqiao');
    await page.goto(report.link());
    await expect(heading(page)).toContainText('请您看看办好没有');

    await page.locator('summary', { hasText: '补充情况' }).click();
    await page.getByRole('button', { name: '送出补充' }).click();
    const summary = page.getByRole('alert');
    await expect(summary).toContainText('请写几句话再提交。');
    await expect(summary).toBeFocused();
    await page.getByLabel('补充的情况').fill('今天早上又看了一次，确实清走了。');
    await page.getByRole('button', { name: '送出补充' }).click();
    await expect(page.getByText('您的补充已经送出。')).toBeVisible();

    await page.getByRole('button', { name: '告诉我们，并办结' }).click();
    await expect(page.getByRole('alert')).toContainText('请选问题是否解决了。');
    await page.getByLabel('解决了', { exact: true }).check();
    await page.getByLabel('满意', { exact: true }).check();
    await page.getByRole('button', { name: '告诉我们，并办结' }).click();
    await expect(heading(page)).toHaveText('办好了，谢谢您。');
    await page.locator('summary', { hasText: '全部经过' }).click();
    await expect(newest(page)).toContainText('确认办理结果');
  });

  test('says that it is not solved, in words, and it is looked at again', async ({ page }) => {
    await page.goto(demoReport('digger-laiguangying').link());
    await page.getByRole('button', { name: '没办好，重新办理' }).click();
    await expect(page.getByRole('alert')).toContainText('请写几句话再提交。');
    await page.getByLabel('还有什么没办好').fill('夜里一点还在挖。');
    await page.getByRole('button', { name: '没办好，重新办理' }).click();
    await expect(heading(page)).toHaveText('您说还没办好，我们重新来办。');
    await expect(page.locator('[aria-current=step]')).toContainText('重新办理');
    await expect(page.getByRole('button', { name: '没办好，重新办理' })).toHaveCount(0);
  });

  test('withdraws and changes their mind', async ({ page }) => {
    await page.goto(demoReport('bench-olympic-new').link());
    await page.locator('summary', { hasText: '撤回这件反映' }).click();
    await page.getByRole('button', { name: '撤回', exact: true }).click();
    await expect(heading(page)).toHaveText('您已经撤回这件反映。');
    await page.getByRole('button', { name: '收回刚才这一步' }).click();
    await expect(heading(page)).toContainText('我们收到了，编号 CY-');
  });

  test('whose report moved meanwhile sees what happened and loses no word', async ({ page, context }) => {
    const report = demoReport('bbq-changying');
    await page.goto(report.link());
    const other = await context.newPage();
    await other.goto(report.path());
    await other.locator('summary', { hasText: '补充情况' }).click();
    await other.getByLabel('补充的情况').fill('又冒烟了。');
    await other.getByRole('button', { name: '送出补充' }).click();
    await expect(other.getByText('您的补充已经送出。')).toBeVisible();

    await page.getByLabel('还有什么没办好').fill('还是每天晚上都有烟。');
    await page.getByRole('button', { name: '没办好，重新办理' }).click();
    await expect(page.getByText('刚才这件反映有了新进展')).toBeVisible();
    await expect(page.getByLabel('还有什么没办好')).toHaveValue('还是每天晚上都有烟。');
    await page.getByRole('button', { name: '没办好，重新办理' }).click();
    await expect(heading(page)).toHaveText('您说还没办好，我们重新来办。');
  });
});

test.describe('with JavaScript off', () => {
  test('a guest answers the question, and nothing typed is lost on the way', async ({ newVisitor }) => {
    const page = await newVisitor({ javaScriptEnabled: false });
    await page.goto(demoReport('machine-songyu').link('en'));
    await expect(heading(page)).toHaveText('We need one more thing from you.');
    await page.getByRole('button', { name: 'Send the answer' }).click();
    await expect(page.getByRole('alert')).toContainText('Please write a few words before you send it.');
    await page.getByLabel('Your answer').fill('It is on the roof of the north building.');
    await page.getByRole('button', { name: 'Send the answer' }).click();
    await expect(page.getByText('Your answer has gone.')).toBeVisible();
    await expect(heading(page)).toContainText('is on it.');
  });

  test('an open page that is too old keeps the words and says why', async ({ newVisitor }) => {
    const page = await newVisitor({ javaScriptEnabled: false });
    await page.goto(demoReport('fan-nongzhanguan').link());
    const old = await page.context().newPage();
    await old.goto(demoReport('fan-nongzhanguan').path());
    await page.getByLabel('解决了', { exact: true }).check();
    await page.getByRole('button', { name: '告诉我们，并办结' }).click();
    await expect(heading(page)).toHaveText('办好了，谢谢您。');

    await old.getByLabel('还有什么没办好').fill('我还想说一句。');
    await old.getByRole('button', { name: '没办好，重新办理' }).click();
    await expect(old.getByText('刚才这件反映有了新进展')).toBeVisible();
    await expect(heading(old)).toHaveText('办好了，谢谢您。');
    await expect(old.getByText('我还想说一句。')).toBeVisible();
  });
});

test('the public list goes on to what is older and back', async ({ page }) => {
  await page.goto('/zh/reports');
  const list = page.getByRole('region', { name: '最新公开的' });
  const links = () => list.locator('li a:has(.title)').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  const first = await links();
  expect(first).toHaveLength(20);
  await list.getByRole('link', { name: '更早的' }).click();
  await page.waitForURL(/after=/);
  const second = await links();
  expect(second.length).toBeGreaterThan(0);
  expect(second.filter((href) => first.includes(href))).toEqual([]);
  await list.getByRole('link', { name: '回到最新' }).click();
  await page.waitForURL('/zh/reports');
  expect(await links()).toEqual(first);
  await page.goto('/zh/reports?after=nonsense%27)');
  expect(await links()).toEqual(first);
});

test('signed in, a report can join the account from its own page', async ({ page }) => {
  const report = demoReport('bar-chaowai');
  await signIn(page, 'teacher');
  await page.goto(report.link());
  await page.getByRole('button', { name: '放进我的账号' }).click();
  await expect(page.getByText('您的私人链接')).toHaveCount(0);
  await page.goto('/zh/me');
  await expect(page.locator(`a[href="${report.path()}"]`)).toBeVisible();
});

test.describe('the code', () => {
  test('tells the stage word and nothing else, however it is typed', async ({ page }) => {
    await page.goto(demoReport('pest-taiyanggong').link());
    const code = /CY-\w{4}-\w{4}/.exec(await page.locator('main').innerText())![0];
    for (const typed of [code, code.toLowerCase(), code.slice(3), ` ${code.replaceAll('-', ' ')} `]) {
      await page.goto('/zh/reports');
      await page.getByRole('textbox', { name: '编号' }).fill(typed);
      await page.getByRole('button', { name: '查询' }).click();
      await expect(page.getByRole('status')).toContainText('办理中');
      await expect(page.getByRole('status')).toContainText(code);
    }
    await page.goto('/zh/reports?code=CY-2222-2222');
    await expect(page.locator('main')).toContainText('没有找到这个编号');
    await page.goto('/zh/reports?code=hello');
    await expect(page.locator('main')).toContainText('编号是 CY 加 8 个数字和字母');
  });

  test('cannot be guessed by trying', async ({ request }) => {
    const texts: string[] = [];
    for (let i = 0; i < 22; i++) texts.push(await (await request.get('/en/reports?code=CY-3333-3333')).text());
    expect(texts[0]).toContain('There is no such code.');
    expect(texts.at(-1)).toContain('That was too many look-ups.');
  });
});

test.describe('every state of a report', () => {
  const slugs = [
    'fume-new-guest',
    'odour-hujialou',
    'garden-jinzhan',
    'bar-sanlitun',
    'bins-overdue',
    'replant-wangjing',
    'site-again',
    'square-dance',
    'odour-no-information',
    'bins-same-place',
    'fight-redirected',
    'advert-refused',
    'smell-withdrawn',
    'leak-goes-on',
    'site-reinstated'
  ];
  for (const { lang, width, colorScheme } of [
    { lang: 'zh', width: 360, colorScheme: 'light' },
    { lang: 'en', width: 1280, colorScheme: 'dark' },
    { lang: 'en', width: 320, colorScheme: 'light' }
  ] as const)
    test(`is accessible and fits: ${lang}, ${width} px, ${colorScheme}`, async ({ page }) => {
      test.setTimeout(400_000);
      await page.setViewportSize({ width, height: 740 });
      await page.emulateMedia({ colorScheme });
      for (const slug of slugs) {
        expect((await page.goto(demoReport(slug).link(lang)))!.status(), slug).toBe(200);
        for (const summary of await page.locator('main summary').all()) await summary.click();
        await expect(heading(page)).toHaveCount(1);
        expect(await page.locator('main').innerText(), slug).not.toMatch(/(?<![@\w])[a-z_]+\.[a-z_]+(?!\w)|\{\{/);
        await expectNoSidewaysScroll(page);
        if (width !== 320) await expectAccessible(page);
      }
    });
});
