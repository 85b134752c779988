import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

test('a resident says that something is not there, and reads the answer', async ({ page, newVisitor }) => {
  await signIn(page, 'resident');
  await page.goto('/zh/places/honglingjin-park');
  await page.getByRole('link', { name: '这里写得不对' }).click();
  await page.getByRole('button', { name: '发送' }).click();
  await expect(page.getByRole('alert')).toContainText('请选择哪里不一样');
  await page.getByLabel('其他不对的地方').check();
  const words = `北门关了 ${Date.now()}`;
  await page.getByLabel('补充说明').fill(words);
  await expectAccessible(page);
  await page.getByRole('button', { name: '发送' }).click();
  await expect(page.getByRole('status')).toContainText('我们收到了');
  await expect(page.getByRole('main')).toContainText(words);

  const editor = await newVisitor();
  await signIn(editor, 'publisher');
  await editor.goto('/zh/console/greens/suggestions');
  const row = editor.locator('li', { hasText: words });
  await row.getByRole('button', { name: '不采纳' }).click();
  await expect(editor.getByRole('alert')).toContainText('答复');
  await expectAccessible(editor);
  await row.getByRole('textbox').fill('北门周一不开。');
  await row.getByRole('button', { name: '不采纳' }).click();
  await expect(editor.getByRole('status')).toContainText('已答复');
  await page.reload();
  await expect(page.getByRole('main')).toContainText('北门周一不开。');
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
});
