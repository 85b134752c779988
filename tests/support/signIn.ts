import { expect, type Page } from '@playwright/test';

/** The people of the demo district who can sign in. */
export type Person =
  'resident' | 'organizer' | 'teacher' | 'handler' | 'moderator' | 'moderator2' | 'publisher' | 'admin';

export const demoPassword = 'chaoyang-demo';

type Who = Person | `handler.${string}`;

/** Signs somebody in as the form would, without looking at it: for tests about what comes after. */
export async function signIn(page: Page, person: Who, lang: 'zh' | 'en' = 'zh') {
  const answer = await page.request.post(`/${lang}/sign-in`, {
    form: { email: `${person}@demo.test`, password: demoPassword },
    headers: { origin: `http://localhost:${process.env.TEST_PORT}` },
    maxRedirects: 0
  });
  expect(answer.status(), await answer.text()).toBe(303);
}

/** The same with the form itself. */
export async function signInByForm(page: Page, person: Who, lang: 'zh' | 'en' = 'zh') {
  await page.goto(`/${lang}/sign-in`);
  await page.locator('input[name=email]').fill(`${person}@demo.test`);
  await page.locator('input[name=password]').fill(demoPassword);
  await page.locator('form:has(input[name=password]) button[type=submit]').first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
}
