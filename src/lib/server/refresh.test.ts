import { expect, test, vi } from 'vitest';
import { singleFlight } from './refresh.ts';

const address = 'https://x.example/auth/v1/token?grant_type=refresh_token';
const asking = (token: string) => ({ method: 'POST', body: JSON.stringify({ refresh_token: token }) });

test('of many requests with one token one asks, and all get its answer', async () => {
  const through = vi.fn(async () => Response.json({ access_token: 'new' }, { headers: { 'x-seen': '1' } }));
  const answers = await Promise.all(Array.from({ length: 8 }, () => singleFlight(through)(address, asking('one'))));
  expect(through).toHaveBeenCalledTimes(1);
  for (const answer of answers) expect(await answer.json()).toEqual({ access_token: 'new' });
});

test('another token asks for itself', async () => {
  const through = vi.fn(async () => Response.json({}));
  await Promise.all(['two', 'three'].map((token) => singleFlight(through)(address, asking(token))));
  expect(through).toHaveBeenCalledTimes(2);
});

test('a failed attempt is not remembered', async () => {
  const through = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue(Response.json({}));
  await expect(singleFlight(through)(address, asking('four'))).rejects.toThrow('offline');
  expect((await singleFlight(through)(address, asking('four'))).ok).toBe(true);
});

test('other requests pass', async () => {
  const through = vi.fn(async () => Response.json({}));
  const sign = 'https://x.example/auth/v1/token?grant_type=password';
  await Promise.all([1, 2].map(() => singleFlight(through)(sign, asking('five'))));
  expect(through).toHaveBeenCalledTimes(2);
});
