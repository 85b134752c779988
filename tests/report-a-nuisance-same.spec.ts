import type { Page } from '@playwright/test';
import { demoReport } from './support/demoReports.ts';
import { sendReport, type Sent } from './support/sendReport.ts';
import { staffMove } from './support/staffMove.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

const tracking = /\/(zh|en)\/reports\/[0-9a-f-]{36}$/;
const main = (page: Page) => page.locator('main');
const words = (page: Page) => page.locator('textarea[name=description]');
const join = (page: Page) => page.getByRole('button', { name: '加入这个问题' });
const next = (page: Page) => page.getByRole('button', { name: '继续' });
const enhanced = (page: Page) => expect(page.locator('[aria-current=step]')).toBeVisible();

/** A public case of its own at a place of its own, accepted by a moderator in a browser of their own. */
async function publicCase(
  reporter: Page,
  staff: Page,
  where: { lat: string; lng: string },
  category = 'air.fume'
): Promise<Sent> {
  const sent = await sendReport(reporter, { category, ...where, subdistrict: '110105012', publish: '1' });
  if (staff.url() === 'about:blank') await signIn(staff, 'moderator');
  await staffMove(staff, sent.id, 'accept', 1);
  return sent;
}

/** Taken on and answered by the unit of Maizidian. */
async function answered(moderator: Page, handler: Page, id: string, words: string) {
  await staffMove(moderator, id, 'dispatch', 2, { lead: '110105012' });
  await signIn(handler, 'handler');
  await staffMove(handler, id, 'take_on', 3);
  await staffMove(handler, id, 'answer', 4, { answer_kind: 'fixed', public_text: words });
}

