import { describe, expect, it } from 'vitest';
import { nextPath, signInPath } from './nextPath';

const FALLBACK = '/zh/me';

const elsewhere = [
  'https://evil.test',
  'http://evil.test/zh',
  'HTTPS://evil.test/zh/me',
  'https:evil.test',
  'https:/evil.test',
  'https:///evil.test',
  '//evil.test',
  '//evil.test/zh',
  '///evil.test',
  '////evil.test',
  '/\\evil.test',
  '\\/evil.test',
  '\\\\evil.test',
  '/\\/evil.test',
  '/\t/evil.test',
  '/\n/evil.test',
  '/\r/evil.test',
  '\t//evil.test',
  ' //evil.test',
  ' https://evil.test',
  '\u0000//evil.test',
  '/%09/evil.test',
  '/%0a/evil.test',
  '/%2f/evil.test',
  '/%2fevil.test',
  '/%5cevil.test',
  '/%5c/evil.test',
  '%2f%2fevil.test',
  '/zh/..//evil.test',
  '/zh/../..//evil.test',
  '/zh/.//..//evil.test',
  '/zh/%2e%2e//evil.test',
  '/zh/..%2f/evil.test',
  '/zh/..%5cevil.test',
  '/zh/..\\evil.test',
  '/zh\\..\\..\\evil.test',
  '/zh/..',
  '/zh/../',
  '/zh/../admin',
  '/en/../../etc/passwd',
  '/zh//evil.test',
  '/zh///evil.test',
  '/zh//',
  '/zh\t/me',
  '/zh/\nme',
  '/zh/me\r\nSet-Cookie: a=b',
  '/zh/me%0d%0aSet-Cookie:a=b',
  '/zh/me%00',
  '/zh/\u202eem',
  '/zh/\u200bme',
  '/zh/me ',
  ' /zh/me',
  '/zh/me?x=\\evil',
  '/zh/me#\u0000',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  ' javascript:alert(1)',
  'javascript://evil.test/%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'blob:https://evil.test/1',
  'file:///etc/passwd',
  'mailto:a@evil.test',
  'ftp://evil.test',
  'wss://evil.test',
  'about:blank',
  'view-source:https://evil.test',
  'evil.test',
  'evil.test/zh',
  'zh/me',
  './zh/me',
  '../zh/me',
  '@evil.test',
  '/@evil.test',
  '/zh@evil.test',
  '/zh.evil.test',
  '/zh:80@evil.test',
  'https://zh@evil.test',
  'https://localhost@evil.test/zh',
  'https://evil.test#/zh/me',
  'https://evil.test?/zh/me',
  '/zhx/me',
  '/ZH/me',
  '/de/me',
  '/',
  '',
  '?',
  '#',
  '/healthz',
  '/data/reports.csv',
  '/p/abc',
  '/api',
  '/_app/version.json',
  '。/evil.test',
  '/／evil.test',
  '／／evil.test',
  '//evil。test',
  '//[::1]/zh',
  '//127.0.0.1',
  '/zh/' + 'a'.repeat(1000),
  '/zh/sign-in',
  '/zh/sign-in?next=/zh/me',
  '/en/sign-out',
  '/en/sign-up?x',
  '/zh/reset',
  '/zh/./sign-out',
  '/en/me/../sign-out'
];

const here: [next: string, stays: string][] = [
  ['/zh', '/zh'],
  ['/zh?a=1', '/zh?a=1'],
  ['/en/', '/en/'],
  ['/zh/me', '/zh/me'],
  ['/en/reports/new?category=air.cooking_fumes', '/en/reports/new?category=air.cooking_fumes'],
  [
    '/en/reports/7c0e6a34-22b4-4b52-8f5e-5f0b4f6a9a10#answers',
    '/en/reports/7c0e6a34-22b4-4b52-8f5e-5f0b4f6a9a10#answers'
  ],
  ['/zh/places/元大都', '/zh/places/%E5%85%83%E5%A4%A7%E9%83%BD'],
  ['/zh/places/%E5%85%83', '/zh/places/%E5%85%83'],
  ['/zh/reports?next=https://evil.test', '/zh/reports?next=https%3A%2F%2Fevil.test'],
  ['/zh/me/../reports', '/zh/reports'],
  ['/en/sign-information', '/en/sign-information'],
  ['/en/reports/1?key=0123456789abcdef0123456789abcdef', '/en/reports/1'],
  ['/en/reports/1?/move&a=1', '/en/reports/1?a=1']
];

describe('after signing in', () => {
  it('tries at least eighty ways out', () => expect(new Set(elsewhere).size).toBeGreaterThanOrEqual(80));

  it.each(elsewhere)('%j leads to the own page instead', (next) => {
    const path = nextPath(next, FALLBACK);
    expect(path).toBe(FALLBACK);
  });

  it.each([undefined, null, 7, {}, [], ['/zh/me'], new File([], 'x')])('something that is no text: %j', (next) => {
    expect(nextPath(next, FALLBACK)).toBe(FALLBACK);
  });

  it.each(here)('%j is followed', (next, stays) => {
    expect(nextPath(next, FALLBACK)).toBe(stays);
    expect(new URL(stays, 'http://localhost:3000').origin).toBe('http://localhost:3000');
  });

  it('comes back to the page that asked', () => {
    const asked = new URL('http://localhost:3000/en/reports/new?category=noise.construction');
    const next = new URL(signInPath('en', asked), asked).searchParams.get('next');
    expect(nextPath(next, FALLBACK)).toBe('/en/reports/new?category=noise.construction');
  });
});
