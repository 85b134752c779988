import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb, type Actor, type Person, type TestDb } from './harness.ts';

// The number at a suggested spot is the number of people who want it: each once, whatever they pressed and in which order,
// whatever was joined, hidden and released again, and whoever has left.

const RUNS = Number(process.env.STORIES ?? 12);
let db: TestDb;
let mei: Person;

beforeAll(async () => {
  db = await openDb();
  mei = await db.person('Mei', { roles: ['publisher'] });
});
afterAll(() => db.close());

const call = (actor: Actor, door: string, ...given: unknown[]) =>
  db
    .as(actor, (q) => q(`select public.${door}(${given.map((_, n) => `$${String(n + 1)}`).join(', ')})`, given))
    .then(
      () => true,
      (cause: { code?: string }) => {
        if (!/^PT4/.test(cause.code ?? '')) throw cause;
        return false;
      }
    );

const SPOTS = 4;
const PEOPLE = 6;
const spot = fc.nat(SPOTS - 1);
const person = fc.nat(PEOPLE - 1);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('support' as const), person, spot }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('take_back' as const), person, spot }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hide' as const), spot }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), spot }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('join' as const), spot, to: spot }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), person }) }
);

interface Known {
  id: string;
  by: number;
  shown: boolean;
  main: number | null;
  wants: Set<number>;
}

test('is right after any story', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (story) => {
      const people = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => db.person(`Person ${String(n)}`)));
      const here = new Set(people.keys());
      // Each spot is somebody's; the last two people suggest nothing.
      const spots = new Map<number, Known>();
      for (let n = 0; n < SPOTS; n++) {
        const id = randomUUID();
        const said = { id, kind: 'spot', subdistrict: '110105012', landmark: 'here', words: 'trees', publish: true };
        expect(await call(people[n]!, 'suggest_place', JSON.stringify(said))).toBe(true);
        spots.set(n, { id, by: n, shown: false, main: null, wants: new Set() });
      }
      const words = JSON.stringify({ title: 'Here', words: 'Trees', subdistrict: '110105012' });
      /** The one that a page leads to, if it is shown. */
      const leads = (n: number) => {
        const one = spots.get(n);
        return one && one.main !== null ? spots.get(one.main) : one;
      };

      for (const act of story) {
        await db.sql('delete from private.throttles', []);
        if (act.do === 'leave') {
          if (!here.delete(act.person)) continue;
          await call(people[act.person]!, 'delete_my_account', 'delete');
          for (const [n, one] of spots) if (one.by === act.person) spots.delete(n);
          for (const one of spots.values()) {
            one.wants.delete(act.person);
            if (one.main !== null && !spots.has(one.main)) one.main = null;
          }
        } else if (act.do === 'support' || act.do === 'take_back') {
          const wants = act.do === 'support';
          const one = leads(act.spot);
          if (!here.has(act.person) || !spots.has(act.spot)) continue;
          const may = wants ? one?.shown && one.by !== act.person : one?.shown || one?.wants.has(act.person);
          const id = (spots.get(act.spot) as Known).id;
          expect(await call(people[act.person]!, 'support_spot', id, wants), JSON.stringify(act)).toBe(Boolean(may));
          if (may && wants) one!.wants.add(act.person);
          if (!wants) one?.wants.delete(act.person);
        } else {
          const one = spots.get(act.spot);
          if (!one) continue;
          if (act.do === 'hide') {
            await call(mei, 'hide_spot', one.id);
            one.shown = false;
          } else if (act.do === 'release') {
            expect(await call(mei, 'release_spot', one.id, words)).toBe(one.main === null);
            one.shown = one.main === null;
          } else {
            const to = spots.get(act.to);
            if (!to) continue;
            const again = one.main === act.to;
            const may = one !== to && to.main === null && (again || (one.main === null && to.shown));
            expect(await call(mei, 'join_suggestions', one.id, to.id), JSON.stringify(act)).toBe(may);
            if (!may || again) continue;
            const theirs = [...spots.values()].filter(({ main }) => main === act.spot);
            for (const who of [...one.wants, one.by, ...theirs.map(({ by }) => by)])
              if (who !== to.by) to.wants.add(who);
            for (const their of theirs) their.main = act.to;
            Object.assign(one, { main: act.to, shown: false, wants: new Set() });
          }
        }
        const rows = await db.sql(
          `select s.id, s.supports, s.hidden_at is null as shown, count(distinct u.user_id)::int as people
           from public.spots s left join public.spot_supports u on u.spot_id = s.id
           where s.id = any ($1) group by s.id`,
          [[...spots.values()].map(({ id }) => id)]
        );
        for (const { id, shown, wants } of spots.values()) {
          const row = rows.find((one) => one['id'] === id);
          expect(row?.['shown'] ?? false, JSON.stringify(act)).toBe(shown);
          expect([row?.['supports'] ?? 0, row?.['people'] ?? 0], JSON.stringify(act)).toEqual([wants.size, wants.size]);
        }
      }
    }),
    { numRuns: RUNS }
  );
});
