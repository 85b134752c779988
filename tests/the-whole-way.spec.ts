import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { codeTo, lettersTo, sendDueLetters } from './support/mail.ts';
import { keysReady } from './support/sendReport.ts';
import { expect, expectNoSidewaysScroll, setClock, signIn, test } from './support/test.ts';

// Everything takes place three minutes ago: what staff did can be undone for two, and is told of after that.
const AGO = -180;
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, permissions: ['geolocation'] };
/** Digits that stand nowhere else: whoever reads them has the kitchen's door. */
const home = { latitude: 39.948137, longitude: 116.465791 };
const tracking = /\/zh\/reports\/([0-9a-f-]{36})$/;
const status = (page: Page, words: string) => expect(page.locator('article header').first()).toContainText(words);

async function exhaust() {
  const colour = { r: Math.floor(Math.random() * 256), g: 90, b: 60 };
  const noise = { type: 'gaussian', mean: 0, sigma: 10 } as const;
  const picture = sharp({ create: { width: 1200, height: 900, channels: 3, background: colour, noise } });
  return { name: 'IMG_2026.jpg', mimeType: 'image/jpeg', buffer: await picture.jpeg().toBuffer() };
}

async function report(page: Page): Promise<string> {
  let taps = 0;
  const tap = async (name: string | RegExp, role: 'button' | 'link' | 'checkbox' = 'button') => {
    taps++;
    await page.getByRole(role, { name }).first().tap();
  };
  await page.goto('/zh/reports/new');
  taps++; // the field for photos; the phone's own camera comes between
  await page.locator('input#photos').setInputFiles(await exhaust());
  await expect(page.getByAltText('第 1 张照片')).toBeVisible();
  await tap('餐饮油烟', 'link');
  await expect(page.locator('[aria-current=step]')).toBeVisible();
  await tap('用我现在的位置');
  await expect(page.getByText('按位置推断：麦子店街道')).toBeAttached();
  await tap(/^继续$/);
  await tap(/^继续$/);
  taps++;
  await page
    .getByRole('group', { name: /可以让其他人看到/ })
    .getByRole('radio', { name: '是' })
    .tap();
  await expectNoSidewaysScroll(page);
  await tap(/^提交$/);
  await expect(page).toHaveURL(tracking);
  console.log(`a photo of an exhaust, sent and shown to others: ${taps} taps, nothing typed`);
  expect(taps).toBeLessThanOrEqual(8);
  return tracking.exec(page.url())![1]!;
}

