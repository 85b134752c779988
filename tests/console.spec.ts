import { randomUUID } from 'node:crypto';
import { keysReady, sendReport } from './support/sendReport.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

test.describe('who comes in', () => {
  test('a visitor is sent to sign in, and comes back', async ({ page }) => {
    await page.goto('/zh/console/queues/screen?urgent=1');
    await expect(page).toHaveURL(/\/zh\/sign-in\?next=/);
    await page.locator('input[name=email]').fill('moderator@demo.test');
    await page.locator('input[name=password]').fill('chaoyang-demo');
    await page.locator('form:has(input[name=password]) button[type=submit]').first().click();
    await expect(page).toHaveURL(/\/zh\/console\/queues\/screen\?urgent=1$/);
  });

  for (const person of ['resident', 'organizer', 'teacher'] as const)
    test(`a ${person} is told nothing`, async ({ page }) => {
      await signIn(page, person);
      for (const path of ['', '/queues/screen', '/reports', `/reports/${randomUUID()}`])
        expect((await page.goto(`/zh/console${path}`))!.status(), path).toBe(404);
    });

  test('a handler sees the own unit, and no case or queue of others', async ({ page, newVisitor }) => {
    const moderator = await newVisitor();
    await signIn(moderator, 'moderator');
    const { id } = await sendReport(moderator, { subdistrict: '110105004', landmark: '三里屯路 1 号' });
    await signIn(page, 'handler');
    await page.goto('/zh/console');
    await expect(page.getByRole('main')).toContainText('麦子店街道办事处');
    expect((await page.goto(`/zh/console/reports/${id}`))!.status()).toBe(404);
    expect((await page.goto('/zh/console/queues/screen'))!.status()).toBe(404);
  });
});

test('a moderator cannot move a report of their own', async ({ page }) => {
  await signIn(page, 'moderator');
  const { id } = await sendReport(page);
  await page.goto(`/zh/console/reports/${id}`);
  await expect(page.getByText('这件现在没有您可以做的步骤。')).toBeVisible();
  await page.goto(`/zh/console/reports/${id}?act=refuse`);
  await expect(page.locator('#act').getByRole('button')).toHaveCount(0);
});

test('a list is narrowed in its address and leads on to the next case', async ({ page }) => {
  await signIn(page, 'moderator', 'en');
  await page.goto('/en/console/queues/all_open');
  await page.getByText('Filters', { exact: true }).click();
  await page.getByLabel('Category group').selectOption('noise');
  await page.getByLabel('Subdistrict').selectOption('110105012');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/group=noise/);
  await expect(page).toHaveURL(/subdistrict=110105012/);
  const rows = page.locator('[data-row]');
  await expect(rows.filter({ hasNotText: 'Maizidian' })).toHaveCount(0);
  await expect(rows).not.toHaveCount(0);
  await page.goto('/en/console/queues/all_open?overdue=1');
  await expect(rows.filter({ hasNotText: 'Overdue' })).toHaveCount(0);
  await expect(rows).not.toHaveCount(0);
});

test('a code opens its case however it is typed', async ({ page }) => {
  await signIn(page, 'moderator');
  const { id } = await sendReport(page);
  await page.goto(`/zh/console/reports/${id}`);
  const code = (await page.title()).split(' ')[0]!;
  await page.goto(`/zh/console`);
  await page.getByRole('search').getByRole('textbox').fill(code.toLowerCase().replaceAll('-', ' '));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(id));
  await page.goto('/zh/console/reports?code=CY-2222-2222');
  await expect(page.getByText('没有找到这个编号')).toBeVisible();
});

test('what was just done is taken back, exactly', async ({ page, newVisitor }) => {
  const { id } = await sendReport(await newVisitor());
  await signIn(page, 'moderator');
  await page.goto(`/zh/console/reports/${id}?queue=screen`);
  await keysReady(page);
  await page.keyboard.press('a');
  await expect(page.locator('article header')).toContainText('已受理');
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.locator('article header')).toContainText('已收到');
  await expect(page.getByText('已撤销，恢复到之前的样子。')).toBeVisible();
  await expect(page.locator('li.undone')).toContainText('受理');
});

