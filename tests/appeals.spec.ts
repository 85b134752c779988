import { demoReport } from './support/demoReports.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/test.ts';

// A guest whose report was not accepted does not agree; the moderator who refused it cannot decide, the other one does.

test.describe('an appeal', () => {
  test('goes from the private link to another moderator and back, without JavaScript', async ({ newVisitor }) => {
    const report = demoReport('angry-refused');
    const guest = await newVisitor({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
    await guest.goto(report.link('en'));
    await guest.getByText('You do not agree? Appeal').click();
    await guest.getByRole('button', { name: 'Send the appeal' }).click();
    await expect(guest.getByRole('alert')).toContainText('Please write a few words');
    await expectNoSidewaysScroll(guest);
    await guest.getByLabel('Why you do not agree').fill('It is in Chaoyang: the east side of the bridge.');
    await guest.getByRole('button', { name: 'Send the appeal' }).click();
    await expect(guest.getByRole('heading', { name: 'Your appeal' })).toBeVisible();
    await expect(guest.getByText('Being looked at')).toBeVisible();
    await expect(guest.getByText('Your appeal has gone.')).toBeVisible();

    const first = await newVisitor({ javaScriptEnabled: false });
    await signIn(first, 'moderator2', 'en');
    await first.goto('/en/console/queues/appeals');
    await first.locator(`a[href*="${report.id}"]`).click();
    await expect(first.getByText('The contested decision was yours')).toBeVisible();
    await expect(first.getByRole('button', { name: 'Decide' })).toHaveCount(0);

    const second = await newVisitor({ javaScriptEnabled: false });
    await signIn(second, 'moderator', 'en');
    await second.goto('/en/console/queues/appeals');
    await second.locator(`a[href*="${report.id}"]`).click();
    await second.getByLabel('Answer to the reporter').fill('You are right, it is ours.');
    await second.getByRole('button', { name: 'Decide' }).click();
    await expect(second.getByRole('alert')).toContainText('uphold the appeal');
    await expect(second.getByLabel('Answer to the reporter')).toHaveValue('You are right, it is ours.');
    await second.getByLabel('Appeal upheld').check();
    await second.locator('[name=appeal_note]').fill('Checked on the map.');
    await second.getByRole('button', { name: 'Decide' }).click();
    await expect(second.getByRole('status')).toContainText('Appeal upheld');

    await guest.reload();
    await expect(guest.getByText('You are right, it is ours.').first()).toBeVisible();
    await expect(guest.getByText('Checked on the map.')).toHaveCount(0);
    await expect(guest.getByRole('heading', { level: 1 })).toContainText('Accepted');
  });

  test('can be read by everybody', async ({ page }) => {
    const report = demoReport('parking-redirected');
    await page.goto(report.link());
    await page.getByText('不同意这个决定？可以申诉').click();
    await expectAccessible(page);
    await signIn(page, 'moderator');
    await page.goto('/zh/console/queues/appeals');
    await expectAccessible(page);
  });
});
