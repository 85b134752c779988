import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { namespacesFor } from './namespaces';

it('loads for a page what it needs and nothing else', () => {
  expect(namespacesFor('/[lang=lang]')).toEqual(['common', 'home', 'plan', 'blooms']);
  expect(namespacesFor('/[lang=lang]/emergency')).toEqual(['common', 'emergency']);
  expect(namespacesFor('/[lang=lang]/about')).not.toContain('home');
});

it('gives a page under another what both name, once', () => {
  const found = namespacesFor('/[lang=lang]/reports/new');
  expect(found).toContain('words');
  expect(new Set(found).size).toBe(found.length);
});

it('keeps for one page what is for that page alone', () => {
  expect(namespacesFor('/[lang=lang]/reports')).toContain('published');
  expect(namespacesFor('/[lang=lang]/reports/new')).not.toContain('published');
});

it('gives a page that names all of its words no others', () => {
  expect(namespacesFor('/[lang=lang]/me/outbox')).not.toContain('account');
  expect(namespacesFor('/[lang=lang]/me/inbox')).toContain('account');
});

it('still has the common words where no route was found', () => {
  expect(namespacesFor(null)).toContain('common');
  expect(namespacesFor('/[lang=lang]/aboutness')).toEqual(['common']);
});

it('may ask in a browser for every file of words that a page with a script needs', () => {
  const text = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
  const withScript = /const WITH_SCRIPT[^=]*= (\[[^]*?\n\]);/.exec(text('./namespaces.ts'))?.[1] ?? '';
  const needed = [...withScript.matchAll(/'([a-zA-Z]+)'/g)].map(([, name]) => name!);
  const leftOut = [...text('./translate.ts').matchAll(/'!\.\/locales\/\*\/\{([\w,]+)\}\.json'/g)].flatMap(([, names]) =>
    names!.split(',')
  );
  expect(needed.length).toBeGreaterThan(20);
  expect(leftOut.length).toBeGreaterThan(10);
  expect(needed.filter((name) => leftOut.includes(name))).toEqual([]);
});