test('the same form posted twice does no harm', async ({ page, newVisitor, baseURL }) => {
  const { id } = await sendReport(await newVisitor());
  await signIn(page, 'moderator');
  await page.goto(`/zh/console/reports/${id}`);
  const form = {
    move: 'accept',
    version: await page.locator('[name=version]').first().inputValue(),
    seen: '',
    next: ''
  };
  form.seen = await page.locator('[name=seen]').first().inputValue();
  for (const time of ['once', 'twice']) {
    const answer = await page.request.post(`/zh/console/reports/${id}?/move`, {
      form,
      headers: { origin: baseURL!, accept: 'text/html' },
      maxRedirects: 0
    });
    expect(answer.status(), time).toBe(303);
  }
  await page.reload();
  await expect(page.locator('ol li', { hasText: '受理' })).toHaveCount(1);
});

test('two people at once: the second sees what the first did, keeps the words and decides', async ({
  page,
  newVisitor
}) => {
  const { id } = await sendReport(await newVisitor());
  const second = await newVisitor();
  await signIn(page, 'moderator');
  await signIn(second, 'moderator2');
  await second.goto(`/zh/console/reports/${id}?act=refuse`);
  await second.locator('[name=public_text]').fill('这不属于我们受理的范围，请拨打 12345。');
  await page.goto(`/zh/console/reports/${id}`);
  await keysReady(page);
  await page.keyboard.press('a');
  await expect(page.locator('article header')).toContainText('已受理');

  await second.locator('#act').getByRole('button', { name: '不予受理' }).click();
  const conflict = second.getByRole('alert');
  await expect(conflict).toContainText('别人先动了这一件');
  await expect(conflict).toContainText('受理');
  await expect(conflict).toContainText('审核员甲');
  await expect(second.locator('[name=public_text]')).toHaveValue('这不属于我们受理的范围，请拨打 12345。');
  await expectAccessible(second);
  await second.getByRole('button', { name: '照样提交我的' }).click();
  await expect(second.locator('article header')).toContainText('不予受理');

  // The first goes on from there: a note can be added to a refused case.
  await page.goto(`/zh/console/reports/${id}?act=add_note`);
  await page.locator('[name=internal_text]').fill('已电话说明。');
  await page.locator('#act').getByRole('button', { name: '加备注' }).click();
  await expect(page.locator('article')).toContainText('已电话说明。');
});

