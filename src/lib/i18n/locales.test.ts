import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Texts that are rightly the same in both languages: names, codes, signs. */
const SAME = new Set<string>([]);
/** Texts that speak to the reader of the other language. */
const FOREIGN = new Set(['common.json:frame.switch']);

const root = new URL('./locales/', import.meta.url);
const names = (lang: string) => readdirSync(new URL(`${lang}/`, root)).sort();
const read = (lang: string, name: string) => flat(JSON.parse(readFileSync(new URL(`${lang}/${name}`, root), 'utf8')));

function flat(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  const inner = Object.entries(value as Record<string, unknown>);
  return new Map(inner.flatMap(([key, v]) => [...flat(v, path ? `${path}.${key}` : key)]));
}
const singular = (key: string) => key.replace(/_(one|other)$/, '');
const bases = (texts: Map<string, string>) => [...new Set([...texts.keys()].map(singular))].sort();
const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map((m) => m[1]!).sort();

describe('the word files', () => {
  it('are the same files in both languages', () => {
    expect(names('en')).toEqual(names('zh'));
  });

  it('each have a line in resources.ts', () => {
    const listed = readFileSync(new URL('./resources.ts', import.meta.url), 'utf8');
    for (const name of names('zh')) expect(listed).toContain(`./locales/zh/${name}'`);
  });

  describe.each(names('zh'))('%s', (name) => {
    const zh = read('zh', name);
    const en = read('en', name);

    it('has the same keys', () => {
      expect(bases(en)).toEqual(bases(zh));
    });

    it('is at most three levels deep', () => {
      for (const key of zh.keys()) expect(key.split('.').length, key).toBeLessThanOrEqual(3);
    });

    it('has the plural forms each language needs', () => {
      for (const key of [...zh.keys(), ...en.keys()].filter((k) => singular(k) !== k).map(singular)) {
        expect(
          [...zh.keys()].filter((k) => singular(k) === key),
          `zh ${key}`
        ).toEqual([`${key}_other`]);
        expect([...en.keys()].filter((k) => singular(k) === key).sort(), `en ${key}`).toEqual([
          `${key}_one`,
          `${key}_other`
        ]);
      }
    });

    it('has the same placeholders', () => {
      for (const [key, text] of en) {
        const twin = zh.get(key) ?? zh.get(`${singular(key)}_other`) ?? '';
        // "1 report" may do without its number.
        const mine = key.endsWith('_one') ? new Set([...placeholders(text), 'count']) : new Set(placeholders(text));
        expect([...mine].sort(), key).toEqual([...new Set(placeholders(twin))]);
      }
    });

    it('has no empty text and no text left untranslated', () => {
      for (const [key, text] of [...zh, ...en]) expect(text.trim(), key).not.toBe('');
      for (const [key, text] of en) if (!SAME.has(`${name}:${key}`)) expect(text, key).not.toBe(zh.get(key));
    });

    it('speaks its own language', () => {
      const own = ([key]: [string, string]) => !SAME.has(`${name}:${key}`) && !FOREIGN.has(`${name}:${key}`);
      for (const [key, text] of [...zh].filter(own)) expect(text, key).toMatch(/\p{Script=Han}/u);
      // Chinese inside a quotation mark is a name or something to show, and stays.
      for (const [key, text] of [...en].filter(own))
        expect(text.replace(/《[^》]*》|「[^」]*」|\([^)]*\)/g, ''), key).not.toMatch(/\p{Script=Han}/u);
    });
  });
});
