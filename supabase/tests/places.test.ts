import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FACILITIES, KINDS } from '../../src/lib/places/filters.ts';
import { addDemoPlaces } from '../seed/demo/places.ts';
import { openDb, type Person, type TestDb } from './harness.ts';

// Green places, found near and by words. The facilities are the demonstration's; the names and points are the seed's.

interface Card {
  id: string;
  slug: string;
  name_zh: string;
  position_quality: string | null;
  metres: number | null;
  step: number | null;
  open: boolean | null;
}
interface Found {
  here: Card[];
  rows: Card[];
  more: boolean;
  needs: string[];
}

let db: TestDb;
let lin: Person, mei: Person;
beforeAll(async () => {
  db = await openDb();
  await addDemoPlaces((text, parameters) => db.sql(text, parameters));
  lin = await db.person('Lin');
  mei = await db.person('Mei', { roles: ['publisher'] });
  await db.sql(`insert into public.places (slug, code, kind, name_zh, name_en, name_pinyin, lat, lng, position_quality, source, data_quality)
    values ('a-draft', '22222', 'park', '草稿公园', 'Draft Park', 'cao gao gong yuan', 39.949, 116.465, 'surveyed', 'us', 'unchecked')`);
});
afterAll(() => db.close());

const ask = async (call: string, parameters: unknown[] = []) =>
  (await db.as(null, (q) => q(`select public.${call} as answer`, parameters)))[0]!.answer as Found;
const names = (cards: Card[]) => cards.map(({ name_zh }) => name_zh);
const maizidian = '39.949, 116.465';

describe('near', () => {
  test('from 麦子店 the nearest shady seat with a toilet is Chaoyang Park', async () => {
    const { rows } = await ask(`places_near(${maizidian}, needs => '{toilet,shade,seating}')`);
    expect(rows[0]).toMatchObject({ slug: 'chaoyang-park', metres: 2400, step: 100 });
  });

  test('no distance is finer than its ends are known', async () => {
    const exact = await ask(`places_near(${maizidian}, size => 200)`);
    for (const { metres, step, position_quality } of exact.rows) {
      expect(step).toBe(position_quality === 'approximate' ? 500 : 100);
      expect(metres! % step!).toBe(0);
      expect(metres).toBeGreaterThanOrEqual(step!);
    }
    const station = await ask(`places_near(landmark => 'zaoying', size => 200)`);
    expect(new Set(station.rows.map(({ step }) => step))).toEqual(new Set([500]));
    const subdistrict = await ask(`places_near(subdistrict => '110105012', size => 200)`);
    expect(new Set([...subdistrict.rows, ...subdistrict.here].map(({ metres }) => metres))).toEqual(new Set([null]));
  });

  test('a subdistrict shows its own places first, also those without a point, and none twice', async () => {
    const { here, rows } = await ask(`places_near(subdistrict => '110105025', size => 200)`);
    expect(names(here)).toEqual(expect.arrayContaining(['大屯汇享空间', '大屯文化广场', '黄草湾公园']));
    expect(names(rows).filter((name) => names(here).includes(name))).toEqual([]);
    expect(rows.length).toBeGreaterThan(10);
  });

  test.each([
    `places_near(${maizidian}, size => 4`,
    `places_near(size => 7`,
    `places_near(subdistrict => '110105012', size => 3`
  ])('page by page %s nothing is left out and nothing comes twice', async (call) => {
    const whole = (await ask(`${call.replace(/size => \d/, 'size => 200')})`)).rows;
    const walked: Card[] = [];
    for (let more = true; more;) {
      const last = walked.at(-1);
      const page = await ask(`${call}${last ? `, after => '${last.id}'` : ''})`);
      walked.push(...page.rows);
      more = page.more;
    }
    expect(names(walked)).toEqual(names(whole));
    expect(new Set(names(walked)).size).toBe(walked.length);
  });

  test('open now is told by the clocks of Beijing, and unknown hours are not open', async () => {
    const at = (moment: string) => db.at(moment, () => ask(`places_near(${maizidian}, open_now => true, size => 200)`));
    expect(names((await at('2026-11-27T11:59:00Z')).rows)).toContain('团结湖公园'); // 19:59
    const shut = await at('2026-11-27T12:00:00Z'); // 20:00, winter
    expect(names(shut.rows)).not.toContain('团结湖公园');
    expect(names(shut.rows)).toContain('四得公园'); // all day
    expect(names(shut.rows)).not.toContain('古塔公园'); // nobody knows
    expect(names((await at('2026-07-27T12:00:00Z')).rows)).toContain('团结湖公园'); // 20:00, summer
  });

  test('what is not understood is refused, with a code', async () => {
    for (const [call, message] of [
      ['places_near(91, 116)', 'position_wrong'],
      ['places_near(39.9)', 'position_wrong'],
      [`places_near('NaN', 116)`, 'position_wrong'],
      [`places_near(needs => '{gold}')`, 'filter_unknown'],
      [`places_near(kinds => '{palace}')`, 'filter_unknown'],
      [`places_near(landmark => 'moon')`, 'landmark_unknown'],
      [`places_near(subdistrict => '110105099')`, 'subdistrict_unknown'],
      [`places_near(after => '00000000-0000-4000-8000-000000000000')`, 'filter_unknown']
    ])
      await expect(ask(call!)).rejects.toMatchObject({ code: 'PT422', message });
  });
});

