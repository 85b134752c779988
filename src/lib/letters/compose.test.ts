import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Letter } from '$lib/server/letters';
import zhNotices from '$lib/i18n/locales/zh/notices.json';
import zhWords from '$lib/i18n/locales/zh/words.json';
import { compose } from './compose.server';

// A day of another year than now is written with its year.
beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-24T04:00:00Z'), toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const report_id = '0c000000-0000-4000-8000-000000000001';
const letter = (more: Partial<Letter>): Letter => ({
  id: report_id,
  template: 'notices',
  purpose: 'notices',
  lang: 'zh',
  to: 'lin@example.org',
  report_id: null,
  params: {},
  token: 'notices.x.y',
  ...more
});
const told = (kind: string, more = {}) => ({
  kind,
  code: 'CY-7F3K-92QD',
  report_id,
  category: '餐饮油烟',
  desk: false,
  ...more
});
const whole = ({ subject, text, html }: Awaited<ReturnType<typeof compose>>) => `${subject}\n${text}\n${html ?? ''}`;

const followed = [
  { subdistrict: '麦子店' },
  { subdistrict: '麦子店', subdistrict_code: '110105012', category: '油烟', filter: 'air.fume' },
  { radius_m: 500 },
  { radius_m: 500, category: '油烟' },
  { of: 'report', subdistrict: '麦子店', category: '油烟' }
];
const area = {
  kind: 'followed_new',
  desk: false,
  count: 3,
  subdistrict: '麦子店',
  subdistrict_code: '110105012',
  filter: 'air'
};
const order = {
  code: 'CY-7F3K-92QD',
  category: '餐饮油烟',
  unit: '麦子店街道',
  subdistrict: '麦子店街道',
  due_at: '2026-12-01T16:00:00Z',
  links: { take_on: 'aa11', object: 'bb22', answer: 'cc33' }
};
const stuckOrder = (why: string) => ({
  code: 'CY-7F3K-92QD',
  report_id,
  unit: '金盏地区',
  category: '餐饮油烟',
  why,
  since: '2026-12-01T01:00:00Z'
});
const kinds = Object.keys(zhNotices.kind);
const statuses = Object.keys(zhWords.status);
const all: [string, Letter][] = (['zh', 'en'] as const).flatMap((lang) => [
  ...kinds.map((kind): [string, Letter] => [
    `${lang} notice ${kind}`,
    letter({ lang, params: { notices: [told(kind)] } })
  ]),
  [`${lang} several`, letter({ lang, params: { notices: [told('accepted'), told('answered', { desk: true })] } })],
  ...kinds.flatMap((kind) =>
    statuses.map((status): [string, Letter] => [
      `${lang} ${kind} ${status}`,
      letter({
        lang,
        template: 'report_moved',
        purpose: 'report',
        report_id,
        params: { kind, status, category: '餐饮油烟' }
      })
    ])
  ),
  ...followed.flatMap((what): [string, Letter][] => {
    const follows = { ...what, report: report_id, kind: 'followed_answered', confirm: 'confirm.x.y' };
    const reports = [{ id: report_id, category: '油烟', subdistrict: '麦子店' }];
    return [
      ['follow_confirm', 'service', follows],
      ['follow_report_moved', 'follows', follows],
      ['follow_digest', 'follows', { ...what, reports }]
    ].map(([template, purpose, params]) => [
      `${lang} ${String(template)}`,
      letter({ lang, template, purpose, params } as Partial<Letter>)
    ]);
  }),
  ...[false, true].map((urgent): [string, Letter] => [
    `${lang} work order`,
    letter({ lang, template: 'work_order', purpose: 'service', token: null, params: { ...order, urgent } })
  ]),
  ...[1, 3].map((n): [string, Letter] => [
    `${lang} stuck orders`,
    letter({
      lang,
      template: 'stuck_orders',
      params: { orders: (['unsent', 'failing', 'late'] as const).slice(0, n).map(stuckOrder) }
    })
  ]),
  [`${lang} news of an area`, letter({ lang, params: { notices: [area] } })],
  [`${lang} news of a circle`, letter({ lang, params: { notices: [{ kind: 'followed_new', desk: false, count: 1 }] } })]
]);

describe('a letter', () => {
  test('has words for every kind of news, in both languages, and no key or gap is left', async () => {
    for (const [what, one] of all) {
      const said = whole(await compose(one));
      expect(said, what).not.toMatch(/\b(letters|notices|words):|\{\{|undefined|null\b/);
    }
  });

  test('says what this is not, and how to stop it', async () => {
    for (const lang of ['zh', 'en'] as const) {
      const { text, html, headers } = await compose(letter({ lang, params: { notices: [told('asked')] } }));
      for (const part of [text, html]) {
        expect(part).toContain('12345');
        expect(part).toContain('110');
        expect(part).toContain(`/${lang}/letters/stop?token=notices.x.y`);
      }
      expect(headers?.['List-Unsubscribe']).toMatch(/^<http[^<>]+\/letters\/stop\?token=notices\.x\.y>$/);
      expect(headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    }
  });

  test('that nobody can stop offers no such link', async () => {
    const { headers, text } = await compose(letter({ token: null, params: { notices: [told('asked')] } }));
    expect(headers).not.toHaveProperty('List-Unsubscribe');
    expect(text).not.toContain('letters/stop');
  });

  test('leads the reporter to the report and a colleague to the desk', async () => {
    const { text } = await compose(
      letter({ params: { notices: [told('accepted'), told('dispatched', { desk: true })] } })
    );
    expect(text).toContain(`/zh/reports/${report_id}`);
    expect(text).toContain(`/zh/console/reports/${report_id}`);
  });

  test('keeps its subject on one line and its markup whole, whatever a name holds', async () => {
    const { subject, html } = await compose(
      letter({ params: { notices: [told('accepted', { category: 'a\r\nBcc: x@example.org <b>"\'' })] } })
    );
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain('<b>');
  });

  test('with a work order says the last day of the limit, and not the midnight after it', async () => {
    const said = (lang: 'zh' | 'en') =>
      compose(letter({ lang, template: 'work_order', purpose: 'service', token: null, params: { ...order } }));
    expect((await said('zh')).text).toMatch(/办理时限：12月1日 周二\n/);
    expect((await said('en')).text).toMatch(/Due: Tue 1 Dec\n/);
  });
  test('with a work order has a link for each step that is open, and no other', async () => {
    const one = (links: Record<string, string>) =>
      compose(letter({ template: 'work_order', purpose: 'service', token: null, params: { ...order, links } }));
    const all = whole(await one(order.links));
    for (const token of Object.values(order.links)) expect(all).toContain(`/zh/letters/order?token=${token}`);
    expect(whole(await one({ answer: 'cc33' })).match(/letters\/order\?token=\w+/g)).toEqual([
      'letters/order?token=cc33',
      'letters/order?token=cc33'
    ]);
  });

  test('of a kind without words is not sent', async () => {
    await expect(compose(letter({ template: 'unheard_of' }))).rejects.toThrow('no_words');
  });
});
