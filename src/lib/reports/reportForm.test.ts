import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { LIMITS, momentOf, readForm } from './formFields';
import { check } from './reportForm';

const complete = {
  id: '5b0f7a52-3f0c-4d6b-9d53-0c8f5a1f2b11',
  key: '0123456789abcdef0123456789abcdef',
  category: 'air.fume',
  description: '楼下饭馆的油烟直接排到窗边',
  subdistrict: '110105012',
  landmark: '枣营北里 12 号楼下'
};

function form(changes: Record<string, string | null | (string | File)[]> = {}): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...complete, ...changes })) {
    if (Array.isArray(value)) for (const one of value) data.append(name, one);
    else if (value !== null) data.append(name, value);
  }
  return data;
}
const checked = (changes: Parameters<typeof form>[0] = {}) => check(readForm(form(changes)));
const errors = (changes: Parameters<typeof form>[0]) => {
  const result = checked(changes);
  return result.ok ? {} : result.errors;
};
const report = (changes: Parameters<typeof form>[0] = {}) => {
  const result = checked(changes);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.report;
};
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

describe('a place', () => {
  it('is a point, or a subdistrict with a landmark', () => {
    expect(errors({})).toEqual({});
    expect(errors({ subdistrict: '', landmark: '', lat: '39.949', lng: '116.465' })).toEqual({});
  });
  it('is asked for when there is none, and completed when there is half of one', () => {
    expect(errors({ subdistrict: '', landmark: null })).toEqual({ place: 'place_missing' });
    expect(errors({ subdistrict: null })).toEqual({ subdistrict: 'subdistrict_missing' });
    expect(errors({ landmark: '   ' })).toEqual({ landmark: 'landmark_missing' });
    expect(errors({ lat: '39.949' })).toEqual({ lng: 'lng_range' });
  });
  it('is never zero because a field was left blank', () => {
    const { lat, lng } = report({ lat: '', lng: '  ' });
    expect([lat, lng]).toEqual([undefined, undefined]);
  });
  it('keeps six decimals', () => {
    expect(report({ lat: '39.94912345678', lng: '116.4650000' })).toMatchObject({ lat: 39.949123, lng: 116.465 });
  });
  it('may be typed with a Chinese keyboard', () => {
    expect(report({ lat: '３９．９４９', lng: '１１６．４６５' })).toMatchObject({ lat: 39.949, lng: 116.465 });
  });
  it.each(['NaN', 'Infinity', '-Infinity', '1e1', '0x27', '39,949', '91', '-90.0000001', '39.9 116.4', 'null'])(
    'is not the latitude %j',
    (lat) => expect(errors({ lat, lng: '116.465' })).toEqual({ lat: 'lat_range' })
  );
});

describe('words', () => {
  it('are needed, unless a photo is declared', () => {
    expect(errors({ description: ' \n ' })).toEqual({ description: 'description_missing' });
    expect(errors({ description: '', photo_sha256: ['a'.repeat(64)] })).toEqual({});
  });
  it('are counted as people count them', () => {
    expect(errors({ description: '😀'.repeat(LIMITS.description) })).toEqual({});
    expect(errors({ description: '烟'.repeat(LIMITS.description + 1) })).toEqual({ description: 'description_long' });
    expect(errors({ landmark: '门'.repeat(LIMITS.landmark + 1) })).toEqual({ landmark: 'landmark_long' });
  });
  it('may be a megabyte and get a sentence, not a failure', () => {
    expect(errors({ description: 'x'.repeat(1_000_000) })).toEqual({ description: 'description_long' });
  });
  it('are the same whichever way the line breaks came', () => {
    expect(report({ description: ' one\r\ntwo\rthree ' }).description).toBe('one\ntwo\nthree');
    expect(report({ landmark: 'cafe\u0301' }).landmark).toBe('caf\u00e9');
  });
  it('do not turn the words beside them, and are blank when nothing of them can be seen', () => {
    expect(report({ landmark: '枣营\u202egnp.exe\u2066' }).landmark).toBe('枣营gnp.exe');
    expect(report({ description: '👩‍👩‍👧' }).description).toBe('👩‍👩‍👧');
    expect(errors({ description: '\u200b\u2060 \u202e' })).toEqual({ description: 'description_missing' });
  });
  it('cannot hold what no screen can show', () => {
    expect(errors({ description: 'a\u0000b' })).toEqual({ description: 'text_unreadable' });
    const half = check({ ...readForm(form()), description: 'half \ud83d' });
    expect(half).toEqual({ ok: false, errors: { description: 'text_unreadable' } });
  });
});

