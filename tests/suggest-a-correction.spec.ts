import { keysReady } from './support/sendReport.ts';
import { demoPassword, expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

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

test('a suggested spot is shown by an editor, supported by others, joined with its double, and answered', async ({
  page,
  newVisitor
}) => {
  // Letters: a number of so many digits would be taken for a telephone.
  const mark = [...String(Date.now())].map((digit) => '甲乙丙丁戊己庚辛壬癸'[Number(digit)]).join('');
  const suggest = async (who: typeof page, landmark: string) => {
    await who.goto('/zh/places/suggest');
    await who.getByLabel('在哪个街乡？').selectOption({ label: '麦子店街道' });
    await who.getByLabel('在哪里？').fill(landmark);
    await who.getByLabel('为什么合适？').fill('有两棵老槐树');
    await who.getByLabel('别人也可以看到这条建议').check();
    await who.getByRole('button', { name: '发送' }).click();
    await expect(who.getByRole('status')).toContainText('我们收到了');
  };
  await signIn(page, 'teacher');
  await suggest(page, `河边空地${mark}`);
  await expect(page.getByText('工作人员看过以后，大家就能看到').first()).toBeVisible();

  const editor = await newVisitor();
  await signIn(editor, 'publisher');
  const queue = '/zh/console/greens/suggestions';
  const row = (words: string) => editor.locator('li', { has: editor.locator('p', { hasText: words }) });
  const show = async (landmark: string, title: string) => {
    await editor.goto(queue);
    await keysReady(editor);
    await row(landmark).getByText('公开给大家支持').click();
    await row(landmark).getByLabel('标题').fill(title);
    await row(landmark).getByRole('button', { name: '公开', exact: true }).click();
    await row(landmark).waitFor();
  };
  await show(`河边空地${mark}`, '电话 13800138000');
  await expect(editor.getByRole('alert')).toContainText('不写电话');
  await expectAccessible(editor);
  await show(`河边空地${mark}`, `亮马河边的空地${mark}`);
  await expect(editor.getByRole('status')).toContainText('已保存');

  // A guest is led to sign in, and back to the page; without JavaScript, as everything here.
  const neighbour = await newVisitor({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  await neighbour.goto('/zh/places');
  await neighbour.getByRole('link', { name: '大家推荐' }).click();
  await neighbour.getByRole('link', { name: '最新', exact: true }).click();
  await neighbour.getByRole('link', { name: `亮马河边的空地${mark}` }).click();
  const address = new URL(neighbour.url()).pathname;
  await expect(neighbour.getByRole('heading', { name: '0 人支持' })).toBeVisible();
  await neighbour.getByRole('link', { name: '登录后支持' }).click();
  await neighbour.locator('input[name=email]').fill('resident@demo.test');
  await neighbour.locator('input[name=password]').fill(demoPassword);
  await neighbour.locator('form:has(input[name=password]) button[type=submit]').first().click();
  await expect(neighbour).toHaveURL(address);
  await neighbour.getByRole('button', { name: '我也支持' }).click();
  await expect(neighbour.getByRole('status')).toContainText('记下了');
  await expect(neighbour.getByRole('heading', { name: '1 人支持' })).toBeVisible();
  await neighbour.getByRole('button', { name: '收回支持' }).click();
  await expect(neighbour.getByRole('heading', { name: '0 人支持' })).toBeVisible();
  await neighbour.getByRole('button', { name: '我也支持' }).click();
  await expectNoSidewaysScroll(neighbour);
  await page.goto(address);
  await expect(page.getByText('这是您推荐的地方')).toBeVisible();
  await expectAccessible(page);
  await page.goto('/zh/places/suggestions');
  await expectAccessible(page);

  // Somebody else suggests the same spot: joined, they count as a supporter.
  const other = await newVisitor();
  await signIn(other, 'organizer');
  await suggest(other, `同一块空地${mark}`);
  await editor.goto(queue);
  await keysReady(editor);
  const double = row(`同一块空地${mark}`);
  const joins = async () => {
    await double.getByText('和另一条合并').first().click();
    await double.getByRole('combobox', { name: '和另一条合并' }).selectOption({ label: `亮马河边的空地${mark}` });
    await double.getByRole('button', { name: '合并', exact: true }).click();
  };
  await joins();
  await expect(row(`河边空地${mark}`)).toContainText('2 人支持');
  // It was a mistake: taken apart, each is as it was. It was none: joined again.
  await row(`河边空地${mark}`).getByText('合并过来的：1 条').click();
  await expectAccessible(editor);
  await row(`河边空地${mark}`).getByRole('button', { name: '重新拆开' }).click();
  await expect(editor.getByRole('status')).toContainText('已拆开');
  await keysReady(editor);
  await expect(row(`河边空地${mark}`)).toContainText('1 人支持');
  await expect(double.getByText('建议人同意公开')).toBeVisible();
  await joins();
  await expect(row(`河边空地${mark}`)).toContainText('2 人支持');
  await row(`河边空地${mark}`).getByRole('textbox', { name: '给建议人的答复' }).fill('春天种树。');
  await row(`河边空地${mark}`).getByRole('button', { name: '采纳', exact: true }).click();

  await neighbour.goto(address);
  await expect(neighbour.getByRole('main')).toContainText('春天种树。');
  await neighbour.goto('/zh/me/inbox');
  await neighbour.getByRole('button', { name: '您支持的口袋公园建议有答复了' }).first().click();
  await expect(neighbour).toHaveURL(address);
  await other.goto('/zh/me/suggestions');
  await expect(other.getByRole('main')).toContainText('和别人推荐的同一处合并了');
  await expect(other.getByRole('main')).toContainText('春天种树。');
});