describe('by words', () => {
  // From 麦子店, so that facilities find the nearest first.
  const table = `
朝阳公园 → 朝阳公园 | 朝阳 → 朝阳公园 | chaoyang park → 朝阳公园 | chaoyanggongyuan → 朝阳公园 | chao yang gong yuan → 朝阳公园
cygy → 朝阳公园 | choayang park → 朝阳公园 | CHAOYANG → 朝阳公园 | ｃｈａｏｙａｎｇ → 朝阳公园 | 日坛 → 日坛公园 | ritan → 日坛公园 | rtgy → 日坛公园
temple of the sun → 日坛公园 | 奥森 → 奥林匹克森林公园 | 奥林匹克 → 奥林匹克森林公园 | olympic → 奥林匹克森林公园 | olimpic forest → 奥林匹克森林公园
元大都公园 → 元大都城垣遗址公园 | 海棠 → 元大都城垣遗址公园 | crab apple → 元大都城垣遗址公园 | 荷花 → 红领巾公园 | lotus festival → 红领巾公园
hong ling jin → 红领巾公园 | lingjin → 红领巾公园 | tuanjiehu → 团结湖公园 | 团结糊公园 → 团结湖公园 | 马家湾 → 马家湾湿地公园 | wetland → 马家湾湿地公园
口袋公园 → 驼房营口袋公园 | pocket park → 驼房营口袋公园 | 厕所 → 朝阳公园 | toilet → 朝阳公园 | 有座位的公园 → 朝阳公园 | 遮荫 → 朝阳公园
wheelchair → 朝阳公园 | 遛狗 → 太阳宫公园 | shady bench with a toilet → 朝阳公园 | playground near me → 朝阳公园 | 兴隆公园厕所 → 兴隆公园
麦子店 → 朝阳公园 | wenyu → 温榆河公园（朝阳段） | jiangfu prak → 将府公园 | 四得 → 四得公园 | 向日葵 → 温榆河公园（朝阳段） | 樱花 → 北小河公园`
    .trim()
    .split(/[|\n]/)
    .map((line) => line.split('→').map((part) => part.trim()) as [string, string]);

  test('forty and more ways to ask find what was meant, first', async () => {
    expect(table.length).toBeGreaterThanOrEqual(40);
    const missed: string[] = [];
    for (const [asked, expected] of table) {
      const { rows } = await ask(`search_places($1, ${maizidian})`, [asked]);
      if (rows[0]?.name_zh !== expected) missed.push(`${asked}: ${rows[0]?.name_zh ?? 'nothing'}, not ${expected}`);
    }
    expect(missed).toEqual([]);
  });

  test('nothing, nonsense and hostile words find nothing', async () => {
    for (const asked of ['', '  ', '%', '100%', "'; drop table", '\\', 'zzzzqqqq', '！？', '&|!:*'])
      expect((await ask('search_places($1)', [asked])).rows, asked).toEqual([]);
  });

  test('says what the words were taken to mean, and keeps to the other filters', async () => {
    expect((await ask('search_places($1)', ['shady bench'])).needs.sort()).toEqual(['seating', 'shade']);
    expect(names((await ask(`search_places($1, needs => '{dogs}')`, ['公园'])).rows).sort()).toEqual(
      ['东坝公园', '太阳宫公园', '将府公园', '驼房营口袋公园'].sort()
    );
  });

  test('a new name, flower or subdistrict is found at once', async () => {
    await db.sql(`insert into public.place_names (place_id, name, lang, pinyin)
      select id, '太阳宫小花园', 'zh', 'tai yang gong xiao hua yuan' from public.places where slug = 'taiyanggong-park'`);
    expect(names((await ask('search_places($1)', ['tygxhy'])).rows)).toEqual(['太阳宫公园']);
    await db.sql(`delete from public.place_names where name = '太阳宫小花园'`);
    expect((await ask('search_places($1)', ['tygxhy'])).rows).toEqual([]);
  });
});

