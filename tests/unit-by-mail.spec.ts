import { lettersTo, sendDueLetters } from './support/mail.ts';
import { demoReport } from './support/demoReports.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

// The office of 金盏 has no account. Its order is part of the demo, so nobody has to wait until a dispatch is final.
const office = 'jinzhan.office@demo.test';
const links = (text: string) => {
  const found = [...text.matchAll(/^· (.+)\n\s+(http\S+\/letters\/order\?token=\w+)$/gm)];
  return Object.fromEntries(found.map(([, words, href]) => [words!, href!]));
};

test('a unit without accounts takes a case on and answers it by the links of its letter, without JavaScript', async ({
  request,
  newVisitor
}) => {
  const page = await newVisitor({ javaScriptEnabled: false });
  await expect.poll(() => lettersTo(office).length, { timeout: 90_000 }).toBeGreaterThan(0);
  const letter = lettersTo(office).at(-1)!;
  expect(letter.subject).toContain('派单 CY-');
  expect(letter.headers).not.toHaveProperty('list-unsubscribe');
  const open = links(letter.text);
  expect(Object.keys(open)).toEqual(['看内容，承接办理', '提出派单异议', '答复反映人']);
  const [takeOn, object, answer] = Object.values(open) as [string, string, string];

  // A mail programme looks at every link, more than once. Nothing happens.
  for (const href of [takeOn, object, answer, takeOn]) expect((await request.get(href)).status()).toBe(200);

  await page.goto(answer);
  await expect(page.getByText('请先用邮件里的“承接办理”，再答复。')).toBeVisible();
  await expect(page.getByRole('button', { name: '答复反映人' })).toHaveCount(0);
  const seen = await page.goto(takeOn);
  expect(seen!.headers()['referrer-policy']).toBe('no-referrer');
  expect(seen!.headers()['cache-control']).toContain('no-store');
  await expect(page.getByRole('heading', { name: '反映内容' })).toBeVisible();
  const checked = await newVisitor();
  await checked.goto(takeOn);
  await expectAccessible(checked);
  await checked.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(checked);
  await checked.goto(object);
  await expectAccessible(checked);
  await page.getByRole('button', { name: '承接办理' }).click();
  await expect(page.getByRole('status')).toContainText('现在的状态：办理中');

  // The link has done its work: another visit shows nothing of the case, and says what to do.
  await page.goto(takeOn);
  await expect(page.getByText('这个链接已经用过。')).toBeVisible();
  await expect(page.getByText('反映内容')).toHaveCount(0);
  await expect(page.getByRole('button', { name: '要一封新的邮件' })).toBeVisible();

  // In English, with something missing first: nothing typed is lost.
  await page.goto(answer.replace('/zh/', '/en/'));
  const colleague = await newVisitor({ javaScriptEnabled: false });
  await colleague.goto(answer);
  await page.getByLabel('Your answer').fill('The waste has been taken away.');
  await page.getByRole('button', { name: 'Answer the reporter' }).click();
  await expect(page.getByRole('alert')).toContainText('kind of answer');
  await expect(page.getByLabel('Your answer')).toHaveValue('The waste has been taken away.');
  await page.getByLabel('Kind of answer').selectOption('fixed');
  await page.getByRole('button', { name: 'Answer the reporter' }).click();
  await expect(page.getByRole('status')).toContainText('The answer is with the reporter.');
  // A colleague who had the same letter open was writing too.
  await colleague.getByLabel('答复内容').fill('垃圾已清运，\n现场已复绿。');
  await colleague.getByLabel('答复类型').selectOption('fixed');
  await colleague.getByRole('button', { name: '答复反映人' }).click();
  await expect(colleague.getByRole('alert')).toContainText('这个链接已经用过。');
  await expect(colleague.getByText('现场已复绿。')).toBeVisible();
  await page.goto(object);
  await expect(page.getByText('这件现在的状态不能做这一步。')).toBeVisible();

  const reporter = await newVisitor();
  await reporter.goto(demoReport('garden-jinzhan').link('en'));
  await expect(reporter.getByText('The waste has been taken away.').first()).toBeVisible();

  // A link that nobody made.
  const forged = await page.goto(`/zh/letters/order?token=${'a'.repeat(64)}`);
  expect(forged!.status()).toBe(404);
  await expect(page.getByText('这个链接不完整')).toBeVisible();
});

test('an administrator says where a unit works; a moderator sees what stands still, and sends the order again', async ({
  page,
  newVisitor
}) => {
  // The office of 八里庄 is late with an order of the demo.
  const address = 'balizhuang.office@demo.test';
  await expect.poll(() => lettersTo(address).length, { timeout: 90_000 }).toBeGreaterThan(0);
  const before = Object.values(links(lettersTo(address).at(-1)!.text))[0]!;
  await signIn(page, 'moderator');
  await page.goto('/zh/console');
  await page.getByRole('link', { name: '单位', exact: true }).click();
  const still = page.getByRole('region', { name: '停着的派单' });
  await expect(still).toContainText('单位没有按时办理');
  await expect(page.locator('#unit-110105015')).toContainText('b***@demo.test');
  await expect(page.getByRole('link', { name: /^修改/ })).toHaveCount(0);
  await expectAccessible(page);
  await still.getByRole('link', { name: /八里庄/ }).click();
  const order = page.getByRole('region', { name: '派单邮件' });
  await expect(order).toContainText('已发出');
  await order.getByRole('button', { name: '再发一封' }).click();
  await expect(order.getByRole('status')).toContainText('新的邮件已排队');
  await expectAccessible(page);
  await sendDueLetters(page);
  await expect.poll(() => lettersTo(address).length, { timeout: 90_000 }).toBeGreaterThan(1);
  const office = await newVisitor({ javaScriptEnabled: false });
  await office.goto(before);
  await expect(office.getByText('后来又发过一封新的邮件')).toBeVisible();
  await office.goto(Object.values(links(lettersTo(address).at(-1)!.text))[0]!);
  await expect(office.getByRole('button', { name: '承接办理' })).toBeVisible();
  await page.goto('/zh/console/mail');
  await expect(page.getByText('没有停住的邮件。')).toBeVisible();

  const admin = await newVisitor({ javaScriptEnabled: false });
  await signIn(admin, 'admin', 'en');
  await admin.goto('/en/console');
  await admin.getByRole('link', { name: 'Units', exact: true }).click();
  await admin
    .locator('#unit-110105020')
    .getByRole('link', { name: /^Change/ })
    .click();
  await admin.getByLabel('By e-mail').check();
  await admin.getByLabel('The unit’s address').fill('airport office');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByRole('alert')).toContainText('whole e-mail address');
  await expect(admin.getByLabel('The unit’s address')).toHaveValue('airport office');
  await admin.getByLabel('The unit’s address').fill('airport@unit.example');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByRole('status')).toContainText('Saved.');
  const unit = admin.locator('#unit-110105020');
  await expect(unit).toContainText('airport@unit.example');
  await unit.getByText('Changes').click();
  await expect(unit).toContainText('changed to E-mail a***@unit.example · 管理员');
  await admin.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(admin);

  const publisher = await newVisitor();
  await signIn(publisher, 'publisher');
  for (const path of ['units', 'mail']) expect((await publisher.goto(`/zh/console/${path}`))!.status()).toBe(404);
});
