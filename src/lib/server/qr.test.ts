import { expect, test } from 'vitest';
import { qrPath } from './qr.ts';

test('a sign’s code is a square with a quiet zone of four', () => {
  const { size, path } = qrPath('https://example.org/p/85FFA');
  expect(size).toBeGreaterThanOrEqual(21 + 8);
  // The finder in the corner: seven dark modules in a row, four from the edge.
  expect(path.startsWith('M4 4h7v1h-7z')).toBe(true);
});
