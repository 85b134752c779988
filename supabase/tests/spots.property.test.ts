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
  { weight: 3, arbitrary: fc.record({ do: fc.constant('join' as const), spot, to: spot }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('part' as const), spot }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), person }) }
);

interface Known {
  id: string;
  by: number;
  shown: boolean;
  /** The one whose page it shares … */
  main: number | null;
  /** … and the one that it was joined to, which may have been joined itself since. */
  named: number | null;
  /** It is shown again when it is taken apart. */
  was: boolean;
  /** Who said so here. */
  wants: Set<number>;
  /** Whoever suggested it counts for the one that it was joined to. */
  counts: boolean;
}

const words = JSON.stringify({ title: 'Here', words: 'Trees', subdistrict: '110105012' });

/** Spots of the first people; the last two suggest nothing. */
async function world() {
  await db.sql('delete from private.throttles', []);
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => db.person(`Person ${String(n)}`)));
  const spots = new Map<number, Known>();
  for (let n = 0; n < SPOTS; n++) {
    const id = randomUUID();
    const said = { id, kind: 'spot', subdistrict: '110105012', landmark: 'here', words: 'trees', publish: true };
    expect(await call(people[n]!, 'suggest_place', JSON.stringify(said))).toBe(true);
    spots.set(n, { id, by: n, shown: false, main: null, named: null, was: false, wants: new Set(), counts: true });
  }
  return { people, spots };
}

test('is right after any story', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (story) => {
      const { people, spots } = await world();
      const here = new Set(people.keys());
      const all = () => [...spots.values()];
      /** The one that a page leads to, if it is there. */
      const leads = (n: number) => {
        const one = spots.get(n);
        return one && one.main !== null ? spots.get(one.main) : one;
      };
      const sharing = (n: number) => all().filter((one) => one.main === n);
      /** Who wants the spot of this page. */
      const wanting = (n: number) => {
        const one = spots.get(n)!;
        const people = new Set([
          ...one.wants,
          ...sharing(n).flatMap((their) => [...their.wants, ...(their.counts ? [their.by] : [])])
        ]);
        people.delete(one.by);
        return people;
      };
      /** Those that came along with it when it was joined. */
      const under = (n: number): Known[] =>
        [...spots].filter(([, one]) => one.named === n).flatMap(([k, one]) => [one, ...under(k)]);

      for (const act of story) {
        await db.sql('delete from private.throttles', []);
        if (act.do === 'leave') {
          if (!here.delete(act.person)) continue;
          await call(people[act.person]!, 'delete_my_account', 'delete');
          for (const [n, one] of spots) {
            if (one.by !== act.person) continue;
            // What was joined waits for itself again; who supported it still wants the spot that it was joined to.
            for (const their of sharing(n)) Object.assign(their, { main: null, named: null });
            for (const their of all()) if (their.named === n) their.named = their.main;
            if (one.main !== null) for (const who of one.wants) spots.get(one.main)?.wants.add(who);
            spots.delete(n);
          }
          for (const one of all()) one.wants.delete(act.person);
        } else if (act.do === 'support' || act.do === 'take_back') {
          const named = spots.get(act.spot);
          if (!here.has(act.person) || !named) continue;
          const one = leads(act.spot)!;
          const n = named.main ?? act.spot;
          const wants = act.do === 'support';
          const said = all().some((k) => (k === one || k.main === n) && k.wants.has(act.person));
          const counts = sharing(n).some((k) => k.by === act.person && k.counts);
          const may = wants ? one.shown && one.by !== act.person : one.shown || said || counts;
          expect(await call(people[act.person]!, 'support_spot', named.id, wants), JSON.stringify(act)).toBe(may);
          if (may && wants) {
            // A support stays with the one that was named, where that has words of its own and is not their own.
            const released = (await db.sql('select id from public.spots where id = $1', [named.id])).length > 0;
            (released && named.by !== act.person ? named : one).wants.add(act.person);
          } else if (!wants) {
            for (const k of [one, ...sharing(n)]) {
              k.wants.delete(act.person);
              if (k !== one && k.by === act.person) k.counts = false;
            }
          }
        } else {
          const one = spots.get(act.spot);
          if (!one) continue;
          if (act.do === 'hide') {
            if (await call(mei, 'hide_spot', one.id)) Object.assign(one, { shown: false, was: false });
          } else if (act.do === 'release') {
            expect(await call(mei, 'release_spot', one.id, words)).toBe(one.main === null);
            one.shown = one.shown || one.main === null;
          } else if (act.do === 'part') {
            expect(await call(mei, 'part_suggestion', one.id), JSON.stringify(act)).toBe(one.main !== null);
            if (one.main === null) continue;
            for (const their of under(act.spot)) their.main = act.spot;
            Object.assign(one, { main: null, named: null, shown: one.was, counts: true });
          } else {
            const to = spots.get(act.to);
            if (!to) continue;
            const again = one.main === act.to;
            const may = one !== to && to.main === null && (again || (one.main === null && to.shown));
            expect(await call(mei, 'join_suggestions', one.id, to.id), JSON.stringify(act)).toBe(may);
            if (!may || again) continue;
            for (const their of sharing(act.spot)) their.main = act.to;
            Object.assign(one, { main: act.to, named: act.to, was: one.shown, shown: false });
          }
        }
        const rows = await db.sql(
          'select s.id, s.supports, s.hidden_at is null as shown from public.spots s where s.id = any ($1)',
          [all().map(({ id }) => id)]
        );
        for (const [n, { id, shown, main }] of spots) {
          const row = rows.find((one) => one['id'] === id);
          expect(row?.['shown'] ?? false, JSON.stringify(act)).toBe(shown);
          if (main === null && row) expect(row['supports'], JSON.stringify(act)).toBe(wanting(n).size);
        }
      }
    }),
    { numRuns: RUNS }
  );
});

