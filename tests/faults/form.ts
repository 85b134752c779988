import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import type { Chance } from './chance.ts';
import { draftPhotos } from './phone.ts';
import { PATIENCE, pause, until } from './wait.ts';

export interface Picture {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A photo like no other: coloured squares by chance, so that its bytes tell it from all others. */
export async function picture(chance: Chance, { width = 800, height = 600 } = {}): Promise<Picture> {
  const [across, down] = [16, 12];
  const squares = Buffer.from(Array.from({ length: across * down * 3 }, () => chance.whole(0, 255)));
  const image = sharp(squares, { raw: { width: across, height: down, channels: 3 } });
  const buffer = await image.resize(width, height, { kernel: 'cubic' }).jpeg({ quality: 85 }).toBuffer();
  return { name: 'photo.jpg', mimeType: 'image/jpeg', buffer };
}

/** Once the form has taken over. `origin` where the browser knows none. */
export async function openForm(page: Page, origin = ''): Promise<void> {
  await page.goto(`${origin}/zh/reports/new?category=air.fume`);
  await page.locator('[aria-current=step]').waitFor();
}

/**
 * Until the draft that the phone has stands in the form; it is looked for once the form is there. A draft that another page has,
 * or of a report that has arrived, does not come.
 */
export async function found(page: Page): Promise<void> {
  const id = () => page.locator('[name=id]').inputValue();
  for (const end = performance.now() + 10_000; performance.now() < end; await pause(50)) {
    const last = await page.evaluate(() => localStorage.getItem('report-draft'));
    if (!last || last === (await id()) || (await draftPhotos(page, last)) === null) return;
  }
}

/**
 * On to the part that has this. A form whose parts an update has taken away is opened whole instead, at its beginning and with its
 * words; then one goes on once more.
 */
async function goOn(page: Page, to: Locator): Promise<void> {
  const isThere = async () => {
    if (await to.isVisible()) return true;
    await page.getByRole('button', { name: /^继续$/ }).click();
    await to.waitFor({ timeout: 10_000 });
    return true;
  };
  if (!(await until(isThere))) throw new Error('The form does not go on.');
}

/**
 * Fills the form in up to its last button.
 * @param chosen how many photos there are in all, where some had been chosen before
 * @returns its id, and the bytes of the photos as they will be sent
 */
export async function fill(page: Page, words: string, pictures: Picture[], chosen = pictures.length) {
  if (pictures.length > 0) {
    await page.locator('input#photos').setInputFiles(pictures);
    await page.getByAltText(`第 ${pictures.length} 张照片`).first().waitFor();
  }
  await page.getByLabel('街道或地区').selectOption('110105012');
  await page.getByLabel('地址或附近的地标').fill('枣营北里东门');
  const said = page.getByLabel('发生了什么？');
  // A part that an update has taken away may be missed only after this one has been shown; the form is then opened whole.
  const isSaid = async () => {
    await goOn(page, said);
    await said.fill(words, { timeout: 10_000 });
    return true;
  };
  if (!(await until(isSaid))) throw new Error('The words cannot be written.');
  await goOn(page, page.getByRole('button', { name: /^提交$/ }));
  await found(page); // a form that was opened whole has an id of its own until its draft stands in it
  const id = await page.locator('[name=id]').inputValue();
  const photos = new Map<string, Buffer>();
  for (const end = performance.now() + PATIENCE; photos.size < chosen; await pause(50)) {
    if (performance.now() > end)
      throw new Error(`The phone keeps ${photos.size} of ${chosen} photos of the form ${id}.`);
    for (const [sha256, text] of Object.entries((await draftPhotos(page, id)) ?? {}))
      photos.set(sha256, Buffer.from(text, 'base64'));
  }
  return { id, photos };
}

/** Sends it; a form that was opened whole at its last part is gone through once more. */
export async function press(page: Page): Promise<void> {
  const send = page.getByRole('button', { name: /^提交$/ });
  const isPressed = async () => {
    if (!(await send.isVisible())) await goOn(page, send);
    await send.click({ timeout: 10_000 });
    return true;
  };
  if (!(await until(isPressed))) throw new Error('The form cannot be sent.');
}

/**
 * there: the report's page has opened, or the form says that it has arrived · kept: on this phone ·
 * choice: the words are there and a photo is not · lost: it stays in the form · notKept: this browser keeps nothing
 */
export type Came = 'there' | 'kept' | 'choice' | 'lost' | 'notKept';

/** A form that keeps its words says so as well, so that nothing is kept is looked for first. */
const SAYS: [Came, string][] = [
  ['there', '已经送到了'],
  ['kept', '已存在这部手机里，还没有发出'],
  ['choice', '反映已经收到，但有照片没发出去'],
  ['notKept', '没能存在这部手机里'],
  ['lost', '这一步没有办成。']
];

/** Waits until the form says what came of it. */
export async function came(page: Page): Promise<Came> {
  const texts = SAYS.map(([, text]) => text);
  for (const end = performance.now() + PATIENCE; performance.now() < end; await pause(50)) {
    if (/\/zh\/reports\/[0-9a-f-]{36}/.test(page.url())) return 'there';
    const asked = page.evaluate(
      (texts) => texts.findIndex((text) => document.querySelector<HTMLElement>('main')?.innerText.includes(text)),
      texts
    );
    // Another page may be coming just now, and this one then says nothing any more.
    const said = await Promise.race([asked.catch(() => -1), pause(5_000).then(() => -1)]);
    if (said >= 0) return SAYS[said]![0];
  }
  throw new Error(`Nothing came of the form at ${page.url()}.`);
}
