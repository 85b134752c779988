import type { APIRequestContext, Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { keysReady, sendReport, type Sent } from './support/sendReport.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

const SIZE = { width: 800, height: 600 };

/** A street with a white plate in the middle; no two are alike. */
async function street(): Promise<Buffer> {
  const green = Math.floor(Math.random() * 100) + 120;
  const plate = await sharp({ create: { width: 200, height: 80, channels: 3, background: '#ffffff' } })
    .png()
    .toBuffer();
  return sharp({ create: { ...SIZE, channels: 3, background: { r: 30, g: green, b: 200 } } })
    .composite([{ input: plate, left: 300, top: 260 }])
    .jpeg()
    .toBuffer();
}

/** Full bins with a photo, agreed to be shown, and sent by a guest. */
async function reported(page: Page, category = 'waste.overflow'): Promise<Sent & { sha256: string }> {
  const photo = await street();
  const sha256 = createHash('sha256').update(photo).digest('hex');
  const sent = await sendReport(page, { category, publish: '1', photo_sha256: sha256, lat: '39.948', lng: '116.467' });
  const key = new URL(sent.link, 'http://x').searchParams.get('key');
  const answer = await page.request.put(`/zh/reports/${sent.id}/photos/${sha256}?key=${key}`, {
    data: photo,
    headers: { origin: `http://localhost:${process.env.TEST_PORT}` }
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return { ...sent, sha256 };
}

async function accept(page: Page, id: string) {
  await page.goto(`/en/console/reports/${id}`);
  await page
    .getByRole('button', { name: /^Accept( |$)/ })
    .first()
    .click();
  await expect(page.getByText('Accepted.', { exact: true })).toBeVisible();
}

/** The colour at a part of the picture, each channel light (1) or dark (0). */
async function colour(request: APIRequestContext, address: string, x: number, y: number): Promise<string> {
  const { data, info } = await sharp(await (await request.get(address)).body())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3;
  return [...data.subarray(at, at + 3)].map((value) => (value > 110 ? 1 : 0)).join('');
}

test('a moderator covers a plate and releases; a visitor sees the covered picture; the reporter takes it back', async ({
  page,
  newVisitor
}) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await signIn(page, 'moderator', 'en');
  const reporter = await newVisitor();
  const sent = await reported(reporter);
  await accept(page, sent.id);

  await page.goto('/en/console/queues/photos');
  await page.locator(`[data-row="${sent.id}"]`).click();
  await keysReady(page);
  await expect(page.getByRole('link', { name: /^Photo 1: not looked at/ })).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.getByRole('heading', { name: 'What is public of photo 1' })).toBeVisible();
  await expect(page.getByText('Faces and plates are not found for you')).toBeVisible();
  await expectAccessible(page);

  // The plate is drawn over with the pointer, made wider with the keyboard; a second rectangle is taken back.
  const stage = page.locator('.stage svg');
  await stage.scrollIntoViewIfNeeded();
  const box = (await stage.boundingBox())!;
  const at = (x: number, y: number) =>
    [box.x + (x / SIZE.width) * box.width, box.y + (y / SIZE.height) * box.height] as const;
  await page.mouse.move(...at(290, 250));
  await page.mouse.down();
  await page.mouse.move(...at(400, 300));
  await page.mouse.move(...at(500, 345));
  await page.mouse.up();
  const first = page.getByRole('button', { name: /^Rectangle 1:/ });
  await expect(first).toBeFocused();
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByRole('button', { name: 'Add a rectangle' }).click();
  await expect(page.getByText('2 rectangles')).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(page.getByText('1 rectangle', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Undo the last change/ }).click();
  await expect(page.getByText('2 rectangles')).toBeVisible();
  await page.getByRole('button', { name: /^Undo the last change/ }).click();
  await expect(page.getByText('1 rectangle', { exact: true })).toBeVisible();

  await page.getByLabel('In English').fill('Full bins by the road');
  await page.getByRole('button', { name: /^See what will be public/ }).click();
  await expect(page.getByRole('heading', { name: 'What will be public' })).toBeVisible();
  await expect
    .poll(() =>
      page
        .getByAltText('The photo with parts covered')
        .first()
        .evaluate((img: HTMLImageElement) => img.naturalWidth)
    )
    .toBe(SIZE.width);
  await page.getByRole('button', { name: /^Release it like this/ }).click();
  await expect(page.getByText('The photo is public.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Photo 1: public' })).toBeVisible();

  const visitor = await newVisitor({ viewport: { width: 320, height: 700 } });
  await visitor.goto(`/en/reports/${sent.id}`);
  const shown = visitor.getByAltText('Full bins by the road');
  await expect(shown).toBeVisible();
  await expectNoSidewaysScroll(visitor);
  const address = new URL((await shown.getAttribute('src'))!, visitor.url()).pathname;
  expect(address).toMatch(/^\/photos\/[0-9a-f-]{36}\.webp$/);
  await expect(visitor.locator('meta[property="og:image"]')).toHaveAttribute('content', new RegExp(`${address}$`));
  for (const size of ['', '?size=small']) {
    expect(await colour(visitor.request, address + size, 0.5, 0.5), `the plate ${size}`).toBe('000');
    expect(await colour(visitor.request, address + size, 0.1, 0.1), `the street ${size}`).toBe('011');
  }
  const answer = await visitor.request.get(address, { headers: { cookie: '' } });
  expect(answer.headers()).toMatchObject({ 'content-type': 'image/webp', 'x-content-type-options': 'nosniff' });
  // A cache asks before it shows the photo again, and is sent nothing while the photo is public.
  const { 'cache-control': keeping, 'set-cookie': cookie, etag } = answer.headers();
  expect([keeping, cookie]).toEqual([expect.stringMatching(/, no-cache$/), undefined]);
  const askAgain = () => visitor.request.get(address, { headers: { 'if-none-match': etag! } });
  expect((await askAgain()).status()).toBe(304);
  expect((await visitor.request.get(`/en/reports/${sent.id}/photos/${sent.sha256}`)).status()).toBe(404);
  expect(await (await visitor.request.get('/data/reports.geojson')).text()).toContain(address);

  await reporter.goto(sent.link);
  await expect(reporter.getByText('公开了一张照片').first()).toBeAttached();
  await reporter.getByRole('button', { name: '收回，不再公开' }).click();
  await expect.poll(async () => (await askAgain()).status()).toBe(404);
  expect((await visitor.request.get(address)).status()).toBe(404);
  const gone = await visitor.request.get(address);
  const never = await visitor.request.get('/photos/nothing');
  expect(await gone.text()).toBe(await never.text());
  expect((await visitor.goto(`/en/reports/${sent.id}`))!.status()).toBe(404);
});