test('and joining and taking apart leaves everything as it was', { timeout: 120_000 }, async () => {
  const support = fc.record({ person, spot });
  await fc.assert(
    fc.asyncProperty(
      fc.array(support, { maxLength: 12 }),
      fc.array(fc.constantFrom(0, 1, 2), { minLength: 1, maxLength: 3 }),
      fc.array(fc.record({ person: fc.constantFrom(4, 5), spot }), { maxLength: 4 }),
      async (before, joined, between) => {
        const { people, spots } = await world();
        const ids = [...spots.values()].map(({ id }) => id);
        // 0 → 1 → 2 → 3, of which some are joined, each with what was joined to it before.
        const steps = [...new Set(joined)].sort();
        for (const id of ids) await call(mei, 'release_spot', id, words);
        for (const { person, spot } of before) await call(people[person]!, 'support_spot', ids[spot], true);
        if (!steps.includes(1)) await call(mei, 'hide_spot', ids[2]);
        const stands = async () => ({
          rows: await db.sql(
            'select spot_id, user_id, supported_at from public.spot_supports where spot_id = any ($1) order by 1, 2',
            [ids]
          ),
          spots: await db.sql('select * from public.spots where id = any ($1) order by id', [ids]),
          joined: await db.sql(
            'select id, main_id, named_id, was_shown, wants from private.joined_suggestions where id = any ($1) order by 1',
            [ids]
          ),
          pages: await Promise.all(
            ids.map((id) =>
              db.as(null, (q) => q('select public.spot_page($1)', [id])).catch((cause: Error) => cause.message)
            )
          )
        });
        const was = [await stands()];
        for (const n of steps) {
          expect(await call(mei, 'join_suggestions', ids[n], ids[n + 1])).toBe(true);
          was.push(await stands());
        }
        // What is said and taken back meanwhile leaves no trace.
        const said = new Set(was[0]!.rows.map((row) => String(row['user_id'])));
        for (const { person, spot } of between) {
          if (said.has(people[person]!.id)) continue;
          await call(people[person]!, 'support_spot', ids[spot], true);
          await call(people[person]!, 'support_spot', ids[spot], false);
        }
        for (const n of [...steps].reverse()) {
          expect(await stands()).toEqual(was.pop());
          expect(await call(mei, 'part_suggestion', ids[n])).toBe(true);
        }
        expect(await stands()).toEqual(was.pop());
      }
    ),
    { numRuns: RUNS }
  );
});
