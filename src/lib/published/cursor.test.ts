import { expect, it } from 'vitest';
import { readCursor, writeCursor } from './cursor';

const cursor = { at: '2026-11-24T01:02:03.456789+00:00', id: '7c0e6a34-22b4-4b52-8f5e-5f0b4f6a9a10' };

it('comes back from the address as it went in', () => expect(readCursor(writeCursor(cursor))).toEqual(cursor));

it.each([
  null,
  '',
  '~',
  cursor.at,
  `${cursor.at}~`,
  `~${cursor.id}`,
  `${cursor.at}~7`,
  `yesterday~${cursor.id}`,
  `${cursor.at}),or(id.gt.0~${cursor.id}`,
  `${cursor.at}~${cursor.id},and(x.eq.1)`
])('%j starts the list at its beginning', (text) => expect(readCursor(text)).toBeNull());