test('what is typed and chosen before the script of a form comes is kept', async ({ page, newVisitor }) => {
  const { id } = await sendReport(await newVisitor());
  await signIn(page, 'moderator');
  await page.goto(`/zh/console/reports/${id}?queue=screen`);
  await page.getByRole('button', { name: /受理/ }).first().click();
  await expect(page.locator('article header')).toContainText('已受理');
  let free = () => {};
  const held = new Promise<void>((resolve) => (free = resolve));
  await page.route('**/_app/immutable/**/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`/zh/console/reports/${id}?act=dispatch`, { waitUntil: 'commit' });
  await page.getByLabel('主办单位').selectOption('110105001');
  await page.locator('[name=assists]').nth(1).check();
  await page.locator('[name=limit_days]').fill('7');
  await page.locator('[name=internal_text]').evaluate((area: HTMLTextAreaElement) => (area.value = '请尽快。'));
  free();
  await keysReady(page);
  await expect(page.getByLabel('主办单位')).toHaveValue('110105001');
  await expect(page.locator('[name=assists]').nth(1)).toBeChecked();
  await expect(page.locator('[name=limit_days]')).toHaveValue('7');
  await expect(page.locator('[name=internal_text]')).toHaveValue('请尽快。');
});

test('a step that is no longer open keeps the words and can only be left', async ({ page, newVisitor }) => {
  const { id } = await sendReport(await newVisitor());
  const second = await newVisitor();
  await signIn(page, 'moderator');
  await signIn(second, 'moderator2');
  await second.goto(`/zh/console/reports/${id}?act=refuse`);
  await second.locator('[name=public_text]').fill('请拨打 12345。');
  await page.goto(`/zh/console/reports/${id}?act=redirect`);
  await page.getByLabel('转到哪里').selectOption('12345');
  await page.locator('[name=public_text]').fill('请拨打 12345 市民热线。');
  await page.locator('#act').getByRole('button', { name: '转其他渠道' }).click();
  await expect(page.locator('article header')).toContainText('已转其他渠道');

  await second.locator('#act').getByRole('button', { name: '不予受理' }).click();
  await expect(second.getByRole('alert')).toContainText('已经不能做了');
  await expect(second.locator('[name=public_text]')).toHaveValue('请拨打 12345。');
  await expect(second.getByRole('button', { name: '照样提交我的' })).toHaveCount(0);
  await second.getByRole('link', { name: '不提交了' }).click();
  await expect(second.locator('#act')).toHaveCount(0);
});

test('the keys lead through a queue, and mean nothing while somebody types', async ({ page, newVisitor }) => {
  // In an area where no other test moves anything: a case that moved meanwhile would have no such step.
  const area = { subdistrict: '110105040', landmark: '村口' };
  const guest = await newVisitor();
  await sendReport(guest, area);
  await sendReport(guest, area);
  await signIn(page, 'moderator');
  await page.goto(`/zh/console/queues/screen?subdistrict=${area.subdistrict}`);
  const rows = page.locator('[data-row]');
  await keysReady(page);
  await page.keyboard.press('j');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/\/console\/reports\/.*queue=screen/);
  // The address changes before the case is there.
  const shown = page.locator('[data-case]');
  const first = (await shown.getAttribute('data-case'))!;
  await page.keyboard.press('j');
  await expect(shown).not.toHaveAttribute('data-case', first);
  await page.keyboard.press('x');
  await expect(page.getByRole('heading', { name: '不予受理', level: 2 })).toBeVisible();
  await page.locator('[name=public_text]').click();
  await page.keyboard.type('jkarmdx?');
  await expect(page.locator('[name=public_text]')).toHaveValue('jkarmdx?');
  await page.locator('h1').click();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog');
  await expect(help).toContainText('下一件、上一件');
  await expectAccessible(page);
  await help.getByLabel('在这台设备上使用单键快捷键').uncheck();
  await page.keyboard.press('Escape');
  await page.goto('/zh/console/queues/screen');
  await expect(page.getByRole('button', { name: '按键' })).toBeVisible();
  await page.keyboard.press('j');
  await expect(rows.nth(0)).not.toBeFocused();
});

test('a case is screened and dispatched by keyboard alone', async ({ page, newVisitor }) => {
  const { id } = await sendReport(await newVisitor());
  await signIn(page, 'moderator');
  await page.goto(`/zh/console/reports/${id}?queue=dispatch`);
  await keysReady(page);
  await page.keyboard.press('a');
  await expect(page.locator('article header')).toContainText('已受理');
  await page.keyboard.press('d');
  await expect(page.getByRole('heading', { name: '派单', level: 2 })).toBeVisible();
  // The form that a key opened is where the next Tab goes; one that was quicker than the way there went elsewhere.
  const inForm = page.locator('#act').locator(':focus');
  await page.keyboard.press('Tab');
  if ((await inForm.count()) === 0) await page.keyboard.press('Tab');
  await expect(inForm).toHaveCount(1);
  const send = page.locator('#act').getByRole('button', { name: '派单' });
  for (let i = 0; i < 40 && !(await send.evaluate((button) => button === document.activeElement)); i++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('article header')).toContainText('已派单');
  await page.keyboard.press('z');
  await expect(page.locator('article header')).toContainText('已受理');
});

