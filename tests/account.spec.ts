import type { Page } from '@playwright/test';
import { demoReport } from './support/demoReports.ts';
import { codeTo } from './support/mail.ts';
import { demoPassword, expect, expectAccessible, signInByForm, test } from './support/test.ts';

const someone = () => `${crypto.randomUUID().slice(0, 13)}@example.org`;
const password = 'quiet herons by the lake';

/** The code that was sent to the address, as its reader types it. */
async function confirm(page: Page, email: string) {
  await page.getByLabel('验证码').fill(await codeTo(email));
  await page.getByRole('button', { name: '完成注册' }).click();
}

async function fillSignUp(page: Page, { email = someone(), age = '我已满 14 周岁' } = {}) {
  await page.goto('/zh/sign-up');
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码').fill(password);
  await page.getByLabel('怎么称呼您').fill('小林');
  await page.getByLabel(age).check();
  return email;
}

test('a guest signs up, signs in, and the report from this phone joins the account', async ({ page, newVisitor }) => {
  const report = demoReport('bins-wangjing');
  await page.goto(report.link());
  await page.goto('/zh/me');
  await expect(page.getByRole('link', { name: '垃圾桶满溢' })).toBeVisible();

  const email = await fillSignUp(page);
  for (const box of await page.getByRole('checkbox').all()) await expect(box).not.toBeChecked();
  await page.getByLabel('用邮件告诉我进展').check();
  await page.getByRole('button', { name: '注册' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('请查收邮件');
  await expect(page.locator('main')).toContainText(email);
  await confirm(page, email);

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('小林，您好');
  await expect(page.getByText('这台手机上还有 1 件')).toBeVisible();
  await page.getByRole('button', { name: '都放进我的账号' }).click();
  await expect(page.getByText('1 件反映已经放进您的账号。')).toBeVisible();
  await page.getByRole('link', { name: '垃圾桶满溢' }).click();
  await expect(page).toHaveURL(report.path());
  await expect(page.getByText('留好这个链接')).toHaveCount(0);

  await page.goto('/zh/me/data');
  await expect(page.getByLabel('用邮件告诉我进展')).toBeChecked();
  await expect(page.getByLabel('邀请我评价这个服务')).not.toBeChecked();

  // The old link opens nothing any more, and after signing out neither does the address.
  const finder = await newVisitor();
  await finder.goto(report.link());
  await expect(finder.getByRole('heading', { level: 1 }), 'what the public may see').toHaveText('垃圾桶满溢');
  await expect(finder.getByText('我当时填的')).toHaveCount(0);
  await page.goto('/zh/sign-out');
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL('/zh');
  await page.goto(report.path());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('垃圾桶满溢');
  await expect(page.getByText('我当时填的')).toHaveCount(0);
});

test('signing out closes a private report', async ({ page }) => {
  const { path } = demoReport('upstairs-steps');
  await signInByForm(page, 'resident');
  expect((await page.goto(path()))!.status()).toBe(200);
  await page.goto('/zh/sign-out');
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL('/zh');
  expect((await page.goto(path()))!.status()).toBe(404);
});

test('the session is out of reach of scripts', async ({ page, context }) => {
  await signInByForm(page, 'resident');
  const session = (await context.cookies()).filter(({ name }) => name.startsWith('session'));
  expect(session.length).toBeGreaterThan(0);
  for (const cookie of session) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
});

test('a child is refused kindly, and nothing is kept', async ({ page }) => {
  const email = await fillSignUp(page, { age: '我未满 14 周岁' });
  await page.getByRole('button', { name: '注册' }).click();
  await expect(page.locator('main')).toContainText('谢谢你关心身边的环境');
  await expect(page.locator('main')).toContainText('请爸爸妈妈或其他监护人');
  await expect(page.locator('main')).not.toContainText(email);
  await expectAccessible(page);

  await page.goto('/zh/sign-in');
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toContainText('邮箱或密码不对');
});

test('what is missing is said once above and once at the field, and only the password is asked again', async ({
  newVisitor
}) => {
  const page = await newVisitor({ javaScriptEnabled: false });
  const answer = await page.request.get('/en/sign-up');
  expect(answer.status()).toBe(200);
  await page.goto('/en/sign-up');
  // Without the browser's own check, as an old one would post it.
  await page.locator('form:has(input[name=password])').evaluate((form) => form.setAttribute('novalidate', ''));
  await page.getByLabel('What shall we call you?').fill('Mei');
  await page.getByLabel('Password').fill('12345678');
  await page.getByRole('button', { name: 'Sign up' }).click();
  const summary = page.getByRole('alert');
  await expect(summary.getByRole('link')).toHaveText([
    'Please give your e-mail.',
    'Please choose whether you are 14 or older.'
  ]);
  await expect(page.getByLabel('What shall we call you?')).toHaveValue('Mei');
  await expect(page.getByLabel('Password')).toHaveValue('');
});

test('an e-mail that has an account gets the same answer as a new one', async ({ page, request, baseURL }) => {
  /** What the cookie holds, without what differs from person to person. */
  const sealed = (whole: string, name: string) => {
    const text = Buffer.from(whole.slice(name.length).split('.')[0]!, 'base64url').toString('utf8');
    return (
      name +
      text
        .replace(/"email":"[^"]+"/, 'EMAIL')
        .replace(/"made":"[0-9a-f-]{36}"/, 'MADE')
        .replace(/\d+}$/, '}')
    );
  };
  const post = async (email: string) => {
    const answer = await request.post('/en/sign-up', {
      headers: { origin: baseURL! },
      form: { email, password, display_name: 'Mei', lang: 'en', age: '14' },
      maxRedirects: 0
    });
    const cookies = answer
      .headersArray()
      .filter(({ name }) => name.toLowerCase() === 'set-cookie')
      .map(({ value }) => value.replace(/flow-\w{32}/, 'flow').replace(/^(code=)[^;]+/, sealed))
      .sort();
    const text = (await answer.text()).replaceAll(email, 'EMAIL').replace(/nonce[-="]+[\w+/=]+|sveltekit_\w+/g, '');
    return { status: answer.status(), to: answer.headers()['location'], cookies, text };
  };
  const fresh = await post(someone());
  const taken = await post('resident@demo.test');
  expect(taken).toEqual(fresh);
  // The password of the account that was there is unchanged.
  await signInByForm(page, 'resident');
});

test('unknown address and wrong password sound the same, and guessing ends', async ({ page }) => {
  const attempt = async (email: string) => {
    await page.goto('/en/sign-in');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await expect(page.getByLabel('E-mail')).toHaveValue(email);
    await expect(page.getByLabel('Password')).toHaveValue('');
    return page.getByRole('alert').innerText();
  };
  const unknown = await attempt(someone());
  expect(await attempt('teacher@demo.test')).toBe(unknown);
  expect(unknown).toContain('The e-mail or the password does not match.');
  for (let i = 0; i < 9; i++) await attempt('teacher@demo.test');
  expect(await attempt('teacher@demo.test')).toMatch(/too many tries.*wait \d+ min/);
});

test('signing in leads back to the page that asked, and never off the site', async ({ page }) => {
  for (const next of ['https://evil.test', '//evil.test', '/\\evil.test', '/zh/..//evil.test', '/zh/sign-out']) {
    await page.goto(`/zh/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel('邮箱').fill('organizer@demo.test');
    await page.getByLabel('密码').fill(demoPassword);
    await page.getByRole('button', { name: '登录' }).click();
    await page.waitForURL('/zh/me');
    await page.context().clearCookies();
  }
  await page.goto('/zh/me/inbox');
  await page.getByLabel('邮箱').fill('organizer@demo.test');
  await page.getByLabel('密码').fill(demoPassword);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL('/zh/me/inbox');
});

test('a demo person is filled in with one tap, also without JavaScript', async ({ newVisitor }) => {
  const page = await newVisitor({ javaScriptEnabled: false });
  await page.goto('/zh/sign-in?next=%2Fzh%2Freports');
  await page.getByRole('button', { name: /^填入 居民/ }).click();
  await expect(page.getByLabel('邮箱')).toHaveValue('resident@demo.test');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL('/zh/reports');
});

test('the inbox tells what happened, opens the report and then counts it as read', async ({ page }) => {
  await signInByForm(page, 'resident', 'en');
  await page.goto('/en/me/inbox');
  const unread = page.getByRole('region', { name: 'Unread' });
  const id = await unread.locator('[name=id]').first().inputValue();
  const opened = unread.locator(`li:has([name=id][value="${id}"])`);
  await opened.getByRole('button').click();
  await page.waitForURL(/\/en\/reports\/[0-9a-f-]{36}$/);
  await page.goto('/en/me/inbox');
  await expect(page.locator(`[name=id][value="${id}"]`)).toHaveCount(1);
  await expect(opened).toHaveCount(0);
  const all = page.getByRole('button', { name: 'Mark all as read' });
  if (await all.isVisible()) {
    await all.click();
    await expect(page.getByRole('status').first()).toBeVisible();
  }
  await page.goto('/en/me');
  await expect(page.getByText(/\d+ unread/)).toHaveCount(0);
});

test('name, language and consents can be changed at any time', async ({ page }) => {
  const email = await fillSignUp(page);
  await page.getByRole('button', { name: '注册' }).click();
  await confirm(page, email);
  await page.waitForURL('/zh/me');
  await page.goto('/zh/me/data');
  await expect(page.locator('main')).toContainText(email);
  await page.getByLabel('怎么称呼您').fill('  ');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('请告诉我们怎么称呼您');
  await page.getByLabel('怎么称呼您').fill('林老师');
  await page.getByLabel('English').check();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('已保存。')).toBeVisible();
  await page.getByLabel('邀请我评价这个服务').check();
  await page.getByRole('button', { name: '保存选择' }).click();
  await expect(page).toHaveURL(/\/consents/);
  await page.goto('/zh/me/data');
  await expect(page.getByLabel('邀请我评价这个服务')).toBeChecked();
  await page.getByLabel('邀请我评价这个服务').uncheck();
  await page.getByRole('button', { name: '保存选择' }).click();
  await page.locator('summary', { hasText: '同意和撤回的记录' }).click();
  await expect(page.locator('details', { hasText: '同意和撤回的记录' })).toContainText('撤回');
  await page.goto('/zh/me');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('林老师，您好');
});

test('this phone forgets what it knew, after a warning', async ({ page }) => {
  const report = demoReport('horns-airport-new');
  await page.goto(report.link('en'));
  await page.goto('/en/me');
  await page.locator('summary', { hasText: 'Forget this phone' }).click();
  await expect(page.locator('main')).toContainText('can never be opened again');
  await page.getByLabel(/I understand/).check();
  await page.getByRole('button', { name: 'Forget this phone' }).click();
  await expect(page.getByText('This phone has forgotten it all.')).toBeVisible();
  expect((await page.goto(report.path('en')))!.status()).toBe(404);
});

test('what was not sent is named and asked about, and then nothing is left on the phone without the header either', async ({
  page
}) => {
  // No answer comes, and so no header that asks the browser to forget; WeChat's does not know it anyway.
  const sent: string[] = [];
  await page.route('**/me?/forget', async (route) => {
    sent.push(route.request().postData() ?? '');
    await route.fulfill({ status: 204 });
  });
  await page.goto('/zh/reports/new?category=air.fume');
  await expect(page.locator('[aria-current=step]')).toBeVisible();
  await page.getByLabel('街道或地区').selectOption('110105012');
  await page.getByLabel('地址或附近的地标').fill('枣营路 18 号楼下');
  const stores = () =>
    page.evaluate(async () => [
      ...(await indexedDB.databases()).map(({ name }) => name),
      ...(await caches.keys()),
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage)
    ]);
  // Words are kept a moment after they were typed.
  const drafts = () =>
    page.evaluate(async () => {
      if (!(await indexedDB.databases()).some(({ name }) => name === 'chaoyang')) return '';
      return new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('chaoyang');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction('drafts').objectStore('drafts').getAll();
          all.onsuccess = () => resolve(JSON.stringify(all.result));
          opening.result.close(); // once they are read
        };
      });
    });
  await expect.poll(drafts).toContain('枣营路 18 号楼下');
  await page.evaluate(async () => (await caches.open('pages')).add('/zh/about'));

  await page.goto('/zh/me');
  await page.locator('summary', { hasText: '让这台手机忘掉' }).click();
  const asked = page.locator('[data-forget]');
  await expect(asked.getByRole('listitem')).toContainText('枣营路 18 号楼下');
  await page.getByLabel('我明白').check();
  await page.getByRole('button', { name: '让这台手机忘掉' }).click();
  expect(await stores(), 'nothing is erased before the second tick').toContain('chaoyang');
  await expectAccessible(page);
  await page.getByLabel('一起删掉').check();
  await page.getByRole('button', { name: '让这台手机忘掉' }).click();
  await expect.poll(() => sent).toEqual(['confirm=on']);
  expect(await stores()).toEqual([]);
});

for (const [path, button] of [
  ['/zh/sign-out', '退出登录'],
  ['/zh/me/security', '退出所有设备']
] as const)
  test(`the lists on this phone go with the account at ${path}, without the header either`, async ({ page }) => {
    await signInByForm(page, 'resident');
    await page.goto('/zh/offline/reports?keep=district');
    await expect(page.getByRole('main').getByRole('status')).toHaveText('清单已经存进这部手机。');
    const sent: string[] = [];
    await page.route(new RegExp(`${path}(\\?|$)`), async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      sent.push(path);
      await route.fulfill({ status: 204 });
    });
    await page.goto(path);
    const databases = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    expect(await databases()).toContain('chaoyang');
    await page.getByRole('button', { name: button }).click();
    await expect.poll(() => sent).toEqual([path]);
    expect(await databases()).toEqual([]);
  });

test('staff find the way to the console', async ({ page }) => {
  await signInByForm(page, 'moderator');
  await page.goto('/zh/me');
  await expect(page.getByRole('navigation', { name: '我的分区' }).getByRole('link', { name: '工作台' })).toBeVisible();
});
