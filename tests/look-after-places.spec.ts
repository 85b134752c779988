import { randomUUID } from 'node:crypto';
import { keysReady } from './support/sendReport.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

/** A name that no other test uses: all of them share one district. */
const word = () => randomUUID().slice(0, 6);

test('a place is made, mended, found mended by somebody else, and taken back', async ({ page, newVisitor }) => {
  const name = `Desk Garden ${word()}`;
  await signIn(page, 'moderator');
  await page.goto('/en/console/greens/place');
  await keysReady(page);
  await page.getByRole('link', { name: 'Add one' }).click();
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('alert')).toContainText('Name in Chinese');
  await expectAccessible(page);
  await page.getByLabel('Name in Chinese').fill('工作台花园');
  await page.getByLabel('Name in English').fill(name);
  await page.getByLabel('Name in the address').fill(name.toLowerCase().replaceAll(' ', '-'));
  await page.locator('[name=kind]').selectOption('garden');
  await page.locator('[name=subdistricts]').fill('110105012');
  await page.locator('[name=source]').fill('a test');
  await page.locator('[name=data_quality]').selectOption('sourced');
  await page.locator('[name=status]').selectOption('published');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('status')).toContainText('Saved.');
  await expect(page.locator('[name=name_pinyin]')).toHaveValue('gong zuo tai hua yuan');
  const here = page.url().replace('?done', '');

  const colleague = await newVisitor();
  await signIn(colleague, 'publisher');
  await colleague.goto(here);
  await page.goto(here);
  // Folded, the parts are the index of a long form; what is in them goes along unseen.
  await expect(page.locator('[name="facilities.toilet.present"]')).toBeHidden();
  await page.locator('summary', { hasText: 'Facilities' }).click();
  await page.locator('[name="facilities.toilet.present"]').selectOption('yes');
  await page.locator('[name="facilities.toilet.source"]').fill('seen there');
  await page.getByLabel('Why you change it').fill('there is a toilet');
  await page.getByRole('button', { name: 'Save the change' }).click();
  await expect(page.getByRole('status')).toContainText('Saved.');

  // A fault opens its part.
  await colleague.locator('summary', { hasText: 'About it' }).click();
  await colleague.locator('[name=area_m2]').fill('wide');
  await colleague.getByLabel('Why you change it').fill('measured');
  await colleague.getByRole('button', { name: 'Save the change' }).click();
  await colleague
    .getByRole('alert')
    .getByRole('link', { name: /Size in square metres/ })
    .click();
  await expect(colleague.locator('[name=area_m2]')).toBeFocused();
  await colleague.locator('[name=area_m2]').fill('1200');
  await colleague.getByLabel('Why you change it').fill('measured');
  await colleague.getByRole('button', { name: 'Save the change' }).click();
  await expect(colleague.getByRole('alert')).toContainText('Somebody else changed this');
  await expect(colleague.locator('[name=area_m2]')).toHaveValue('1200');

  const address = (await page.getByRole('link', { name: 'See its public page' }).getAttribute('href'))!;
  await colleague.goto(address);
  await expect(colleague.getByRole('main')).toContainText('Toilet');
  await page.getByRole('button', { name: 'Take back change 2' }).click();
  await expect(page.getByRole('main')).toContainText('Took back change 2');
  await expect(page.locator('[name="facilities.toilet.present"]')).toHaveValue('');
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
});

test('a file is looked through, its bad line named, and its good one taken in', async ({ page }) => {
  const name = `File Garden ${word()}`;
  await signIn(page, 'publisher');
  await page.goto('/zh/console/greens/import');
  const file = [
    'name_zh,name_en,kind,subdistricts,source,data_quality,lat,lng,position_quality',
    `文件花园,${name},garden,110105012,a list,sourced,39.92196580126834,116.46661560068297,sourced`,
    '坏行,Bad line,moon,110105012,a list,sourced,,,'
  ].join('\n');
  await page
    .locator('[name=file]')
    .setInputFiles({ name: 'gardens.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page.getByRole('button', { name: '检查文件' }).click();
  await expect(page.getByRole('alert')).toContainText('请选择');
  await page
    .locator('[name=file]')
    .setInputFiles({ name: 'gardens.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page.locator('[name=crs]').selectOption('bd09');
  await page.getByRole('button', { name: '检查文件' }).click();
  await expect(page.getByRole('main')).toContainText('1 行可以导入，1 行有问题');
  await expect(page.getByRole('row', { name: /^第 3 行 / })).toContainText('没有这个选项');
  await expectAccessible(page);
  await page.getByLabel('有一行有问题，就都不导入').check();
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('一行也没有导入');
  await page.getByLabel('导入没有问题的行').check();
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('新建 1');
  await page.goto(`/zh/console/greens/place?q=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name: '文件花园' }).click();
  // BD-09 became WGS 84 on the way: some hundred metres to the south-west.
  expect(Number(await page.locator('[name=lat]').inputValue())).toBeCloseTo(39.9143, 2);
  const csv = await page.request.get('/zh/console/greens/export/places.csv');
  expect(await csv.text()).toContain(name);
});

test('nobody else finds the desk', async ({ page }) => {
  await signIn(page, 'resident');
  for (const path of ['greens/place', 'greens/import', 'greens/export/places.csv', `greens/route/${randomUUID()}`])
    expect((await page.goto(`/zh/console/${path}`))!.status()).toBe(404);
});
