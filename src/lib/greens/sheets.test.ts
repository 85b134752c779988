import { describe, expect, test } from 'vitest';
import { numbersIn, sheetOf, typedOf } from './sheets.ts';

const place = {
  name_zh: '园',
  name_en: 'Park',
  name_pinyin: 'yuan',
  slug: 'park',
  kind: 'park',
  subdistricts: ['110105012'],
  summary_zh: null,
  summary_en: null,
  lat: 39.9,
  lng: 116.4,
  position_quality: 'sourced',
  area_m2: 12,
  opened: null,
  fence_free: true,
  hours_note_zh: null,
  hours_note_en: null,
  how_to_get_zh: null,
  how_to_get_en: null,
  measure: 10,
  source: 'us',
  as_of: null,
  checked_at: '2026-11-27',
  data_quality: 'checked',
  status: 'published',
  hours: [{ from: '06:00', to: '21:00', days: [1, 2, 3], months: null }],
  flowers: [{ flower_code: 'lotus', months: [6, 7], note_zh: null, note_en: null, source: 'us' }],
  names: [{ name: '甲', lang: 'zh', pinyin: null }],
  facilities: { toilet: { present: 'yes', checked_at: null, source: null, demo: true } }
};

describe('a form', () => {
  test('gives back the sheet that it was made from', () => {
    expect(sheetOf('place', typedOf('place', place), place)).toEqual({ sheet: place, errors: {} });
  });

  test('a made-up fact that somebody changed needs a source and is made up no longer', () => {
    const typed = { ...typedOf('place', place), 'facilities.toilet.present': 'no' };
    expect(sheetOf('place', typed, place).errors).toEqual({ 'facilities.toilet.source': 'needed' });
    const said = sheetOf('place', { ...typed, 'facilities.toilet.source': 'Mo looked' }, place);
    expect(said.sheet.facilities).toEqual({
      toilet: { present: 'no', checked_at: null, source: 'Mo looked', demo: false }
    });
  });

  test('what is known may not be emptied, and a new thing needs it; what was unknown may stay so', () => {
    const emptied = { ...typedOf('place', place), subdistricts: ' ' };
    expect(sheetOf('place', emptied, place).errors).toEqual({ subdistricts: 'needed' });
    expect(sheetOf('place', emptied, {}).errors).toMatchObject({ subdistricts: 'needed' });
    const unknown = { ...place, subdistricts: [] };
    expect(sheetOf('place', emptied, unknown)).toEqual({ sheet: unknown, errors: {} });
  });

  test('an item whose first field was emptied is taken away, one that was added comes last', () => {
    const typed = {
      ...typedOf('place', place),
      'names.0.name': '',
      'names.1.name': '乙',
      'names.1.lang': 'zh',
      'names.1.pinyin': ''
    };
    expect(sheetOf('place', typed, place).sheet.names).toEqual([{ name: '乙', lang: 'zh', pinyin: null }]);
  });

  test.each([
    ['lat', 'north', 'number_wrong'],
    ['area_m2', '1.5', 'number_wrong'],
    ['checked_at', '2026-02-30', 'date_wrong'],
    ['kind', 'moon', 'word_unknown'],
    ['name_zh', ' ', 'needed'],
    ['hours.0.days', 'Monday', 'number_wrong']
  ])('says beside %s what %j is not', (key, value, code) => {
    expect(sheetOf('place', { ...typedOf('place', place), [key]: value }, place).errors).toEqual({ [key]: code });
  });
});

test('numbers are written as people write them', () => {
  expect(numbersIn('1-3，7')).toEqual([1, 2, 3, 7]);
  expect(numbersIn('x')).toBeNull();
});
