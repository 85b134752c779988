import { expect, type Page } from '@playwright/test';
import { randomBytes, randomUUID } from 'node:crypto';

export interface Sent {
  id: string;
  /** Opens the reporter's own page, for somebody without an account. */
  link: string;
}

/** The keys of the console work once its button for them is there. */
export const keysReady = (page: Page) => expect(page.locator('button[aria-keyshortcuts="?"]')).toBeAttached();

/** Sends a report as the form would, without looking at the form: for tests about what comes after. */
export async function sendReport(page: Page, more: Record<string, string> = {}): Promise<Sent> {
  const id = randomUUID();
  const key = randomBytes(16).toString('hex');
  const answer = await page.request.post('/zh/reports/new', {
    multipart: {
      id,
      key,
      category: 'air.fume',
      description: '晚上六点到九点，一楼餐馆的油烟直接排到小区里。',
      subdistrict: '110105012',
      landmark: '枣营路 18 号楼下',
      ...more
    },
    headers: { origin: `http://localhost:${process.env.TEST_PORT}` },
    maxRedirects: 0
  });
  expect(answer.status(), await answer.text()).toBe(303);
  return { id, link: `/zh/reports/${id}?key=${key}` };
}
