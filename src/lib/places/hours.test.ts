import { expect, test } from 'vitest';
import { translator } from '$lib/i18n/translate';
import { hoursLines } from './hours';

const all = [1, 2, 3, 4, 5, 6, 7];

test('hours are written as people say them', async () => {
  const [zh, en] = [await translator('zh', ['places']), await translator('en', ['places'])];
  const winter = [{ days: all, months: [11, 12, 1, 2, 3], from: '06:00', to: '20:00' }];
  expect(hoursLines(zh, winter)).toEqual(['11月至3月 每天 06:00–20:00']);
  expect(hoursLines(en, winter)).toEqual(['November to March: Every day 06:00–20:00']);
  expect(hoursLines(en, [{ days: [1, 2, 3, 4, 5], from: '00:00', to: '24:00' }])).toEqual(['Monday to Friday all day']);
  expect(hoursLines(zh, [{ days: [6, 7, 1], from: '08:00', to: '18:00' }])).toEqual(['周六至周一 08:00–18:00']);
});
