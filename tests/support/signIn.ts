import type { Page } from '@playwright/test';

/** The people of the demo district who can sign in. */
export type Person =
  'resident' | 'organizer' | 'teacher' | 'handler' | 'moderator' | 'moderator2' | 'publisher' | 'admin';

export const demoPassword = 'chaoyang-demo';

export async function signIn(page: Page, person: Person | `handler.${string}`, lang: 'zh' | 'en' = 'zh') {
  await page.goto(`/${lang}/sign-in`);
  await page.locator('input[name=email]').fill(`${person}@demo.test`);
  await page.locator('input[name=password]').fill(demoPassword);
  await page.locator('form:has(input[name=password]) button[type=submit]').first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
}