describe('the time it happened', () => {
  it('is Beijing time unless it says otherwise', () => {
    expect(momentOf('2026-11-20T20:15')).toBe('2026-11-20T12:15:00.000Z');
    expect(momentOf('2026-11-20T20:15:30Z')).toBe('2026-11-20T20:15:30.000Z');
    expect(momentOf('2026-11-20T20:15+0100')).toBe('2026-11-20T19:15:00.000Z');
  });
  it.each(['2026-02-30T10:00', '2026-13-01T10:00', '2026-01-01T24:00', 'yesterday', '2026-11-20', '2026-1-2T3:4'])(
    'is not %j',
    (text) => expect(momentOf(text)).toBeUndefined()
  );
  it('is neither to come nor too long ago', () => {
    expect(errors({ happened_at: daysAgo(-1) })).toEqual({ happened_at: 'happened_future' });
    expect(errors({ happened_at: daysAgo(-0.001) })).toEqual({});
    expect(errors({ happened_at: daysAgo(364) })).toEqual({});
    expect(errors({ happened_at: daysAgo(366) })).toEqual({ happened_at: 'happened_old' });
    expect(errors({ happened_at: 'soon' })).toEqual({ happened_at: 'happened_wrong' });
  });
});

describe('contact', () => {
  it('is nobody’s business unless given', () => {
    expect(report()).toMatchObject({ contact_ok: false, publish: false, mediation: false });
    expect(report().contact_email).toBeUndefined();
  });
  it('must be there when the unit may use it', () => {
    expect(errors({ contact_ok: 'on' })).toEqual({ contact_ok: 'contact_missing' });
    expect(errors({ contact_ok: 'on', contact_phone: '138 0013 8000' })).toEqual({});
  });
  it('says which part is not right, and only that', () => {
    expect(errors({ contact_ok: 'on', contact_email: 'me@home' })).toEqual({ contact_email: 'email_wrong' });
    expect(errors({ contact_phone: 'call me' })).toEqual({ contact_phone: 'phone_wrong' });
    expect(errors({ contact_email: `${'m'.repeat(250)}@a.cn` })).toEqual({ contact_email: 'email_wrong' });
    expect(report({ contact_email: ' me＠example.com ' }).contact_email).toBe('me@example.com');
  });
});

describe('photos', () => {
  it('that are only declared are kept by their hash, four at most', () => {
    const hashes = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(64));
    expect(report({ photo_sha256: hashes.slice(0, 4) }).photo_sha256).toHaveLength(4);
    expect(errors({ photo_sha256: hashes })).toEqual({ photo_sha256: 'photos_too_many' });
    expect(report({ photo_sha256: ['A'.repeat(64), 'a'.repeat(64)] }).photo_sha256).toEqual(['a'.repeat(64)]);
    expect(errors({ photo_sha256: ['smoke.jpg'], description: '' })).toEqual({
      photo_sha256: 'photos_wrong'
    });
  });
  it('that come as files are refused in words, an untouched file field is not', () => {
    expect(errors({ photos: [new File(['x'], 'smoke.jpg')] })).toEqual({});
    expect(errors({ photos: [new File([], '')] })).toEqual({});
  });
});

describe('what arrives', () => {
  it('shows all there is to mend at once', () => {
    expect(errors({ description: '', landmark: '', contact_email: '@', time_pattern: 'hourly' })).toEqual({
      description: 'description_missing',
      landmark: 'landmark_missing',
      contact_email: 'email_wrong',
      time_pattern: 'time_pattern_unknown'
    });
  });
  it('keeps answers by their question, blank ones left out', () => {
    expect(report({ 'answers.where': [' 二层 ', '三层'], 'answers.when': '' }).answers).toEqual({ where: '二层' });
    expect(errors({ 'answers.__proto__': 'x' })).toEqual({ strays: 'answer_unknown' });
    expect(errors({ 'answers.where': 'x'.repeat(LIMITS.answer + 1) })).toEqual({ 'answers.where': 'answer_long' });
  });
  it('never throws and never lets a stranger in, whatever it is', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('__proto__', 'constructor', 'NaN', '1e999', '\u0000', '-0', '[object Object]', 'on', '12')
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(complete), 'lat', 'lng', 'answers.a', 'publish'), anything),
        (changes) => {
          const result = checked(changes);
          if (result.ok) expect(result.report.lat === undefined || Math.abs(result.report.lat) <= 90).toBe(true);
          else for (const code of Object.values(result.errors)) expect(code).toMatch(/^[a-z_]+$/);
        }
      )
    );
  });
});
