import { describe, expect, it } from 'vitest';
import { nameOf, otherNameOf, readSiteForm, readSiteQuery, siteHref, sitesHref } from './sites';

const id = '0a000000-0000-4000-8000-000000000001';

describe('the address of a list of sites', () => {
  it('is read as it is written', () => {
    const wanted = {
      q: '烧烤',
      kind: 'shop' as const,
      subdistrict: '110105012',
      archived: true,
      near: id,
      after: { at: '2026-11-27T01:02:03.456789+00:00', id }
    };
    expect(readSiteQuery(new URL(sitesHref('zh', wanted), 'http://x').searchParams)).toEqual(wanted);
    expect(sitesHref('en')).toBe('/en/console/sites');
  });

  it('leaves out what is malformed', () => {
    const read = readSiteQuery(new URLSearchParams('kind=crook&subdistrict=12&near=1&after=now_1&archived=yes'));
    expect(read).toEqual({ q: '', kind: null, subdistrict: null, archived: false, near: null, after: null });
  });

  it('of one site carries what was done', () => {
    expect(siteHref('zh', id, { done: 'merge' })).toBe(`/zh/console/sites/${id}?done=merge`);
  });
});

describe('a name', () => {
  const grill = { id, name_zh: '老王烧烤', name_en: "Wang's Grill" };
  it('is in the language of the reader, or in the one there is', () => {
    expect([nameOf(grill, 'zh'), nameOf(grill, 'en')]).toEqual(['老王烧烤', "Wang's Grill"]);
    expect(nameOf({ name_zh: '老王烧烤', name_en: null }, 'en')).toBe('老王烧烤');
    expect(nameOf({ name_zh: null, name_en: null }, 'en')).toBe('');
  });
  it('has another only when there are two', () => {
    expect(otherNameOf(grill, 'zh')).toBe("Wang's Grill");
    expect(otherNameOf({ ...grill, name_en: null }, 'zh')).toBeNull();
  });
});

describe('a form', () => {
  it('leaves out what is blank and makes numbers of degrees', () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ name_zh: ' 店 ', name_en: ' ', lat: '39.9', lng: 'east', other: 'x' }))
      form.set(name, value);
    expect(readSiteForm(form)).toEqual({
      typed: { name_zh: ' 店 ', name_en: ' ', lat: '39.9', lng: 'east' },
      details: { name_zh: '店', lat: 39.9, lng: 'east' }
    });
  });
});
