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
