import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LATER, secondsLater } from './demoClock.ts';
import { movedClock } from './embedded/clock.ts';
import { startTestBackend, type TestBackend } from './embedded/testBackend.ts';

const home = { demo: true, origin: 'http://localhost:3000' };
const asks = (text: string) => new Headers({ [LATER]: text });

describe('a request says how much later it is', () => {
  test('on the machine of a demonstration, by a day at most', () => {
    expect(secondsLater(asks('61'), home)).toBe(61);
    expect(secondsLater(asks('-150'), home)).toBe(-150);
    expect(secondsLater(asks('999999'), home)).toBe(86_400);
  });

  test('and nowhere else', () => {
    expect(secondsLater(asks('61'), { ...home, demo: false })).toBeNull();
    expect(secondsLater(asks('61'), { ...home, origin: 'https://demo.example' })).toBeNull();
  });

  test('in whole seconds, or not at all', () => {
    for (const text of ['', 'soon', '1e3', '61; drop', '6.5']) expect(secondsLater(asks(text), home)).toBeNull();
    expect(secondsLater(new Headers(), home)).toBeNull();
  });
});

describe('the clock of the database', () => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await startTestBackend(
      `create function public.seconds_later() returns int language sql stable security definer as $$
         select extract(epoch from private.clock() - now())::int $$;
       grant execute on function public.seconds_later() to anon;`
    );
  });
  afterAll(() => backend.close());

  test('is moved for the request that asks, and for none beside, between or after it', async () => {
    const read = async () => (await backend.client().rpc('seconds_later')).data as number;
    const wishes = [0, 61, 0, -150, 0, 86_400, 0];
    expect(await Promise.all(wishes.map((seconds) => movedClock(seconds, read)))).toEqual(wishes);
    await movedClock(61, () => backend.client().rpc('gone')); // a request that fails gives the clock back too
    expect(await read()).toBe(0);
  });
});