describe('what is published', () => {
  const page = (who: Person | null, slug: string) =>
    db.as(who, async (q) => (await q('select public.place_page($1) as page', [slug]))[0]!.page as object | null);
  const row = (who: Person | null) => db.as(who, (q) => q(`select slug from public.places where slug = 'a-draft'`));

  test('a draft is read by editors, and by nobody else', async () => {
    expect(await row(null)).toEqual([]);
    expect(await row(lin)).toEqual([]);
    expect(await row(mei)).toHaveLength(1);
    expect(await page(lin, 'a-draft')).toBeNull();
    expect(names((await ask(`places_near(${maizidian}, size => 200)`)).rows)).not.toContain('草稿公园');
    expect((await ask('search_places($1)', ['草稿公园'])).rows).toEqual([]);
  });

  test('a published place tells what is known of it, and what is not stays blank', async () => {
    expect(await page(null, 'chaoyang-park')).toMatchObject({
      code: '85FFA',
      opened: '1984',
      area_m2: 2_887_000,
      measure: 10
    });
    expect(await page(null, 'qingfeng-park')).toMatchObject({
      lat: null,
      lng: null,
      area_m2: null,
      hours: null,
      facilities: [],
      data_quality: 'unchecked'
    });
  });

  test('the seed knows no facility and no hours: those are the demonstration’s, and say so', async () => {
    expect(await db.sql('select 1 from public.place_facilities where not demo', [])).toEqual([]);
    expect(await db.sql('select 1 from public.places where hours is not null and not hours_demo', [])).toEqual([]);
  });

  test('reports nearby are public ones under way, without their point', async () => {
    await db.sql(`insert into public.reports (id, code, key_hash, content_hash, lang, category_code, description, lat, lng, subdistrict_code, received_at, status, stage_since, counts_from, updated_at, publish, accepted_at, published_at, photos_complete_at)
      select ('0d000000-0000-4000-8000-00000000000' || i)::uuid, 'CY-222' || i || '-2222', '', '', 'zh', 'greenery.damage', 'words', 39.935, 116.4765, '110105012', now(), 'accepted', now(), now(), now(), true, now(), now(), now() from generate_series(2, 3) i`);
    await db.sql(`insert into public.published_reports (report_id, category_code, group_code, subdistrict_code, lat, lng, precision, month, stage, published_at, changed_at)
      select r.id, r.category_code, c.group_code, r.subdistrict_code, r.lat, r.lng, 'exact', '2026-11-01', case when r.code like 'CY-2222%' then 'open' else 'closed' end::public.report_stage, now(), now()
      from public.reports r join public.categories c on c.code = r.category_code where r.id::text like '0d000000%'`);
    const { reports } = (await page(null, 'chaoyang-park')) as { reports: Record<string, unknown>[] };
    expect(reports).toHaveLength(1);
    expect(Object.keys(reports[0]!).sort()).toEqual(['category', 'month', 'report_id', 'stage']);
  });
});