test('a contact is shown to staff only with a reason, which is written down', async ({ page, newVisitor }) => {
  const { id } = await sendReport(await newVisitor(), { contact_phone: '13812345678' });
  await signIn(page, 'moderator');
  // Somebody quick types before the scripts are there, and loses nothing when they come.
  const { promise: typed, resolve: goOn } = Promise.withResolvers<void>();
  await page.route(/_app\/immutable\/.*\.js$/, async (route) => {
    await typed;
    await route.continue();
  });
  await page.goto(`/zh/console/reports/${id}`, { waitUntil: 'commit' });
  const context = page.locator('.context');
  await expect(context).toContainText('138****5678');
  await expect(context).not.toContainText('13812345678');
  await context.getByText('查看完整联系方式').click();
  await context.getByLabel('为什么要看').fill('核对具体楼号');
  goOn();
  await keysReady(page);
  await expect(context.getByLabel('为什么要看')).toHaveValue('核对具体楼号');
  await context.getByRole('button', { name: '查看并记录' }).click();
  await expect(context).toContainText('13812345678');
  await page.goto(`/zh/console/reports/${id}`);
  await expect(context).not.toContainText('13812345678');
  await expect(context).toContainText('核对具体楼号');
});

test('a ready sentence is put after what is typed, in the language that is chosen', async ({ page, newVisitor }) => {
  const { id } = await sendReport(await newVisitor());
  await signIn(page, 'moderator');
  await page.goto(`/zh/console/reports/${id}?act=refuse`);
  await page.locator('[name=public_text]').fill('您好。');
  await page.getByText('常用语', { exact: true }).click();
  await page
    .getByRole('button', { name: /English/ })
    .first()
    .click();
  await expect(page.locator('[name=public_text]')).toHaveValue(/^您好。\n[A-Z]/);
  await expect(page.getByLabel('English', { exact: true })).toBeChecked();
});

test('a handler puts a case off, is told what is left, and objects to what is not theirs', async ({
  page,
  newVisitor
}) => {
  const moderator = await newVisitor();
  const { id } = await sendReport(await newVisitor());
  await signIn(moderator, 'moderator');
  await moderator.goto(`/zh/console/reports/${id}`);
  await moderator.getByRole('button', { name: '受理', exact: true }).click();
  await moderator.getByRole('link', { name: '派单', exact: true }).click();
  await moderator.locator('#act').getByRole('button', { name: '派单' }).click();
  await expect(moderator.locator('article header')).toContainText('已派单');

  await signIn(page, 'handler');
  await page.goto(`/zh/console/reports/${id}`);
  await page.getByRole('button', { name: '接单', exact: true }).click();
  await expect(page.locator('article header')).toContainText('办理中');
  await page.getByRole('link', { name: '阶段性答复', exact: true }).click();
  const form = page.locator('#act');
  await expect(form).toContainText('还可以延期 2 次，共 60 个工作日');
  await form.locator('[name=public_text]').fill('需要等配件。');
  await form.locator('[name=until]').fill('2020-01-01');
  await form.getByRole('button', { name: '阶段性答复' }).click();
  await expect(page.locator('#until-error')).toBeVisible();
  await expect(form.locator('[name=public_text]')).toHaveValue('需要等配件。');
  await form.getByRole('link', { name: '取消' }).click();

  await page.getByRole('link', { name: '派单异议', exact: true }).click();
  await form.locator('[name=internal_text]').fill('点位在左家庄。');
  await form.getByRole('button', { name: '派单异议' }).click();
  await expect(page.locator('article header')).toContainText('派单异议');

  await moderator.goto(`/zh/console/reports/${id}?queue=dispatch&act=dispatch`);
  await expect(moderator.locator('article')).toContainText('点位在左家庄。');
  await moderator.getByLabel('主办单位').selectOption('ecology');
  await moderator.locator('#act').getByRole('button', { name: '派单' }).click();
  await expect(moderator.locator('article header')).toContainText('朝阳区生态环境局');
  // Whoever no longer has the case no longer sees it.
  expect((await page.goto(`/zh/console/reports/${id}`))!.status()).toBe(404);
});