test.describe('Same here', () => {
  test('is offered before sending, and takes along what was typed', async ({ page, newVisitor }) => {
    const [reporter, staff] = [await newVisitor(), await newVisitor()];
    const where = { lat: '39.941300', lng: '116.448100' };
    const { id } = await publicCase(reporter, staff, where);

    await page.goto('/zh/reports/new?category=air.fume');
    await enhanced(page);
    const mine = await page.locator('[name=id]').inputValue();
    await page.getByText('用经纬度填写').click();
    await page.getByLabel('纬度').fill(where.lat);
    await page.getByLabel('经度').fill(where.lng);
    await next(page).click();
    await page.getByLabel('发生了什么？').fill('我家也闻得到，晚上最重。');
    await next(page).click();
    const offers = page.getByRole('region', { name: '附近有人反映过类似的问题' });
    const offer = offers.getByRole('listitem').filter({ has: page.locator(`a[href$="${id}"]`) });
    await expect(offer).toContainText('麦子店');
    await expect(offer).toContainText(/距离约 \d+ 米/);
    await expect(offer).toContainText('办理中');
    await expectAccessible(page);
    await offer.getByRole('link', { name: /^我也遇到/ }).click();

    await expect(page.getByRole('heading', { level: 1 })).toHaveText('我也遇到：餐饮油烟');
    await expect(page.getByRole('region', { name: '您要加入的问题' })).toContainText('麦子店');
    await expect(page.getByLabel('您看到的情况')).toHaveValue('我家也闻得到，晚上最重。');
    expect(await page.locator('[name=id]').inputValue(), 'still the same report').toBe(mine);
    await expectAccessible(page);
    await page.reload();
    await expect(page.getByLabel('您看到的情况')).toHaveValue('我家也闻得到，晚上最重。');
    await page.getByRole('link', { name: '不是同一个问题' }).click();
    await enhanced(page);
    await expect(words(page)).toHaveValue('我家也闻得到，晚上最重。');
    await page.goBack();
    await join(page).click();
    await expect(page).toHaveURL(tracking);
    await expect(main(page)).toContainText('我家也闻得到，晚上最重。');
    expect(new URL(page.url()).pathname).toBe(`/zh/reports/${mine}`);
  });

  test('works without JavaScript and without a word, from the public page on', async ({ newVisitor }) => {
    const [reporter, staff] = [await newVisitor(), await newVisitor()];
    const { id } = await publicCase(reporter, staff, { lat: '39.952100', lng: '116.471200' });
    const page = await newVisitor({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    await page.goto(`/zh/reports/${id}`);
    await page.getByRole('link', { name: '我也遇到' }).click();
    await expectNoSidewaysScroll(page);
    const mine = await page.locator('[name=id]').inputValue();
    await join(page).click();
    await expect(page).toHaveURL(new RegExp(`/zh/reports/${mine}$`));
    await expect(main(page)).toContainText(/CY-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}/);
  });

  test('is found on the plain page with one button, and only there', async ({ newVisitor }) => {
    const [reporter, staff] = [await newVisitor(), await newVisitor()];
    const where = { lat: '39.958200', lng: '116.452900' };
    const { id } = await publicCase(reporter, staff, where);
    const page = await newVisitor({ javaScriptEnabled: false });
    await page.goto('/zh/reports/new?category=air.fume');
    await page.getByLabel('发生了什么？').fill('没有脚本也写得下来');
    const look = page.getByRole('button', { name: '看看附近有没有人反映过' });
    await look.click();
    await expect(page.getByRole('alert')).toContainText('请告诉我们在哪里');
    await expect(page.getByLabel('发生了什么？')).toHaveValue('没有脚本也写得下来');
    await page.getByText('用经纬度填写').click();
    await page.getByLabel('纬度').fill(where.lat);
    await page.getByLabel('经度').fill(where.lng);
    await look.click();
    const offer = page.getByRole('listitem').filter({ has: page.locator(`a[href$="${id}"]`) });
    await offer.getByRole('button', { name: /^我也遇到/ }).click();
    await expect(page.getByLabel('您看到的情况')).toHaveValue('没有脚本也写得下来');
    await page.getByRole('button', { name: '不是同一个问题' }).click();
    await expect(page.getByLabel('发生了什么？')).toHaveValue('没有脚本也写得下来');
    await page.goto('/zh/reports/new?category=greenery.tree');
    await page.getByLabel('街道或地区').selectOption('110105043');
    await page.getByLabel('地址或附近的地标').fill('村口');
    await look.click();
    await expect(main(page)).toContainText('附近没有公开的同类反映');
  });

  for (const javaScriptEnabled of [true, false])
    test(`is refused in words once it is answered, and nothing typed is lost, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
      newVisitor
    }) => {
      const [reporter, staff, handler] = [await newVisitor(), await newVisitor(), await newVisitor()];
      const where = { lat: javaScriptEnabled ? '39.931700' : '39.936200', lng: '116.481300' };
      const { id } = await publicCase(reporter, staff, where);
      const page = await newVisitor({ javaScriptEnabled });
      await page.goto(`/zh/reports/new?category=air.fume&joins=${id}`);
      await page.getByLabel('您看到的情况').fill('我家也有，写了很久。');
      await answered(staff, handler, id, '已清洗。');
      await join(page).click();
      await expect(page.getByRole('alert')).toContainText('这个问题刚刚有了答复或已经办结');
      const about = page.getByRole('region', { name: '这个问题已经答复或办结' });
      await expect(about).toContainText('已答复');
      await expect(words(page)).toHaveValue('我家也有，写了很久。');
      await about.getByRole(javaScriptEnabled ? 'link' : 'button', { name: /^又出现了/ }).click();
      await expect(page.getByRole('region', { name: '之前的这件，现在又出现了' })).toBeVisible();
      await expect(words(page)).toHaveValue('我家也有，写了很久。');
      await expect(page.locator('[name=again_of]')).toHaveValue(id);
    });

  test('is refused for one’s own case, and the way to a report of one’s own stays open', async ({
    page,
    newVisitor
  }) => {
    const staff = await newVisitor();
    const { id, link } = await publicCase(page, staff, { lat: '39.927400', lng: '116.459900' });
    await page.goto(link);
    await page.goto(`/zh/reports/${id}?as=public`);
    await expect(page.getByRole('link', { name: '我也遇到' })).toHaveCount(0);
    await page.goto(`/zh/reports/new?joins=${id}`);
    await page.getByLabel('您看到的情况').fill('其实是我自己的那件');
    await join(page).click();
    await expect(page.getByRole('alert')).toContainText('这就是您自己反映的问题');
    await expect(page.getByLabel('您看到的情况')).toHaveValue('其实是我自己的那件');
  });

  test('leads to the case that it was merged into, and says so when it is not public', async ({
    page,
    newVisitor,
    request
  }) => {
    const [reporter, staff] = [await newVisitor(), await newVisitor()];
    const one = await publicCase(reporter, staff, { lat: '39.921900', lng: '116.472700' });
    const other = await publicCase(reporter, staff, { lat: '39.922000', lng: '116.472800' });
    await staffMove(staff, one.id, 'merge', 2, { target: other.id, public_text: '同一处' });
    await page.goto(`/zh/reports/new?joins=${one.id}`);
    await expect(page.locator('[name=joins]')).toHaveValue(other.id);
    await join(page).click();
    await expect(page).toHaveURL(tracking);

    const gone = await page.goto('/zh/reports/new?category=air.fume&joins=00000000-0000-4000-8000-000000000001');
    expect(gone!.status()).toBe(200);
    await expect(page.getByRole('region', { name: '这个问题现在不公开了' })).toBeVisible();
    await expect(page.locator('[name=joins]')).toHaveCount(0);
    expect((await request.get('/zh/reports/new?joins=nonsense')).status()).toBe(200);
  });

  test('sent twice it is one report, and with other words it is refused', async ({ page, newVisitor }) => {
    const [reporter, staff] = [await newVisitor(), await newVisitor()];
    const { id } = await publicCase(reporter, staff, { lat: '39.917300', lng: '116.463300' });
    await page.goto(`/zh/reports/new?joins=${id}`);
    const form = {
      id: await page.locator('[name=id]').inputValue(),
      key: await page.locator('[name=key]').inputValue(),
      joins: id,
      description: '一样的话'
    };
    const post = (multipart: Record<string, string>) =>
      page.request.post('/zh/reports/new', {
        multipart,
        headers: { origin: `http://localhost:${process.env.TEST_PORT}` },
        maxRedirects: 0
      });
    const [first, second] = [await post(form), await post(form)];
    expect(first.status()).toBe(303);
    expect(second.headers().location).toBe(first.headers().location);
    expect((await post({ ...form, description: '别的话' })).status()).toBe(409);
  });
});

