import { lettersTo, sendDueLetters } from './support/mail.ts';
import { sendReport } from './support/sendReport.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, setClock, signIn, test } from './support/test.ts';

const address = () => `${crypto.randomUUID().slice(0, 13)}@example.org`;

test('a guest who left an address hears of an accepted report, without a word of it, and can stop the letters', async ({
  page,
  newVisitor
}) => {
  const to = address();
  const { id } = await sendReport(page, { contact_email: to, description: '青鸟的秘密', landmark: '青鸟楼下' });
  const moderator = await newVisitor();
  await signIn(moderator, 'moderator');
  await moderator.goto(`/zh/console/reports/${id}`);
  await moderator.getByRole('button', { name: /受理/ }).first().click();
  await expect(moderator.getByText('已受理').first()).toBeVisible();
  await sendDueLetters(page);
  expect(lettersTo(to), 'nothing before it is final').toEqual([]);
  await setClock(page, 125); // it can be undone for two minutes
  await sendDueLetters(page);
  expect(lettersTo(to)).toHaveLength(1);

  const [letter] = lettersTo(to);
  expect(letter!.subject).toContain('已经受理');
  expect(`${letter!.text}${letter!.html}`).not.toContain('青鸟');
  expect(letter!.text).toContain(`/zh/reports/${id}`);
  expect(letter!.text).not.toContain('key=');
  expect(letter!.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');

  const stop = /<([^>]+)>/.exec(letter!.headers['list-unsubscribe']!)![1]!;
  const reader = await newVisitor({ javaScriptEnabled: false });
  await reader.goto(stop);
  await reader.getByRole('button', { name: '停止发送' }).click();
  await expect(reader.getByRole('status')).toContainText('已经停止');
  await reader.goto(stop);
  await expect(reader.getByText('已经停止')).toBeVisible();
});

test('a mail programme stops letters with one POST, and a link that we did not make stops nothing', async ({
  page,
  request
}) => {
  const answer = await request.post('/zh/letters/stop?token=notices.x.y', {
    form: { 'List-Unsubscribe': 'One-Click' }
  });
  expect(answer.status()).toBe(404);
  const found = await page.goto('/en/letters/stop?token=x');
  expect(found!.status()).toBe(404);
});

test('in the demo the letters can be read, newest first', async ({ page }) => {
  await page.goto('/dev/mail');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  for (const name of ['..%2Fkeys', 'x', '2026-01-01T00-00-00-000Z-00000000-0000-4000-8000-000000000000'])
    expect((await page.goto(`/dev/mail/${name}`))!.status()).toBe(404);
});
