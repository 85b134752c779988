import sharp from 'sharp';
import { keysReady } from './support/sendReport.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

/** A photo of a phone that remembers where it was; no two are alike. */
async function taken(width = 2400, height = 1600): Promise<Buffer> {
  const colour = { r: Math.floor(Math.random() * 256), g: Math.floor(Math.random() * 256), b: 60 };
  const noise = { type: 'gaussian', mean: 100, sigma: 30 } as const;
  return sharp({ create: { width, height, channels: 3, background: colour, noise } })
    .withExif({ IFD0: { Make: 'Secretphone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 56/1 5600/100' } })
    .jpeg()
    .toBuffer();
}
const asFile = (buffer: Buffer, name = 'IMG_0001.jpg') => ({ name, mimeType: 'image/jpeg', buffer });
const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(200)]);

test('an editor puts up a photo of a place; everybody sees it with its author and licence, until it is withdrawn', async ({
  page: editor,
  newVisitor
}) => {
  const what = `The pear path ${crypto.randomUUID().slice(0, 6)}`;
  await signIn(editor, 'publisher', 'en');
  await editor.goto('/en/console/greens/place?q=' + encodeURIComponent('京城梨园'));
  await editor.getByRole('link', { name: 'Jingcheng Pear Park' }).click();
  await editor.getByRole('link', { name: 'Photos', exact: true }).click();
  await editor.locator('#photos').setInputFiles(asFile(heic, 'IMG_0002.HEIC'));
  await editor.getByRole('button', { name: 'Save it, then look' }).click();
  await expect(editor.getByRole('alert')).toContainText('This is an HEIC photo');
  await editor.locator('#photos').setInputFiles(asFile(await taken()));
  // It is made small before it leaves, where the browser can.
  await expect
    .poll(() => editor.locator('#photos').evaluate((input: HTMLInputElement) => input.files![0]!.size))
    .toBeLessThan(400_000);
  await editor.getByLabel('What it shows (English)').last().fill(what);
  await editor.getByRole('button', { name: 'Save it, then look' }).click();
  await expect(editor.getByRole('alert')).toContainText('in both languages');
  await expectAccessible(editor);
  // What was sent is still there, and what was typed.
  await expect(editor.getByRole('checkbox', { name: 'Keep photo 1' })).toBeChecked();
  await expect(editor.getByLabel('What it shows (English)').last()).toHaveValue(what);
  await editor.getByLabel('What it shows (Chinese)').last().fill('梨园小路');
  await editor.getByLabel('Author').last().fill('Mei');
  await editor.getByLabel('Licence').last().selectOption('cc_by');
  await editor.getByRole('button', { name: 'Save it, then look' }).click();
  // It is not public before somebody has looked; nobody is in it, so that one press is enough.
  await expect(editor).toHaveURL(/\/console\/cover\//);
  const guest = await newVisitor({ javaScriptEnabled: false });
  const name = new URL(editor.url()).pathname.split('/').at(-1)!;
  expect((await guest.request.get(`/photos/green/${name}.webp`)).status()).toBe(404);
  await expectAccessible(editor);
  await editor.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(editor);
  // Without a script, what was ticked and not looked at does not get lost on the way.
  const plain = await newVisitor({ javaScriptEnabled: false });
  await plain.context().addCookies(await editor.context().cookies());
  await plain.goto(editor.url());
  await plain.getByRole('checkbox').nth(9).check();
  await plain.getByRole('button', { name: 'Nobody can be recognised' }).click();
  await expect(plain.getByRole('alert')).toBeVisible();
  await expect(plain.getByRole('button', { name: 'Nobody can be recognised' })).toBeDisabled();
  await editor.getByRole('button', { name: 'Nobody can be recognised' }).click();
  await expect(editor.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
  await expectAccessible(editor);
  await expectNoSidewaysScroll(editor);

  await guest.goto((await editor.getByRole('link', { name: 'See its public page' }).getAttribute('href'))!);
  const picture = guest.getByRole('img', { name: what });
  await expect(picture).toHaveJSProperty('complete', true);
  const address = (await picture.getAttribute('src'))!;
  await expect(guest.getByRole('figure').filter({ has: picture })).toContainText('Photo: Mei · CC BY 4.0');
  const answer = await guest.request.get(address);
  expect(answer.headers()).toMatchObject({ 'content-type': 'image/webp', 'x-content-type-options': 'nosniff' });
  expect((await answer.body()).length).toBeLessThanOrEqual(20_000);
  const again = await guest.request.get(address, { headers: { 'if-none-match': answer.headers().etag! } });
  expect([again.status(), again.headers()['cache-control']]).toEqual([304, expect.stringMatching(/no-cache$/)]);
  const [facts] = await guest.locator('script[type="application/ld+json"]').allTextContents();
  expect(JSON.parse(facts!)).toMatchObject({ image: [{ caption: what, creditText: 'Mei' }] });

  const row = editor.getByRole('listitem').filter({ hasText: what });
  await row.locator('summary').click();
  await row.getByLabel('Whether it is shown').selectOption('withdrawn');
  await row.getByRole('button', { name: 'Save' }).click();
  await expect(editor.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
  await guest.reload();
  await expect(picture).toHaveCount(0);
  // Also for a cache that has it.
  const fresh = await newVisitor();
  const kept = { headers: { 'if-none-match': answer.headers().etag! } };
  expect((await fresh.request.get(address, kept)).status()).toBe(404);
});

test('a resident logs a bird with a photo; a moderator releases it; everybody sees it until it is taken back', async ({
  page: resident,
  newVisitor
}) => {
  const words = `On the lawn, ${crypto.randomUUID().slice(0, 6).replaceAll(/\d/g, 'x')}`;
  await signIn(resident, 'resident', 'en');
  await resident.goto('/en/nature/new');
  const held: (() => Promise<void>)[] = [];
  await resident.route(/shrink\.worker/, (route) => void held.push(() => route.continue()));
  await resident.locator('#photos').setInputFiles(asFile(await taken()));
  await expect(resident.getByText('Making the photos smaller')).toBeVisible();
  await expect.poll(() => held.length).toBe(1);
  await held[0]!();
  // A page of text: the one script that makes photos small is fetched by it alone.
  await expect
    .poll(() => resident.locator('#photos').evaluate((input: HTMLInputElement) => input.files![0]!.size))
    .toBeLessThan(400_000);
  await resident.getByRole('button', { name: 'Give it to a moderator' }).click();
  await expect(resident.getByRole('checkbox', { name: 'Keep photo 1' })).toBeChecked();
  await expectAccessible(resident);
  await resident.getByLabel('What did you see').selectOption('Oriental magpie');
  await resident.getByLabel('In which subdistrict').selectOption('Maizidian Subdistrict');
  await resident.getByLabel('Anything else').fill(words);
  await resident.getByLabel('Name beside the photo').fill('Old Wang');
  await resident.getByLabel('Everybody may read it').check();
  await resident.getByRole('button', { name: 'Give it to a moderator' }).click();
  await expect(resident.getByRole('status')).toContainText('We have it');
  const mine = resident.getByRole('listitem').filter({ hasText: words });
  await mine.locator('summary').click();
  await expect(mine.getByRole('img')).toHaveJSProperty('complete', true);
  await expect(mine).toContainText('waits for a moderator');

  const moderator = await newVisitor();
  await signIn(moderator, 'moderator', 'en');
  await moderator.goto('/en/console/nature');
  const row = moderator.getByRole('row').filter({ hasText: words });
  await row.getByRole('button', { name: 'Show: Oriental magpie', exact: true }).click();
  await expect(moderator.getByRole('status')).toContainText('Decided');
  const guest = await newVisitor({ javaScriptEnabled: false });
  await guest.goto('/en/nature?subdistrict=110105012');
  const entry = guest.getByRole('listitem').filter({ hasText: words });
  await expect(entry).toBeVisible();
  await expect(entry.getByRole('img')).toHaveCount(0);
  // Somebody's face is in it: the moderator covers it first, and nobody else ever sees the photo as received.
  await row.getByRole('link', { name: 'Cover faces and plates in photo 1: Oriental magpie' }).click();
  await expect(moderator).toHaveURL(/\/console\/cover\//);
  await keysReady(moderator);
  const received = `/photos/green/${new URL(moderator.url()).pathname.split('/').at(-1)!}.webp`;
  await moderator.getByRole('button', { name: 'Add a rectangle' }).click();
  await moderator.getByRole('button', { name: /^See what will be public/ }).click();
  await expect(moderator.getByRole('img', { name: 'The photo with parts covered' }).first()).toBeVisible();
  await moderator.getByRole('button', { name: /^Cover it like this/ }).click();
  await expect(moderator.getByRole('status').filter({ hasText: 'Covered.' })).toBeVisible();
  await expectAccessible(moderator);
  await moderator.getByRole('link', { name: /Back to the nature log/ }).click();
  await expect(row.getByText('covered', { exact: false })).toBeVisible();
  await row.getByRole('button', { name: 'Show this photo: Oriental magpie 1', exact: true }).click();
  await expect(row).toContainText('released by a moderator');
  await expectAccessible(moderator);

  await guest.reload();
  const picture = entry.getByRole('img', { name: 'Photo of Oriental magpie' });
  await expect(picture).toHaveJSProperty('complete', true);
  await expect(entry).toContainText('Photo: Old Wang');
  const address = (await picture.getAttribute('src'))!;
  expect((await guest.request.get(address)).headers()['content-type']).toBe('image/webp');
  expect(new URL(address, 'http://x').pathname).not.toBe(received);
  expect((await guest.request.get(received)).status()).toBe(404);
  expect((await moderator.request.get(received)).status()).toBe(200);
  await expectNoSidewaysScroll(guest);

  await mine.getByRole('button', { name: 'Take back: Oriental magpie' }).click();
  await expect(resident.getByRole('status')).toContainText('Taken back');
  expect((await (await newVisitor()).request.get(address)).status()).toBe(404);
});

test('a resident sends a photo with a suggestion; an editor puts it on the page of the place', async ({
  page: resident,
  newVisitor
}) => {
  const words = `The gate is new, ${crypto.randomUUID().slice(0, 6)}`;
  await signIn(resident, 'resident', 'en');
  await resident.goto('/en/places/suggest?place=hongbo-park');
  await resident.locator('#photos').setInputFiles([asFile(await taken(300, 200)), asFile(heic, 'IMG_0003.HEIC')]);
  await resident.getByLabel('Something else').check();
  await resident.getByLabel('More about it').fill(words);
  await resident.getByRole('button', { name: 'Send' }).click();
  await expect(resident.getByRole('alert')).toContainText('This is an HEIC photo');
  await expect(resident.getByLabel('More about it')).toHaveValue(words);
  await resident.getByLabel('I took the photos').check();
  await expectAccessible(resident);
  await resident.getByRole('button', { name: 'Send' }).click();
  await expect(resident.getByRole('status')).toContainText('We have it');
  await expect(resident.getByRole('listitem').filter({ hasText: words }).getByRole('img')).toBeVisible();

  const editor = await newVisitor();
  await signIn(editor, 'publisher', 'en');
  await editor.goto('/en/console/greens/suggestions');
  const row = editor.locator('li', { hasText: words });
  await row.locator('summary').click();
  await row.getByRole('button', { name: 'Next: look before it is shown' }).click();
  await expect(row.getByRole('alert')).toContainText('in both languages');
  await row.getByLabel('What it shows (Chinese)').fill('新的北门');
  await row.getByLabel('What it shows (English)').fill(words);
  await row.getByRole('button', { name: 'Next: look before it is shown' }).click();
  // A face is in it: covered first, then shown so, on the page of the place.
  await keysReady(editor);
  await editor.getByRole('button', { name: 'Add a rectangle' }).click();
  await expect(editor.getByRole('button', { name: 'Nobody can be recognised' })).toBeDisabled();
  await editor.getByRole('button', { name: /^See what will be public/ }).click();
  await editor.getByRole('button', { name: /^Cover it like this/ }).click();
  await expect(editor.getByRole('status').filter({ hasText: 'Covered.' })).toBeVisible();
  await editor.getByRole('button', { name: 'Nobody can be recognised' }).click();
  await expect(editor.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
  await expectAccessible(editor);
  const guest = await newVisitor({ javaScriptEnabled: false });
  await guest.goto('/en/places/hongbo-park');
  await expect(guest.getByRole('figure')).toContainText('a resident · CC BY 4.0');
  const figure = guest.getByRole('img', { name: words });
  await expect(figure).toHaveJSProperty('complete', true);
  // The list shows the same covered picture, smaller, and keeps its room from the beginning.
  const small = (await figure.getAttribute('src'))!;
  await guest.goto('/en/places?q=Hongbo+Park');
  const thumb = guest.locator('main li', { hasText: 'Hongbo Park' }).first().locator('img');
  await expect(thumb).toHaveAttribute('src', small.replace('small', 'thumb'));
  await expect(thumb).toHaveAttribute('width', '80');
  const square = sharp(await (await guest.request.get((await thumb.getAttribute('src'))!)).body());
  expect(await square.metadata()).toMatchObject({ format: 'webp', width: 144, height: 144 });
});
