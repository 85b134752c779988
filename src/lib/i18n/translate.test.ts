import { expect, it } from 'vitest';
import { errorText } from './errorText';
import { sameIn } from './lang';
import type { Bundle } from './plainSpeaker';
import { plainSpeaker } from './plainSpeaker';
import { i18nextSpeaker, translator } from './translate';

it('speaks one language, without touching another', async () => {
  const [zh, en] = await Promise.all([translator('zh', ['common']), translator('en', ['common'])]);
  expect(zh('common:nav.home')).toBe('首页');
  expect(en('common:nav.home')).toBe('Home');
});

it('turns an error code into a sentence, and an unknown one into the general sentence', async () => {
  const t = await translator('en', ['common', 'errors']);
  expect(errorText(t, 'conflict')).toMatch(/^Somebody else/);
  expect(errorText(t, 'never_heard_of')).toBe(t('common:general_error'));
  expect(errorText(t, 'ERROR: relation "reports" does not exist')).toBe(t('common:general_error'));
});

it('finds the same page in the other language, without action names and keys', () => {
  const at = (path: string) => new URL(path, 'https://example.test');
  expect(sameIn('en', at('/zh/reports?q=桥'))).toBe('/en/reports?q=%E6%A1%A5');
  expect(sameIn('zh', at('/en/reports/new?category=air.fume&/send='))).toBe('/zh/reports/new?category=air.fume');
  expect(sameIn('zh', at('/en?key=0123'))).toBe('/zh');
  expect(sameIn('en', at('/zhuang'))).toBe('/zhuang');
});

it.each(['zh', 'en'] as const)('says in the browser what the server says, of every key (%s)', async (lang) => {
  const files = import.meta.glob<Bundle>('./locales/*/*.json', { import: 'default', eager: true });
  const bundles = Object.entries(files)
    .filter(([path]) => path.includes(`/${lang}/`))
    .map(([path, bundle]) => [path.replace(/.*\/|\.json$/g, ''), bundle] as const);
  const keysOf = (bundle: object, path: string): string[] =>
    Object.entries(bundle).flatMap(([key, value]) =>
      typeof value === 'string' ? [path + key] : keysOf(value as object, `${path}${key}.`)
    );
  const keys = bundles.flatMap(([namespace, bundle]) => keysOf(bundle, `${namespace}:`));
  expect(keys.length).toBeGreaterThan(300);

  const [server, browser] = [await i18nextSpeaker(lang, bundles), plainSpeaker(lang, bundles)];
  for (const key of [
    ...keys,
    ...keys.map((key) => key.replace(/_(one|other)$/, '')),
    'common:no.such',
    'nothing:here'
  ]) {
    expect(browser.has(key), key).toBe(server.has(key));
    const names = [...server.say(key, { count: 1 }).matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => [
      name!,
      `<${name}> $&`
    ]);
    for (const count of [0, 1, 2, 1.5])
      expect(browser.say(key, { ...Object.fromEntries(names), count }), key).toBe(
        server.say(key, { ...Object.fromEntries(names), count })
      );
  }
});
