import { expect, type Page } from '@playwright/test';

/** A move by staff as their form would send it, without looking at the console: for tests about what others see of it. */
export async function staffMove(
  page: Page,
  id: string,
  move: string,
  version: number,
  fields: Record<string, string> = {}
) {
  const answer = await page.request.post(`/zh/console/reports/${id}?/move`, {
    form: { move, version: String(version), ...fields },
    headers: { origin: `http://localhost:${process.env.TEST_PORT}` },
    maxRedirects: 0
  });
  expect(answer.status(), await answer.text()).toBe(303);
}
