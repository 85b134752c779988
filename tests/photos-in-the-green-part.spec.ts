import sharp from 'sharp';
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
  await editor.locator('main a[href*="/console/greens/place/"]').first().click();
  await editor.getByRole('link', { name: 'Photos', exact: true }).click();
  await editor.locator('#photos').setInputFiles(asFile(heic, 'IMG_0002.HEIC'));
  await editor.getByRole('button', { name: 'Publish the photo' }).click();
  await expect(editor.getByRole('alert')).toContainText('This is an HEIC photo');
  await editor.locator('#photos').setInputFiles(asFile(await taken()));
  // It is made small before it leaves, where the browser can.
  await expect
    .poll(() => editor.locator('#photos').evaluate((input: HTMLInputElement) => input.files![0]!.size))
    .toBeLessThan(400_000);
  await editor.getByLabel('What it shows (English)').last().fill(what);
  await editor.getByRole('button', { name: 'Publish the photo' }).click();
  await expect(editor.getByRole('alert')).toContainText('in both languages');
  await expectAccessible(editor);
  // What was sent is still there, and what was typed.
  await expect(editor.getByRole('checkbox', { name: 'Keep photo 1' })).toBeChecked();
  await expect(editor.getByLabel('What it shows (English)').last()).toHaveValue(what);
  await editor.getByLabel('What it shows (Chinese)').last().fill('梨园小路');
  await editor.getByLabel('Author').last().fill('Mei');
  await editor.getByLabel('Licence').last().selectOption('cc_by');
  await editor.getByRole('button', { name: 'Publish the photo' }).click();
  await expect(editor.getByRole('status')).toContainText('Saved.');
  await expectAccessible(editor);
  await editor.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(editor);

  const guest = await newVisitor({ javaScriptEnabled: false });
  await guest.goto((await editor.getByRole('link', { name: 'See its public page' }).getAttribute('href'))!);
  const picture = guest.getByRole('img', { name: what });
  await expect(picture).toHaveJSProperty('complete', true);
  const address = (await picture.getAttribute('src'))!;
  await expect(guest.getByRole('figure').filter({ has: picture })).toContainText('Photo: Mei · CC BY 4.0');
  const answer = await guest.request.get(address);
  expect(answer.headers()).toMatchObject({ 'content-type': 'image/webp', 'x-content-type-options': 'nosniff' });
  expect((await answer.body()).length).toBeLessThanOrEqual(20_000);
  const [facts] = await guest.locator('script[type="application/ld+json"]').allTextContents();
  expect(JSON.parse(facts!)).toMatchObject({ image: [{ caption: what, creditText: 'Mei' }] });

  const row = editor.getByRole('listitem').filter({ hasText: what });
  await row.locator('summary').click();
  await row.getByLabel('Whether it is shown').selectOption('withdrawn');
  await row.getByRole('button', { name: 'Save' }).click();
  await expect(editor.getByRole('status')).toContainText('Saved.');
  await guest.reload();
  await expect(picture).toHaveCount(0);
  const fresh = await newVisitor();
  expect((await fresh.request.get(address)).status()).toBe(404);
});
