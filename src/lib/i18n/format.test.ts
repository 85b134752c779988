import { describe, expect, it } from 'vitest';
import * as format from './format';

const now = '2026-06-01T00:00:00Z';

describe('dates', () => {
  it('are written as people in each language write them', () => {
    expect(format.dateTime('zh', '2026-11-24T11:30:00Z', now)).toBe('11月24日 周二 19:30');
    expect(format.dateTime('en', '2026-11-24T11:30:00Z', now)).toBe('Tue 24 Nov, 19:30');
  });
  it('name the year when it is another one', () => {
    expect(format.date('zh', '2027-01-05T04:00:00Z', now)).toBe('2027年1月5日 周二');
    expect(format.date('en', '2027-01-05T04:00:00Z', now)).toBe('Tue 5 Jan 2027');
  });
  it('are those of Beijing, also across midnight', () => {
    expect(format.dateTime('en', '2026-09-30T16:00:00Z', now)).toBe('Thu 1 Oct, 00:00');
    expect(format.date('zh', '2026-12-31T16:00:00Z', now)).toBe('2027年1月1日 周五');
  });
  it('abbreviate September like the other months', () => {
    expect(format.date('en', '2026-09-08T04:00:00Z', now)).toBe('Tue 8 Sep');
  });
  it('say what the calendar of the platform says', () => {
    const platform = {
      zh: new Intl.DateTimeFormat('zh-CN', {
        timeZone: 'Asia/Shanghai',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        weekday: 'short'
      }),
      en: new Intl.DateTimeFormat('en-US', {
        timeZone: 'Asia/Shanghai',
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        weekday: 'short'
      })
    };
    // Every 31 hours, through leap years and the turns of years.
    for (let at = Date.UTC(2023, 0); at < Date.UTC(2033, 0); at += 31 * 3_600_000)
      for (const lang of ['zh', 'en'] as const) {
        const said = Object.fromEntries(platform[lang].formatToParts(at).map(({ type, value }) => [type, value]));
        expect(format.date(lang, at, Date.UTC(1999, 5))).toBe(
          lang === 'zh'
            ? `${said.year}年${said.month}月${said.day}日 ${said.weekday}`
            : `${said.weekday} ${said.day} ${said.month} ${said.year}`
        );
      }
  });
  it('of no day are refused', () => {
    expect(() => format.date('en', 'soon')).toThrow(RangeError);
  });
  it('can be a month alone', () => {
    expect(format.month('zh', '2026-11-24T11:30:00Z')).toBe('2026年11月');
    expect(format.month('en', '2026-11-24T11:30:00Z')).toBe('Nov 2026');
  });
});

describe('numbers', () => {
  it('group thousands', () => {
    expect(format.number('zh', 12480)).toBe('12,480');
    expect(format.number('en', 12480)).toBe('12,480');
  });
  it('round shares to one place', () => {
    expect(format.percent('zh', 0.8649)).toBe('86.5%');
  });
  it('say file sizes', () => {
    expect(format.bytes('en', 812_300)).toBe('813 KB');
    expect(format.bytes('zh', 1_440_000)).toBe('1.4 MB');
  });
});

describe('distances', () => {
  it('are a walk with metres', () => {
    expect(format.walk('zh', 480)).toBe('步行 6 分钟 · 480 米');
    expect(format.walk('en', 480)).toBe('6 min walk · 480 m');
  });
  it('turn to kilometres', () => {
    expect(format.distance('zh', 1234)).toBe('1.2 公里');
    expect(format.distance('en', 996)).toBe('1 km');
    expect(format.walk('en', 5)).toBe('1 min walk · 10 m');
  });
});