test('a photo is covered with the keyboard alone', async ({ page, newVisitor }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await signIn(page, 'moderator', 'en');
  const sent = await reported(await newVisitor());
  await accept(page, sent.id);
  await page.goto(`/en/console/reports/${sent.id}/photos/${sent.sha256}`);
  await keysReady(page);
  const focused = page.locator(':focus');
  const tabTo = async (name: string | RegExp) => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const label = await focused.evaluate((e) => e.getAttribute('aria-label') ?? e.textContent.trim());
      if (typeof name === 'string' ? label === name : name.test(label)) return;
    }
    throw new Error(`Tab never reaches ${String(name)}`);
  };
  const numbers = async () => {
    const name = (await focused.getAttribute('aria-label'))!;
    const [x, y, width, height] = /left (\d+), top (\d+), (\d+) by (\d+)/.exec(name)!.slice(1).map(Number);
    return { x, y, width, height };
  };
  // Drawn: it stands in the middle and has the focus, to be seen and with the keys said.
  await tabTo('Add a rectangle');
  await page.keyboard.press('Enter');
  await expect(focused).toHaveAttribute('aria-label', 'Rectangle 1: left 320, top 240, 160 by 120 pixels');
  await expect(focused).toHaveAccessibleDescription(/arrow keys move it, Shift with arrows resizes it/);
  expect(await focused.evaluate((e) => [getComputedStyle(e).outlineStyle, getComputedStyle(e).outlineWidth])).toEqual([
    'solid',
    '3px'
  ]);
  // Moved, resized, by one pixel: each is read out.
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Shift+ArrowRight');
  expect(await numbers()).toEqual({ x: 312, y: 239, width: 168, height: 120 });
  await expect(
    page.getByRole('status').filter({ hasText: 'Rectangle 1: left 312, top 239, 168 by 120' })
  ).toBeAttached();
  await page.keyboard.press('Control+z');
  expect(await numbers()).toEqual({ x: 312, y: 239, width: 160, height: 120 });
  // Enlarged, what the keys move stays in sight.
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(focused).toHaveText('4×');
  await page.keyboard.press('Enter');
  await tabTo(/^Rectangle 1:/);
  await page.keyboard.press('ArrowRight');
  await expect(focused).toBeInViewport();
  // Deleted, the focus is not lost; taken back, it is there again.
  await page.keyboard.press('Delete');
  await expect(focused).toHaveText('Add a rectangle');
  await tabTo(/^Undo the last change/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Rectangle 1:/ })).toBeVisible();
  await expect(focused).toHaveText(/^Undo the last change/);
  await page.keyboard.press('p');
  await expect(page.getByRole('heading', { name: 'What will be public' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('r');
  await expect(page.getByText('The photo is public.')).toBeVisible();
});

test('without JavaScript boxes are ticked and numbers typed; a coarse place needs its tick', async ({ newVisitor }) => {
  const page = await newVisitor({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  const reporter = await newVisitor({ javaScriptEnabled: false });
  await signIn(page, 'moderator', 'en');
  const sent = await reported(reporter, 'air.fume');
  await accept(page, sent.id);
  await page.getByRole('link', { name: 'Photo 1: not looked at' }).click();

  // Three boxes of the fourth and fifth row hold the plate.
  for (const row of [4, 5]) for (const box of [4, 5, 6]) await page.getByLabel(`Row ${row}, box ${box}`).check();
  await page.getByText('Enter numbers').click();
  const typed = page.getByRole('group', { name: 'Rectangle 1' });
  for (const [side, value] of [
    ['Left', '0'],
    ['Top', '0'],
    ['Width', '800'],
    ['Height', '20']
  ] as const)
    await typed.getByLabel(side).fill(value);
  await page.getByRole('button', { name: /^See what will be public/ }).click();
  await expect(page.getByRole('heading', { name: 'What will be public' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: /^Release it like this/ }).click();
  await expect(page.getByRole('alert')).toContainText('tick the box');
  await page.getByLabel('I have checked').check();
  await page.getByRole('button', { name: /^Release it like this/ }).click();
  await expect(page.getByText('The photo is public.')).toBeVisible();

  await reporter.goto(`/en/reports/${sent.id}?as=public`);
  const address = await reporter.locator('img[src^="/photos/"]').first().getAttribute('src');
  expect(await colour(reporter.request, address!, 0.5, 0.5), 'ticked').toBe('000');
  expect(await colour(reporter.request, address!, 0.05, 0.01), 'typed').toBe('000');
  expect(await colour(reporter.request, address!, 0.9, 0.9), 'the rest').toBe('011');

  await page.getByRole('link', { name: 'Photo 1: public' }).click();
  await page.getByRole('button', { name: /^Take it back/ }).click();
  await expect(page.getByText('The photo is not public.')).toBeVisible();
  expect((await reporter.request.get(address!)).status()).toBe(404);
});
