import { expect, expectAccessible, signIn, test } from './support/test.ts';

test('a resident logs an owl; a moderator shows it; others read the subdistrict and no more; it is taken back', async ({
  page: resident,
  newVisitor
}) => {
  await signIn(resident, 'resident', 'en');
  await resident.goto('/en/nature');
  await resident.getByRole('link', { name: 'Add an entry' }).click();
  await resident.getByRole('button', { name: 'Give it to a moderator' }).click();
  await expect(resident.getByRole('alert')).toContainText('Please choose from the list');
  await expectAccessible(resident);
  const words = `On a cypress, ${crypto.randomUUID().slice(0, 6).replaceAll(/\d/g, 'x')}`;
  await resident.getByLabel('What did you see').selectOption('Long-eared owl');
  await resident.getByLabel('In which subdistrict').selectOption('Maizidian Subdistrict');
  await resident.getByLabel('In which green place').selectOption('Chaoyang Park');
  await resident.getByLabel('Anything else').fill(words);
  await resident.getByLabel('Everybody may read it').check();
  await resident.getByRole('button', { name: 'Give it to a moderator' }).click();
  await expect(resident.getByRole('status')).toContainText('We have it');
  const mine = resident.getByRole('listitem').filter({ hasText: words });
  await expect(mine).toContainText('Chaoyang Park');
  await expect(mine).toContainText('Waits for a moderator');

  const guest = await newVisitor({ javaScriptEnabled: false });
  await guest.goto('/en/nature');
  await expect(guest.getByText(words)).toHaveCount(0);
  const moderator = await newVisitor();
  await signIn(moderator, 'moderator', 'en');
  await moderator.goto('/en/console/nature');
  const row = moderator.getByRole('row').filter({ hasText: words });
  await row.getByRole('button', { name: 'Show: Long-eared owl', exact: true }).click();
  await expect(moderator.getByRole('status')).toContainText('Decided');
  await expectAccessible(moderator);

  await guest.goto('/en/nature?group=bird&subdistrict=110105012');
  const entry = guest.getByRole('listitem').filter({ hasText: words });
  await expect(entry).toContainText('Maizidian Subdistrict');
  await expect(entry).toContainText('only subdistrict and month are shown');
  await expect(entry).not.toContainText('Chaoyang Park');

  await mine.getByRole('button', { name: 'Take back: Long-eared owl' }).click();
  await expect(resident.getByRole('status')).toContainText('Taken back');
  await guest.reload();
  await expect(guest.getByText(words)).toHaveCount(0);
});