describe('the shapes agree', () => {
  test('facilities and kinds are the same in the address and in the database', async () => {
    const [row] = await db.sql(
      `select enum_range(null::public.place_facility)::text[] as facilities, enum_range(null::public.place_kind)::text[] as kinds`,
      []
    );
    expect(row!.facilities).toEqual([...FACILITIES]);
    expect((row!.kinds as string[]).slice(0, KINDS.length)).toEqual([...KINDS]);
  });

  test('hours are written as the page reads them', async () => {
    const fits = async (hours: unknown) =>
      (await db.sql('select private.hours_fit($1::text::jsonb) as fits', [JSON.stringify(hours)]))[0]!.fits;
    const spell = { days: [1, 7], from: '06:00', to: '24:00' };
    expect(await fits([spell])).toBe(true);
    expect(await fits([{ ...spell, months: [12, 1] }])).toBe(true);
    for (const wrong of [
      [],
      {},
      'always',
      [1],
      [{ ...spell, days: [] }],
      [{ ...spell, days: [0] }],
      [{ ...spell, days: [1.5] }],
      [{ ...spell, to: '06:00' }],
      [{ ...spell, from: '6:00' }],
      [{ ...spell, to: '24:30' }],
      [{ ...spell, months: [13] }],
      [{ ...spell, months: [] }],
      [{ days: [1], from: '06:00' }]
    ])
      expect(await fits(wrong), JSON.stringify(wrong)).toBe(false);
  });
});

describe('at ten thousand places', () => {
  const buffers = async (call: string) => {
    const [row] = await db.as(null, async (q) => {
      await q(`select public.${call}`);
      return q(`explain (analyze, buffers, format json) select public.${call}`);
    });
    const [{ Plan: plan }] = Object.values(row!)[0] as [{ Plan: Record<string, number> }];
    return plan['Shared Hit Blocks']! + plan['Shared Read Blocks']!;
  };
  const grow = (from: number, to: number) =>
    db.sql(`
      insert into public.places (slug, code, kind, name_zh, name_en, name_pinyin, lat, lng, position_quality, source, data_quality, status)
      select 'x-' || i, (select string_agg(substr('23456789ABCDEFGHJKMN', 1 + (i / (20 ^ k)::int) % 20, 1), '') from generate_series(0, 4) k),
        'park', '园' || i, 'Garden ' || i, 'yuan ' || i, 39.85 + (i * 7919 % 10007) / 10007.0 * 0.2, 116.38 + (i * 104729 % 10009) / 10009.0 * 0.25,
        'approximate', 'made', 'demo', 'published'
      from generate_series(${String(from)}, ${String(to)}) i;
      insert into public.place_facilities (place_id, facility, present, demo)
      select id, 'toilet', 'yes', true from public.places where slug like 'x-%' and right(slug, 1) in ('1', '4', '7') on conflict do nothing;
      analyze public.places; analyze private.place_search`);

  test('the nearest cost what they cost at one thousand', { timeout: 240_000 }, async () => {
    const calls = [`places_near(${maizidian})`, `places_near(${maizidian}, needs => '{toilet}')`, 'places_near()'];
    await grow(1, 1000);
    const small = [];
    for (const call of calls) small.push(await buffers(call));
    await grow(1001, 10_000);
    for (const [i, call] of calls.entries()) {
      const large = await buffers(call);
      console.log(`${call}: ${String(small[i])} buffers at 1,000 places, ${String(large)} at 10,000`);
      expect(large).toBeLessThanOrEqual(small[i]! * 1.5);
    }
    const plan = await db.sql(
      `explain select p.id from public.places p where p.status = 'published' and p.spot is not null order by p.spot <-> point(89.28, 39.949) limit 2000`,
      []
    );
    expect(JSON.stringify(plan)).toContain('places_spot');
  });
});