test('public words get their other language, and another case is named by its code', async ({ page, newVisitor }) => {
  const guest = await newVisitor();
  const target = await sendReport(guest);
  const { id } = await sendReport(guest);
  await signIn(page, 'moderator');
  await page.goto(`/zh/console/reports/${target.id}`);
  const code = (await page.title()).split(' ')[0]!;
  await page.goto(`/zh/console/reports/${id}?act=merge`);
  await page.locator('[name=target_code]').fill('CY-2222-2222');
  await page.locator('[name=public_text]').fill('与另一件是同一个问题，一起办理。');
  await page.locator('#act').getByRole('button', { name: '并案' }).click();
  await expect(page.locator('#target_code-error, #target-error').first()).toContainText('没有找到这个编号');
  await page.locator('[name=target_code]').fill(code);
  await page.locator('#act').getByRole('button', { name: '并案' }).click();
  await expect(page.locator('article header')).toContainText('并案办理');
  await expect(page.locator('.context')).toContainText(code);
  await page.getByRole('link', { name: '补充译文' }).click();
  await page.locator('[name=public_text_translation]').fill('The same problem as another case; handled together.');
  await page.locator('#act').getByRole('button', { name: '补充译文' }).click();
  await expect(page.locator('article')).toContainText('公开答复的译文');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a case is asked about, refused with words, taken back and accepted', async ({ page, newVisitor }) => {
    const { id } = await sendReport(await newVisitor({}), { contact_email: 'lin@example.org' });
    await signIn(page, 'moderator');
    await page.goto('/zh/console/queues/screen');
    await page.locator(`[data-row="${id}"]`).click();
    await page.getByRole('link', { name: '不予受理' }).click();
    await page.getByText('另加邮件附言或工作备注').click();
    await page.locator('[name=internal_text]').fill('先问过同事');
    await page.locator('#act').getByRole('button', { name: '不予受理' }).click();

    // Nothing typed is lost, and the sentence stands at the field and in the summary.
    await expect(page.getByRole('alert').first()).toContainText('公开答复');
    await expect(page.locator('[name=internal_text]')).toHaveValue('先问过同事');
    await page.getByText('常用语', { exact: true }).click();
    await page.getByRole('button', { name: /中文/ }).first().click();
    await expect(page.locator('[name=public_text]')).not.toHaveValue('');
    await expect(page.locator('[name=internal_text]')).toHaveValue('先问过同事');
    await page.locator('#act').getByRole('button', { name: '不予受理' }).click();
    await expect(page.locator('article header')).toContainText('不予受理');

    await page.getByRole('button', { name: '撤销' }).click();
    await expect(page.locator('article header')).toContainText('已收到');
    await page.getByRole('button', { name: '受理', exact: true }).click();
    await expect(page.locator('article header')).toContainText('已受理');
    await expect(page.getByRole('link', { name: '下一件' }).or(page.getByText('这个队列没有下一件了'))).toBeVisible();
  });
});

for (const { lang, width, scheme } of [
  { lang: 'zh', width: 360, scheme: 'light' },
  { lang: 'zh', width: 1280, scheme: 'dark' },
  { lang: 'en', width: 1280, scheme: 'light' },
  { lang: 'en', width: 360, scheme: 'dark' }
] as const)
  test(`every form of a step is accessible and fits (${lang}, ${width} px, ${scheme})`, async ({ newVisitor }) => {
    const page = await newVisitor({ viewport: { width, height: 800 }, colorScheme: scheme });
    await signIn(page, 'moderator', lang);
    for (const [queue, acts] of [
      ['screen', ['', 'ask', 'redirect', 'merge', 'mark_urgent']],
      ['dispatch', ['dispatch']],
      ['callback', ['record_callback', 'return_answer']]
    ] as const) {
      await page.goto(`/${lang}/console/queues/${queue}`);
      const href = (await page.locator('[data-row]').first().getAttribute('href'))!;
      for (const act of acts) {
        await page.goto(act ? `${href}&act=${act}` : href);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    }
  });
