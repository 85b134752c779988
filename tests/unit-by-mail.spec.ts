import { lettersTo } from './support/mail.ts';
import { demoReport } from './support/demoReports.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

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
  await expect.poll(() => lettersTo(office).length, { timeout: 30_000 }).toBeGreaterThan(0);
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
  await page.getByLabel('Your answer').fill('The waste has been taken away.');
  await page.getByRole('button', { name: 'Answer the reporter' }).click();
  await expect(page.getByRole('alert')).toContainText('kind of answer');
  await expect(page.getByLabel('Your answer')).toHaveValue('The waste has been taken away.');
  await page.getByLabel('Kind of answer').selectOption('fixed');
  await page.getByRole('button', { name: 'Answer the reporter' }).click();
  await expect(page.getByRole('status')).toContainText('The answer is with the reporter.');
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
