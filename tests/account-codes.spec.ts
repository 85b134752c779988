import type { Page } from '@playwright/test';
import { codesTo, codeTo, lettersTo, sendDueLetters } from './support/mail.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, setClock, test } from './support/test.ts';

const someone = () => `${crypto.randomUUID().slice(0, 13)}@example.org`;
const password = 'quiet herons by the lake';
const another = 'four poplars near the gate';

/** A new account, with a browser that is signed in to it. */
async function join(page: Page, email = someone()) {
  await page.goto('/en/sign-up');
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByLabel('What shall we call you?').fill('Mei');
  await page.getByLabel('I am 14 or older').check();
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByLabel('Code', { exact: true }).fill(await codeTo(email));
  await page.getByRole('button', { name: 'Finish signing up' }).click();
  await page.waitForURL('/en/me');
  return email;
}

async function signInWith(page: Page, email: string, secret: string) {
  await page.goto('/en/sign-in');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function askCode(page: Page, email: string, from = '/en/sign-in') {
  await page.goto(from);
  await page.locator('input[name=email]').fill(email);
  await page.locator('button[value=code]').click();
  await page.waitForURL(/\/sign-in\/code/);
}

// Accounts of long ago: who confirms the address and signs in within the same half minute is led to set a password.
for (const [javaScriptEnabled, email] of [
  [true, 'moderator2@demo.test'],
  [false, 'admin@demo.test']
] as const)
  test(`somebody signs in with a code alone, ${javaScriptEnabled ? 'with' : 'without'} JavaScript, and is back where they were`, async ({
    newVisitor
  }) => {
    const page = await newVisitor({ javaScriptEnabled });
    await page.goto('/en/me/inbox');
    const before = codesTo(email).length;
    await askCode(page, email, page.url());
    if (javaScriptEnabled) await expectAccessible(page);
    const field = page.getByLabel('Code', { exact: true });
    await expect(field).toHaveAttribute('autocomplete', 'one-time-code');
    await expect(field).toHaveAttribute('inputmode', 'numeric');
    await page.reload();
    const code = await codeTo(email, before);
    const wide = code.replace(/\d/g, (digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0));
    await field.fill(` ${wide.slice(0, 3)} ${wide.slice(3)} `);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('/en/me/inbox');
  });

test('an address without account gets the same page and no letter', async ({ page, request, baseURL }) => {
  const post = async (email: string) => {
    const answer = await request.post('/en/sign-in', {
      headers: { origin: baseURL! },
      form: { email, by: 'code' },
      maxRedirects: 0
    });
    const names = answer.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie');
    const cookies = names
      .map(({ value }) => value.replace(/^(code=)[^;]+/, '$1…').replace(/flow-\w{32}/, 'flow'))
      .sort();
    return { status: answer.status(), to: answer.headers()['location'], cookies };
  };
  const unknown = someone();
  expect(await post(unknown)).toEqual(await post('teacher@demo.test'));
  await codeTo('teacher@demo.test');
  expect(lettersTo(unknown)).toEqual([]);

  await askCode(page, someone());
  await expect(page.locator('main')).toContainText('If');
  await page.getByLabel('Code', { exact: true }).fill('123456');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Tries left: 4');
});

test('after five wrong codes the right one is too late, and the old code ends with the new one', async ({ page }) => {
  const email = 'publisher@demo.test';
  const before = codesTo(email).length;
  await askCode(page, email);
  const asked = Date.now();
  const code = await codeTo(email, before);
  const enter = async (text: string) => {
    await page.getByLabel('Code', { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
    return page.getByRole('alert').innerText();
  };
  expect(await enter('12345')).toContain('six digits');
  const wrong = code === '000000' ? '111111' : '000000';
  for (const left of [4, 3, 2, 1]) expect(await enter(wrong)).toContain(`Tries left: ${left}`);
  expect(await enter(wrong)).toContain('tried five times');
  expect(await enter(code)).toContain('tried five times');

  // Five seconds after it was asked for, however long all this took.
  await setClock(page, Math.round((asked - Date.now()) / 1000) + 5);
  await page.locator('summary', { hasText: 'Nothing there?' }).click();
  await page.getByRole('button', { name: 'Send another code' }).click();
  await expect(page.getByRole('alert')).toContainText(/Please wait \d+ s/);
  await setClock(page, 60);
  await page.locator('summary', { hasText: 'Nothing there?' }).click();
  await page.getByRole('button', { name: 'Send another code' }).click();
  await expect(page.getByRole('status')).toContainText('A new code is on its way');
  const newer = await codeTo(email, before + 1);
  if (newer !== code) expect(await enter(code)).toContain('Tries left: 4');
  await page.getByLabel('Code', { exact: true }).fill(newer);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('/en/me');
});

test('nobody gets in by the password before the address is confirmed, and whoever signed up with another’s stays out', async ({
  page,
  newVisitor
}) => {
  const email = someone();
  const stranger = await newVisitor();
  await stranger.goto('/en/sign-up');
  await stranger.getByLabel('E-mail', { exact: true }).fill(email);
  await stranger.getByLabel('Password').fill(password);
  await stranger.getByLabel('What shall we call you?').fill('Stranger');
  await stranger.getByLabel('I am 14 or older').check();
  await stranger.getByRole('button', { name: 'Sign up' }).click();
  await stranger.waitForURL(/\/sign-in\/code/);
  await signInWith(stranger, email, password);
  await expect(stranger.getByRole('alert')).toContainText('does not match');

  // The reader of the mailbox signs in by code: the address is confirmed, the stranger's password is gone.
  await setClock(page, 61);
  const before = codesTo(email).length;
  await askCode(page, email);
  await page.getByLabel('Code', { exact: true }).fill(await codeTo(email, before));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('no password of yours yet');
  await signInWith(stranger, email, password);
  await expect(stranger.getByRole('alert')).toContainText('does not match');
});

test('a forgotten password is set anew by code, other browsers are signed out, and a letter tells of it', async ({
  page,
  newVisitor
}) => {
  const other = await newVisitor();
  const email = await join(other);
  await setClock(page, 70); // codes are a minute apart, and a password set within the first minute is not written of
  const before = codesTo(email).length;
  await page.goto('/en/sign-in');
  await page.getByRole('link', { name: 'Forgot' }).click();
  await page.locator('input[name=email]').fill(email);
  await page.getByRole('button', { name: 'Send the code' }).click();
  await page.waitForURL('/en/reset/code');
  await expectAccessible(page);
  const code = await codeTo(email, before);
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByLabel('New password').fill('12345678');
  await page.getByRole('button', { name: 'Set this password' }).click();
  await expect(page.getByRole('alert')).toContainText('easy to guess');
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByLabel('New password').fill(another);
  await page.getByRole('button', { name: 'Set this password' }).click();
  await expect(page.getByRole('status')).toContainText('new password is set');

  await other.goto('/en/me/inbox');
  await expect(other).toHaveURL(/\/sign-in/);
  await signInWith(other, email, password);
  await expect(other.getByRole('alert')).toContainText('does not match');
  await signInWith(other, email, another);
  await other.waitForURL('/en/me');
  await sendDueLetters(page);
  expect(lettersTo(email).map(({ subject }) => subject)).toContain('Your password was changed');
});

test('signing out everywhere ends the other browser at its next page', async ({ page, newVisitor }) => {
  const email = await join(page);
  const other = await newVisitor({ javaScriptEnabled: false });
  await signInWith(other, email, password);
  await other.waitForURL('/en/me');
  await page.goto('/en/me/security');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page.getByRole('status')).toContainText('signed out everywhere');
  await other.goto('/en/me/security');
  await expect(other).toHaveURL(/\/sign-in\?/);
  expect((await other.context().cookies()).filter(({ name }) => name.startsWith('session'))).toEqual([]);
});

test('the password is changed with the present one', async ({ page, newVisitor }) => {
  const email = await join(page);
  await page.goto('/en/me/security');
  const change = async (present: string) => {
    await page.getByLabel('Present password').fill(present);
    await page.getByLabel('New password').fill(another);
    await page.getByRole('button', { name: 'Change the password' }).click();
  };
  await change('not this one at all');
  await expect(page.getByRole('alert')).toContainText('This is not the present password.');
  await change(password);
  await expect(page.getByRole('status')).toContainText('new password is set');
  const other = await newVisitor();
  await signInWith(other, email, another);
  await other.waitForURL('/en/me');
});

test('another address is named with the password and confirmed by its own code, and the old one hears of it', async ({
  page,
  newVisitor
}) => {
  const email = await join(page);
  const to = someone();
  await page.goto('/en/me/security');
  await page.getByRole('link', { name: 'Change the address' }).click();
  await expectAccessible(page);
  await page.getByLabel('New address').fill(email);
  await page.getByRole('button', { name: 'Send a code to the new address' }).click();
  await expect(page.getByRole('alert')).toContainText('This is the present address');
  await page.getByLabel('New address').fill(to);
  await page.getByLabel('Present password').fill('not this one at all');
  await page.getByRole('button', { name: 'Send a code to the new address' }).click();
  await expect(page.getByRole('alert')).toContainText('This is not the present password.');
  await expect(page.getByLabel('New address')).toHaveValue(to);
  expect(lettersTo(to)).toEqual([]);
  await page.getByLabel('Present password').fill(password);
  await page.getByRole('button', { name: 'Send a code to the new address' }).click();
  await page.getByLabel('Code', { exact: true }).fill(await codeTo(to));
  await page.getByRole('button', { name: 'Use this address' }).click();
  await expect(page.getByRole('status')).toContainText('The address is changed');
  await expect(page.locator('main')).toContainText(to);

  await sendDueLetters(page);
  const letter = lettersTo(email).find(({ subject }) => subject.includes('address'))!;
  expect(letter.text).toContain('If it was not you');
  expect(letter.text).not.toContain(to);
  const other = await newVisitor();
  await signInWith(other, email, password);
  await expect(other.getByRole('alert')).toContainText('does not match');
  await signInWith(other, to, password);
  await other.waitForURL('/en/me');
});

test('an address that belongs to somebody gets the same answer; its owner hears, and keeps it', async ({ page }) => {
  const email = await join(page);
  const taken = 'organizer@demo.test';
  const before = lettersTo(taken).length;
  await page.goto('/en/me/security/address');
  await page.getByLabel('New address').fill(taken);
  await page.getByLabel('Present password').fill(password);
  await page.getByRole('button', { name: 'Send a code to the new address' }).click();
  await expect(page.locator('main')).toContainText(`If ${taken} can be used, a code is on its way there.`);
  await page.getByLabel('Code', { exact: true }).fill('123456');
  await page.getByRole('button', { name: 'Use this address' }).click();
  await expect(page.getByRole('alert')).toContainText('Tries left: 4');
  await page.getByRole('button', { name: 'Keep the address as it is' }).click();
  await expect(page.locator('main')).toContainText(email);
  await sendDueLetters(page);
  expect(lettersTo(taken).length).toBeGreaterThan(before);
  expect(codesTo(taken)).toEqual([]);
});

test('a cookie that holds no session is taken away, and disturbs nobody', async ({ request, baseURL }) => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const access_token = `${part({ alg: 'HS256' })}.${part({ sub: crypto.randomUUID(), exp: 1 })}.x`;
  const session = { access_token, refresh_token: 'x', expires_at: 1, user: { id: 'x' } };
  const held = [
    'x',
    'base64-%',
    `base64-${part({ ...session, refresh_token: '' })}`, // ended the process of an earlier version
    `base64-${part(session)}`,
    `base64-${part({ ...session, expires_at: 9e9 })}`,
    `base64-${'A'.repeat(9_000)}`
  ];
  for (const text of held) {
    const answer = await request.get('/en/me', { headers: { cookie: `session=${text}`, origin: baseURL! } });
    expect(answer.status(), text.slice(0, 60)).toBe(200);
    expect(answer.headers()['set-cookie'], text.slice(0, 60)).toContain('session=; Max-Age=0');
  }
  expect((await request.get('/readyz')).status()).toBe(200);
});
