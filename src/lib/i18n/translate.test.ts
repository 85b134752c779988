import { expect, it } from 'vitest';
import { errorText } from './errorText';
import { sameIn } from './lang';
import { translator } from './translate';

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
