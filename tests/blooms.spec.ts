import { expect, signIn, test } from './support/test.ts';

test('a resident says how far the roses are, everybody sees it, and it is taken back', async ({
  page: resident,
  newVisitor
}) => {
  await signIn(resident, 'resident', 'en');
  await resident.goto('/en/places/dawangjing-park');
  await resident.getByRole('link', { name: 'I saw it: Chinese rose, Dawangjing Park' }).click();
  await expect(resident.getByRole('heading', { level: 1 })).toHaveText(
    'Chinese rose at Dawangjing Park: how far is it?'
  );
  await resident.getByRole('button', { name: 'Tell everybody' }).click();
  await expect(resident.getByRole('alert')).toContainText('choose how far the flowers are');
  await resident.getByRole('radio', { name: /Full bloom/ }).check();
  await resident.getByRole('button', { name: 'Tell everybody' }).click();
  await expect(resident.getByRole('status')).toContainText('Everybody can see it now');

  const guest = await newVisitor({ javaScriptEnabled: false });
  await guest.goto('/en');
  const week = guest.getByRole('region', { name: 'In flower this week' });
  await expect(week.getByRole('listitem').filter({ hasText: 'Dawangjing Park' })).toContainText('Full bloom');
  await week.getByRole('link', { name: 'See the whole year' }).click();
  await guest.getByText('Find by month, flower or subdistrict').click();
  await guest.getByLabel('Flower', { exact: true }).selectOption('Chinese rose');
  await guest.getByRole('button', { name: 'Search' }).click();
  await expect(guest).toHaveURL(/flower=chinese_rose/);
  const year = guest.getByRole('region', { name: 'Chinese rose' });
  await expect(year).toContainText('In Beijing usually April, May');
  await expect(year).toContainText(/seen (today|yesterday)/);
  const feed = await guest.request.get('/feeds/blooms.en.atom');
  expect(feed.headers()['content-type']).toContain('application/atom+xml');
  expect(await feed.text()).toContain('Chinese rose, Dawangjing Park');
  await year.getByRole('link', { name: /^I saw it/ }).click();
  await expect(guest.getByText('Sign in to tell.')).toBeVisible();

  await resident.getByRole('button', { name: /^Take back: Chinese rose, Dawangjing Park/ }).click();
  await expect(resident.getByRole('status')).toContainText('Taken back');
});

test('a moderator leaves a wrong word out of the counts and puts it back', async ({ page: moderator }) => {
  await signIn(moderator, 'moderator', 'en');
  await moderator.goto('/en/console/blooms');
  const first = moderator.getByRole('row').filter({ hasText: 'Wenyu River Park' }).first();
  await first.getByRole('button', { name: /^Leave out/ }).click();
  await expect(moderator.getByRole('status')).toContainText('left out of the counts');
  await expect(first).toContainText('left out');
  await first.getByRole('button', { name: /^Count again/ }).click();
  await expect(moderator.getByRole('status')).toContainText('counts again');
});
