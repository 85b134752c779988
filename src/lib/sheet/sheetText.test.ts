import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { translator } from '$lib/i18n/translate';
import { sheetLines, type Reported, type Words } from './sheetText';

const zh = await translator('zh', ['sheet', 'words']);
const en = await translator('en', ['sheet', 'words']);

const report: Reported = {
  code: 'CY-7F3K-92QD',
  description: 'Smoke comes into my kitchen every evening.',
  lat: 39.949,
  lng: 116.466,
  subdistrict_guessed: false,
  landmark: '枣营路 18 号楼下',
  place: null,
  happened_at: '2026-11-24T11:30:00Z',
  time_pattern: 'daily',
  photos: [{}, {}],
  received_at: '2026-11-24T12:00:00Z'
};
const words: Words = {
  category: '餐饮油烟',
  subdistrict: '麦子店街道',
  answers: [{ question: '什么时段最重？', answer: '晚餐时段' }]
};
const textOf = (changes: Partial<Reported> = {}, named: Partial<Words> = {}) =>
  sheetLines(zh, { ...report, ...changes }, { ...words, ...named }).map(({ term, text }) => `${term}：${text}`);

const seed = (name: string) =>
  readFileSync(new URL(`../../../supabase/seed/reference/${name}.sql`, import.meta.url), 'utf8');
const CATEGORY = /\('([a-z]+\.[a-z]+)', '[a-z]+', '([^']+)', '/g;
const QUESTION = /\('([a-z]+\.[a-z]+)', '[a-z_]+', '(?:choice|text|yes_no)', '(\[[\s\S]*?\])',\s*'([^']+)', '/g;
const categories = [...seed('40_categories').matchAll(CATEGORY)].map(([, code, name]) => ({
  code: code!,
  name: name!
}));
const questions = [...seed('50_category_questions').matchAll(QUESTION)].map(([, category, options, label]) => ({
  category: category!,
  label: label!,
  options: (JSON.parse(options!.replaceAll("''", "'")) as { label_zh: string }[]).map(({ label_zh }) => label_zh)
}));

describe('a complaint sheet', () => {
  it('says where first, then what, when and how, and last under which number', () => {
    expect(textOf()).toEqual([
      '地点：北京市朝阳区，麦子店街道，枣营路 18 号楼下',
      '坐标：北纬 39.94900°，东经 116.46600°（WGS-84）',
      '问题：餐饮油烟',
      '发生时间：2026年11月24日 周二 19:30',
      '发生规律：每天',
      '什么时段最重：晚餐时段',
      '反映人原话（英文）：“Smoke comes into my kitchen every evening.”',
      '照片：有 2 张，需要时可以提供。',
      '网站编号：CY-7F3K-92QD（“美丽朝阳”网站的编号，不是 12345 单号）',
      '网站收到时间：2026年11月24日 周二 20:00'
    ]);
  });

  it('leaves out what was not said', () => {
    const bare = { description: '', lat: null, lng: null, happened_at: null, time_pattern: null, photos: [] };
    expect(textOf(bare, { answers: [] }).map((line) => line.split('：')[0])).toEqual([
      '地点',
      '问题',
      '网站编号',
      '网站收到时间'
    ]);
    expect(textOf({ landmark: null }, { subdistrict: '' })[0]).toBe('地点：北京市朝阳区');
  });

  it('quotes the reporter in their own language, and says which it is', () => {
    const quoted = (description: string) =>
      sheetLines(zh, { ...report, description }, words).find(({ id }) => id === 'words');
    expect(quoted('很呛')).toEqual({ id: 'words', term: '反映人原话', text: '「很呛」', lang: 'zh' });
    expect(quoted('KTV 声音太大')).toMatchObject({ term: '反映人原话', lang: 'zh' });
    expect(quoted('The kitchen of 红星小馆 smokes all evening')).toMatchObject({
      term: '反映人原话（英文）',
      lang: 'en'
    });
  });

  it('admits a subdistrict that was guessed', () => {
    expect(textOf({ subdistrict_guessed: true })[1]).toContain('街乡是按坐标推测的');
  });

  it('is explained in English line by line', () => {
    const ids = (t: typeof zh) => sheetLines(t, report, words).map(({ id }) => id);
    expect(ids(en)).toEqual(ids(zh));
  });

  it('speaks Chinese for every category, question and answer, and never of informing on somebody', () => {
    expect(categories.length).toBeGreaterThan(30);
    expect(questions.length).toBeGreaterThan(80);
    expect(new Set(questions.map(({ category }) => category)).size).toBe(categories.length);
    for (const { code, name } of categories) {
      const asked = questions.filter(({ category }) => category === code);
      const answers = asked.flatMap(({ label, options }) =>
        (options.length > 0 ? options : ['是']).map((answer) => ({ question: label, answer }))
      );
      const lines = sheetLines(zh, report, { category: name, subdistrict: '', answers });
      for (const { term, text } of lines.filter(({ lang }) => !lang)) {
        expect(term, code).toMatch(/\p{Script=Han}/u);
        expect(text, `${code} ${term}`).toMatch(/\p{Script=Han}|^\d/u);
        expect(term + text, code).not.toContain('举报');
      }
    }
  });

  it('knows a Chinese word for every rhythm', () => {
    for (const time_pattern of ['once', 'daily', 'workdays', 'weekends', 'nights', 'irregular'])
      expect(textOf({ time_pattern })[4]).toMatch(/^发生规律：\p{Script=Han}+$/u);
  });
});
