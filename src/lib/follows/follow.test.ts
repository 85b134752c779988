import { describe, expect, it } from 'vitest';
import { read } from '$lib/forms/read';
import { followForm } from './follow';

const whole = { id: 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa', subdistrict: '110105012', email: 'wang@example.com' };
const circle = { ...whole, subdistrict: '', lat: '39.949', lng: '116.465' };

/** The form as it is posted: an array is a field that comes more than once. */
function post(fields: Record<string, string | string[]>) {
  const form = new FormData();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) form.append(name, value);
  return read(followForm, form);
}

describe('what somebody wants to follow', () => {
  it('is read as it was typed, with a Chinese keyboard too, and under any id that is a uuid', () => {
    expect(post({ ...circle, email: ' ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ ' }).data).toEqual({
      id: whole.id,
      email: 'wang@example.com',
      lat: 39.949,
      lng: 116.465
    });
    expect(post({ ...whole, id: whole.id.toUpperCase(), email: '' }).errors).toBeUndefined();
  });

  it.each([
    ['no id', { ...whole, id: 'x' }, { id: 'follow_wrong' }],
    ['a place that is no number', { ...circle, lat: 'NaN', lng: 'Infinity' }, { lat: 'lat_range', lng: 'lng_range' }],
    ['two addresses', { ...whole, email: ['wang@example.com', 'li@example.com'] }, { email: 'email_wrong' }],
    ['a list of addresses', { ...whole, email: 'wang@example.com,li@example.com' }, { email: 'email_wrong' }],
    ['a long address', { ...whole, email: `${'w'.repeat(250)}@a.cn` }, { email: 'email_long' }],
    ['two categories', { ...whole, category: ['air', 'water'] }, { category: 'category_unknown' }],
    ['a size in words', { ...circle, radius_m: 'large' }, { radius_m: 'radius_m_wrong' }],
    ['two names', { ...circle, label: ['home', 'school'] }, { label: 'label_long' }],
    ['nothing', { id: whole.id }, { subdistrict: 'subdistrict_missing' }]
  ])('and %s is said beside its field', (_what, fields, errors) => expect(post(fields).errors).toEqual(errors));
});
