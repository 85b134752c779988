import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { freshId, partOf, writeIdIn } from './writeId';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const form = (write_id?: string) => {
  const made = new FormData();
  if (write_id !== undefined) made.set('write_id', write_id);
  return made;
};

test('every form has an id of its own', () => {
  const ids = Array.from({ length: 1000 }, freshId);
  expect(new Set(ids).size).toBe(1000);
  for (const id of ids) expect(id).toMatch(UUID);
});

test('an id is read as the database writes it, and anything else is none', () => {
  const id = freshId();
  expect(writeIdIn(form(id.toUpperCase()))).toEqual({ write_id: id });
  for (const none of [undefined, '', 'x', `${id}0`, `${id}\n`]) expect(writeIdIn(form(none))).toEqual({});
});

test('the parts of a form are different, and the same when it comes again', async () => {
  const id = { write_id: freshId() };
  const [one, again, two] = [await partOf(id, 'a'), await partOf(id, 'a'), await partOf(id, 'b')];
  expect(one.write_id).toMatch(UUID);
  expect(again).toEqual(one);
  expect(two).not.toEqual(one);
  expect(await partOf({}, 'a')).toEqual({});
});

const root = new URL('../../', import.meta.url);
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(svelte|ts)$/.test(name) && !/\.test\.ts$|database\.types/.test(name))
  .map((name) => ({ name, text: readFileSync(new URL(name, root), 'utf8') }));

/** Forms without `write_id`, each with what makes a repeat harmless; the doors say the same in keys-of-writes.test.ts. */
const others: Record<string, string> = {
  'lib/reports/form/ReportForm.svelte': 'the id of the report',
  'lib/follows/FollowForm.svelte': 'the id of the follow',
  'lib/appeals/ReporterAppeal.svelte': 'the id of the appeal',
  'lib/appeals/AppealDesk.svelte': 'an appeal is decided once',
  'lib/sheet/Hotline.svelte': 'the id of the note',
  'lib/letters/OrderForm.svelte': 'a link that is used once',
  'lib/photos/AddPhotos.svelte': 'photos are named by their SHA-256',
  'lib/console/CaseReporter.svelte': 'a second look at a contact is a second look',
  'lib/console/UnitWayForm.svelte': 'sets what it says',
  'lib/blooms/ConfirmForm.svelte': 'the id of what was seen',
  'lib/blooms/MyBlooms.svelte': 'what is taken back stays so',
  'lib/ui/RowActs.svelte': 'a desk sets whether a bloom or a sighting is shown',
  'lib/nature/SightingForm.svelte': 'the id of the sighting',
  'lib/nature/PhotoDesk.svelte': 'sets whether it is shown',
  'routes/[lang=lang]/me/nature/+page.svelte': 'what is taken back stays so',
  'lib/greens/SheetForm.svelte': 'the id of the revision',
  'lib/greens/History.svelte': 'the id of the revision',
  'routes/[lang=lang]/console/greens/import/+page.svelte': 'the id of the import',
  'routes/[lang=lang]/console/greens/import/[id=uuid]/+page.svelte': 'an import is taken in once',
  'lib/suggestions/SuggestForm.svelte': 'the id of the suggestion',
  'lib/suggestions/AnswerForm.svelte': 'a suggestion is answered once',
  'lib/notices/NoticeList.svelte': 'marks as read',
  'lib/frame/ElderSwitch.svelte': 'sets a cookie',
  'lib/frame/ThemeChoice.svelte': 'sets a cookie',
  'lib/account/SignInForm.svelte': 'signs in',
  'lib/account/SignUpForm.svelte': 'an address has one account',
  'lib/account/CodeForm.svelte': 'a code is used once',
  'lib/account/ForgetPhone.svelte': 'forgets what is kept here',
  'lib/account/DeleteAccount.svelte': 'afterwards nobody is there',
  'routes/dev/mail/+page.svelte': 'a tool of developers',
  'routes/[lang=lang]/letters/stop/+page.svelte': 'a link that says no once',
  'routes/[lang=lang]/letters/confirm/+page.svelte': 'a link that says yes once',
  'routes/[lang=lang]/me/+page.svelte': 'joins the reports of this phone to the account',
  'routes/[lang=lang]/me/data/+page.svelte': 'settings',
  'routes/[lang=lang]/me/inbox/+page.svelte': 'marks as read',
  'routes/[lang=lang]/me/security/+page.svelte': 'sets the password, ends sessions',
  'routes/[lang=lang]/me/security/address/+page.svelte': 'a code is used once',
  'routes/[lang=lang]/sign-out/+page.svelte': 'ends the session',
  'routes/[lang=lang]/reset/+page.svelte': 'asks for a code, once a minute'
};

test('every form that is posted has an id, or is listed with the reason why it needs none', () => {
  const posted = sources.filter(({ name, text }) => name.endsWith('.svelte') && /method="post"/i.test(text));
  const without = posted.filter(({ text }) => !/<WriteId[ />]/.test(text)).map(({ name }) => name);
  expect(without.sort()).toEqual(Object.keys(others).sort());
});

test('every call of a door that takes the id passes it on', () => {
  const types = readFileSync(new URL('lib/database.types.ts', root), 'utf8');
  const keyed = [...types.matchAll(/^ {6}(\w+): \{\s*Args:(.*?)Returns/gms)]
    .filter(([, , parameters]) => parameters!.includes('write_id'))
    .map(([, name]) => name!);
  expect(keyed.length).toBeGreaterThan(10);
  const calls = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/rpc\(\s*(what|'(\w+)'),([^;]*?)\);?\n/gs)].map(([, what, door, given]) => ({
      name,
      door: door ?? what!,
      given: given!
    }))
  );
  const called = calls.filter(({ door }) => keyed.includes(door) || door === 'what');
  expect(called.length).toBeGreaterThan(10);
  const bare = called.filter(({ given }) => !/\.\.\.(form|moved|writeIdIn)/.test(given));
  expect(bare.map(({ name, door }) => `${name}: ${door}`)).toEqual([]);
});
