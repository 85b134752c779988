import { expect, test } from 'vitest';
import { distance } from '$lib/i18n/format';
import { translator } from '$lib/i18n/translate';
import { duration, length, minutes, RIDE_KMH, WALK_KMH } from './length';

test('times are no finer than the way is known', async () => {
  expect(minutes(5570, WALK_KMH)).toBe(80);
  expect(minutes(5570, RIDE_KMH)).toBe(30);
  expect(minutes(100, RIDE_KMH)).toBe(5);
  expect(minutes(28_000, WALK_KMH)).toBe(420);
  const [zh, en] = [await translator('zh', ['routes']), await translator('en', ['routes'])];
  expect(duration(zh, 5570, WALK_KMH)).toBe('1 小时 20 分钟');
  expect(duration(en, 5570, WALK_KMH)).toBe('1 h 20 min');
  expect(duration(en, 28_000, WALK_KMH)).toBe('7 h');
  expect(duration(zh, 5570, RIDE_KMH)).toBe('30 分钟');
});

test('a length is "about" unless the line was surveyed, and an unknown one is none', async () => {
  const t = await translator('zh', ['routes']);
  const said = (metres: number) => distance('zh', metres);
  expect(length(t, said, { length_m: 5570, line_quality: 'schematic' })).toBe('约 5.6 公里');
  expect(length(t, said, { length_m: 17_000, line_quality: null })).toBe('约 17 公里');
  expect(length(t, said, { length_m: 900, line_quality: 'surveyed' })).toBe('900 米');
  expect(length(t, said, { length_m: null, line_quality: 'schematic' })).toBeUndefined();
});