/** An account, opened on the phone. */
async function join(page: Page, email: string, name: string) {
  await page.goto('/zh/sign-up');
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码').fill('quiet herons by the lake');
  await page.getByLabel('怎么称呼您').fill(name);
  await page.getByLabel('我已满 14 周岁').check();
  await page.getByRole('button', { name: '注册' }).click();
  await page.getByLabel('验证码').fill(await codeTo(email));
  await page.getByRole('button', { name: '完成注册' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${name}，您好`);
}

/** Everything that a stranger can read about a report, by where it stands. */
async function surfaces(page: Page, id: string): Promise<Record<string, string>> {
  const read = async (path: string) => (await page.request.get(path)).text();
  const found: Record<string, string> = {};
  for (const lang of ['zh', 'en'])
    for (const at of ['/reports?category=air.fume', '/reports?view=map', `/reports/${id}`, `/follow?report=${id}`])
      found[`${lang} ${at}`] = await read(`/${lang}${at}`);
  const box = 'bbox=116.46,39.94,116.47,39.96';
  for (const zoom of [11, 14, 18]) found[`map at ${zoom}`] = await read(`/data/map.json?${box}&zoom=${zoom}`);
  for (const at of ['/data/reports.geojson', '/data/reports.csv', '/feeds/reports.zh.atom', '/feeds/reports.en.atom'])
    found[at] = await read(at);
  return found;
}

/** What a surface says of one report: its own page whole, of a list or a file the entry alone. Others have photos. */
const about = (id: string, where: string, text: string): string =>
  where.includes(id)
    ? text
    : text
        .split(/<li\b|<entry\b|\n|"type":"Feature"/)
        .filter((piece) => piece.includes(id))
        .join('\n');

test('the whole way: a photo from the street, the answer, and nothing of it where it does not belong', async ({
  page: moderator,
  newVisitor
}) => {
  test.setTimeout(360_000);
  const guest = await newVisitor({ ...phone, geolocation: home });
  const neighbour = await newVisitor(phone);
  const handler = await newVisitor();
  const stranger = await newVisitor({ javaScriptEnabled: false });
  for (const person of [guest, neighbour, handler, moderator]) await setClock(person, AGO);

  // A guest sends it without a word.
  const id = await report(guest);
  const code = /CY-\w{4}-\w{4}/.exec(await guest.locator('main').innerText())![0];
  expect((await stranger.goto(`/zh/reports/${id}`))!.status(), 'not before somebody looked').toBe(404);

  // One key, and everybody may know that there is something, and roughly where.
  await signIn(moderator, 'moderator');
  await moderator.goto(`/zh/console/reports/${id}?queue=screen`);
  await keysReady(moderator);
  await moderator.keyboard.press('a');
  await status(moderator, '已受理');
  expect((await stranger.goto(`/zh/reports/${id}`))!.status()).toBe(200);

  // The guest follows by e-mail what everybody sees; a neighbour with an account joins with words of their own.
  const guestMail = `${crypto.randomUUID().slice(0, 13)}@example.org`;
  await guest.goto(`/zh/follow?report=${id}`);
  await guest.locator('[name=email]').fill(guestMail);
  await guest.getByRole('button', { name: '发确认信' }).click();
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('请看看邮箱');
  await sendDueLetters(guest);
  await guest.goto(/http\S+letters\/confirm\S+/.exec(lettersTo(guestMail)[0]!.text)![0]);
  await guest.getByRole('button', { name: '确认关注' }).click();
  await expect(guest.getByText('已经开始关注')).toBeVisible();

  const mail = `${crypto.randomUUID().slice(0, 13)}@example.org`;
  const words = `白鹭${crypto.randomUUID().slice(0, 8)}`;
  const answered = `净化器已经清洗（${crypto.randomUUID().slice(0, 8)}）。`;
  await join(neighbour, mail, '白鹭');
  await neighbour.goto(`/zh/reports/${id}`);
  await neighbour.getByRole('link', { name: '我也遇到' }).click();
  await expect(neighbour.getByRole('heading', { level: 1 })).toHaveText('我也遇到：餐饮油烟');
  await neighbour.getByLabel('您看到的情况').fill(words);
  await neighbour.locator('input#photos').setInputFiles(await exhaust());
  await expect(neighbour.getByAltText('第 1 张照片')).toBeVisible();
  await neighbour.getByRole('button', { name: '加入这个问题' }).click();
  await expect(neighbour).toHaveURL(tracking);
  const joined = tracking.exec(neighbour.url())![1]!;
  expect(joined).not.toBe(id);
  await expect(neighbour.locator('main')).toContainText(words);

  // The unit answers.
  await moderator.goto(`/zh/console/reports/${id}?queue=dispatch`);
  await keysReady(moderator);
  await moderator.keyboard.press('d');
  await moderator.locator('#act').getByRole('button', { name: '派单' }).click();
  await status(moderator, '已派单');
  await signIn(handler, 'handler');
  await handler.goto(`/zh/console/reports/${id}?queue=take_on`);
  await keysReady(handler);
  await handler.keyboard.press('a');
  await status(handler, '办理中');
  await handler.keyboard.press('a');
  await handler.getByLabel('答复类型').selectOption('fixed');
  await handler.locator('[name=public_text]').fill(answered);
  await handler.locator('#act').getByRole('button', { name: '答复' }).click();
  await status(handler, '已答复');

  // Both hear of it: in the mailbox what everybody sees, in the account and on the reporters' own pages the words.
  for (const person of [guest, neighbour, moderator]) await setClock(person, 0);
  await sendDueLetters(guest);
  const news = lettersTo(guestMail).at(-1)!;
  expect(news.subject).toContain('有了答复');
  expect(news.text).not.toContain('净化器');
  await guest.goto(`/zh/reports/${id}`);
  await expect(guest.locator('main')).toContainText(answered);
  await neighbour.goto('/zh/me/inbox');
  await neighbour.getByRole('button', { name: /答复/ }).first().click();
  await expect(neighbour).toHaveURL(new RegExp(`${joined}$`));
  await expect(neighbour.locator('main')).toContainText(answered);

  // Everybody sees the middle of a square of 200 metres, and nobody anything sharper, or a word, or a photo.
  const public_ = await surfaces(stranger, id);
  const middle = (at: number, size: number) => Number(((Math.floor(at / size) + 0.5) * size).toFixed(6));
  const square = [middle(home.latitude, 0.0018), middle(home.longitude, 0.0023)].map(String);
  for (const file of ['map at 18', '/data/reports.geojson', '/data/reports.csv'])
    for (const digits of square) expect(public_[file], `${file} has the square`).toContain(digits);
  const secret = [String(home.latitude), String(home.longitude), '39.9481', '116.4657', words, '白鹭', mail, joined];
  for (const [where, text] of Object.entries(public_))
    for (const word of [...secret, answered.slice(8, 16), code])
      expect(text.includes(word), `${word} in ${where}`).toBe(false);
  for (const [where, text] of Object.entries(public_))
    expect(about(id, where, text), where).not.toMatch(/\/photos\/[0-9a-f-]{36}\.webp/);

  // The neighbour deletes the account. Nothing of theirs opens any more, and the case goes on without them.
  const photo = neighbour.locator(`section img[src*="${joined}/photos/"]`);
  const bytes = await (await neighbour.request.get((await photo.first().getAttribute('src'))!)).body();
  // By its bytes: others send photos meanwhile.
  const stored = () => {
    const folder = path.join(process.env.TEST_DATA_DIR!, 'storage', 'report-photos');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.webp'));
    return files.filter((name) => {
      try {
        return readFileSync(path.join(folder, name)).equals(bytes);
      } catch {
        return false; // another photo that was deleted since the folder was read
      }
    }).length;
  };
  expect(stored()).toBe(1);
  await neighbour.goto('/zh/me/data');
  await neighbour.getByLabel('我明白：账号和我写的内容会永远删除').check();
  await neighbour.getByLabel('请在这里填写“删除”两个字').fill('删除');
  await neighbour.getByRole('button', { name: '永远删除我的账号' }).click();
  await expect(neighbour.getByRole('heading', { level: 1 })).toHaveText('您的账号已经删除');
  for (const person of [neighbour, stranger, guest])
    expect((await person.request.get(`/zh/reports/${joined}`)).status()).toBe(404);
  await expect.poll(stored, { message: 'the files of the photo are gone', timeout: 120_000 }).toBe(0);
  await moderator.goto(`/zh/console/reports/${id}`);
  const held = await moderator.content();
  for (const word of [words, '白鹭', mail]) expect(held.includes(word), `${word} in the case`).toBe(false);
  await guest.goto(`/zh/reports/${id}`);
  await expect(guest.locator('main')).toContainText(answered);
});