test('who joined follows the main case to its answer, and one "not solved" opens it again', async ({ newVisitor }) => {
  const [reporter, staff, handler] = [await newVisitor(), await newVisitor(), await newVisitor()];
  const { id, link } = await publicCase(reporter, staff, { lat: '39.944100', lng: '116.476600' });
  const page = await newVisitor({ javaScriptEnabled: false });
  await page.goto(`/zh/reports/new?joins=${id}`);
  await words(page).fill('只有我自己看得到的话');
  await join(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('和大家反映的同一个问题一起办');
  const going = page.getByRole('region', { name: /^一起办的是 CY-/ });
  await expect(going).toContainText('已受理');
  await answered(staff, handler, id, '净化器已经清洗。');

  await page.reload();
  await expect(going).toContainText('已答复，请您确认');
  await expect(page.getByRole('region', { name: '对这个问题的答复' })).toContainText('净化器已经清洗。');
  await expect(going).toContainText('麦子店');
  const form = page.locator('form:has([name=move][value=call_back])');
  await form.getByLabel('没有解决，请接着办').check();
  await form.getByRole('button', { name: '告诉我们' }).click();
  await expect(page.getByRole('alert')).toContainText('请写几句');
  await expect(form.getByLabel('没有解决，请接着办')).toBeChecked();
  await form.locator('[name=words]').fill('我这边还是有油烟。');
  await form.getByRole('button', { name: '告诉我们' }).click();
  await expect(going).toContainText('重新办理');
  await expect(going).toContainText('您说：没有解决。');
  await expect(going).toContainText('我这边还是有油烟。');
  await expect(form).toHaveCount(0);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);

  // Whoever reported it first sees that it goes on, and not in whose words.
  await reporter.goto(link);
  await expect(reporter.getByRole('heading', { level: 1 })).toContainText('另一位反映人说还没办好');
  await expect(main(reporter)).not.toContainText('我这边还是有油烟');
  await expect(main(reporter)).not.toContainText('只有我自己看得到的话');
  await expectAccessible(reporter);
  await going.getByRole('link', { name: '看它公开的页面' }).click();
  await expect(main(page)).not.toContainText('只有我自己看得到的话');
});

test.describe('It is back', () => {
  test('is the ordinary form with what is public filled in, and a way to the earlier case', async ({ newVisitor }) => {
    const earlier = demoReport('litter-ba');
    const page = await newVisitor({ javaScriptEnabled: false });
    await page.goto(earlier.path());
    await page.getByRole('link', { name: '又出现了' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^又出现了：/);
    const about = page.getByRole('region', { name: '之前的这件，现在又出现了' });
    await expect(about.locator('a').first()).toHaveAttribute('href', new RegExp(`${earlier.id}$`));
    await expect(page.getByLabel('街道或地区')).toHaveValue('110105024');
    await expect(page.getByLabel('地址或附近的地标')).toHaveValue('坝河太阳宫段');
    await page.getByLabel('发生了什么？').fill('转弯处又积了一片。');
    await page.getByRole('button', { name: '提交' }).click();
    await expect(page).toHaveURL(tracking);
    await expect(main(page)).toContainText('转弯处又积了一片。');
    await expect(page.locator(`main a[href$="${earlier.id}"]`)).toBeVisible();
  });

  test('leads on from the earlier public case once the newer one is public too', async ({ page, newVisitor }) => {
    const staff = await newVisitor();
    const earlier = demoReport('washbasin-datun');
    const newer = await sendReport(page, { category: 'waste.point', again_of: earlier.id, publish: '1' });
    await page.goto(earlier.path());
    await expect(page.locator(`main a[href$="${newer.id}"]`)).toHaveCount(0);
    await signIn(staff, 'moderator');
    await staffMove(staff, newer.id, 'accept', 1);
    await page.reload();
    await page.getByRole('region', { name: '后来又出现了' }).getByRole('link').click();
    await expect(page).toHaveURL(new RegExp(`${newer.id}$`));
    await expect(page.locator(`main a[href$="${earlier.id}"]`)).toBeVisible();
  });

  test('asks for no place again where only a part of it is public', async ({ page }) => {
    await page.goto(`/en/reports/new?again_of=${demoReport('fume-wangjing').id}`);
    await enhanced(page);
    await expect(page.getByLabel('Address or landmark')).toHaveValue('The same place as in the earlier case');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('In your own words').fill('The smell is back since Monday.');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page).toHaveURL(tracking);
  });
});
