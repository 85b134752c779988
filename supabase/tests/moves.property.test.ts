import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb, type TestDb } from './harness.ts';

// A thousand stories by people who press everything: whoever acts, in whatever order, the case stays in order.
// Reproduce a failure with SEED=… PATH_OF_FAILURE=…, both printed by fast-check.

// On a server again: fewer, for it is the same rules; what only a server does (others at the same moment) is in races.test.ts.
const RUNS = Number(process.env.STORIES ?? (process.env.TEST_DATABASE_URL ? 250 : 1000));
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const PEOPLE = [
  'guest',
  'owner',
  'stranger',
  'suspended',
  'handler',
  'elsewhere',
  'assistant',
  'moderator',
  'moderator2',
  'admin'
] as const;

/** Every step there is, written down a second time from the decision: from → to, by whom. */
const OPEN = 'submitted needs_info accepted dispatched in_progress objected deferred resolved reopened';
const ANY = `${OPEN} closed merged redirected refused withdrawn`;
const SAME = '=';
const STEPS: [move: string, from: string, to: string, party: string][] = [
  ['accept', 'submitted', 'accepted', 'moderator'],
  ['ask', 'submitted', 'needs_info', 'moderator'],
  ['ask', 'in_progress', 'needs_info', 'handler'],
  ['supply', 'needs_info', 'submitted in_progress', 'reporter'],
  ['merge', 'submitted accepted dispatched in_progress deferred reopened', 'merged', 'moderator'],
  ['redirect', 'submitted accepted dispatched in_progress deferred reopened', 'redirected', 'moderator'],
  ['refuse', 'submitted accepted', 'refused', 'moderator'],
  ['dispatch', 'accepted objected reopened', 'dispatched', 'moderator'],
  ['recall', 'dispatched in_progress deferred reopened objected', 'accepted', 'moderator'],
  ['take_on', 'dispatched', 'in_progress', 'handler'],
  ['object', 'dispatched in_progress', 'objected', 'handler'],
  ['answer', 'in_progress deferred', 'resolved', 'handler'],
  ['defer', 'in_progress', 'deferred', 'handler'],
  ['allow_deferral', 'in_progress deferred', SAME, 'moderator'],
  ['resume', 'deferred', 'in_progress', 'handler clock'],
  ['call_back', 'resolved', 'closed', 'reporter'],
  ['record_callback', 'resolved', 'closed', 'moderator'],
  ['reopen', 'resolved', 'reopened', 'reporter'],
  ['return_answer', 'resolved', 'in_progress', 'moderator'],
  ['close', 'reopened', 'closed', 'moderator'],
  ['lapse', 'needs_info', 'closed in_progress', 'clock'],
  ['lapse', 'resolved', 'closed', 'clock'],
  ['withdraw', 'submitted needs_info accepted dispatched in_progress objected deferred', 'withdrawn', 'reporter'],
  ['withdraw', 'submitted accepted dispatched in_progress objected deferred', SAME, 'reporter'],
  ['withdraw', 'needs_info', 'submitted in_progress', 'reporter'],
  ['resubmit', 'closed', 'submitted', 'reporter'],
  ['reinstate', 'redirected refused closed', 'accepted', 'moderator'],
  ['reinstate', 'merged', 'submitted accepted dispatched in_progress deferred reopened', 'moderator'],
  ['confirm', 'merged', SAME, 'reporter'],
  ['add_information', OPEN, SAME, 'reporter'],
  ['add_note', ANY, SAME, 'moderator handler'],
  ['mark_urgent', OPEN, SAME, 'moderator'],
  ['send_on', 'dispatched in_progress deferred', SAME, 'reporter'],
  ['send_on', 'resolved', 'in_progress', 'reporter'],
  ['escalate', 'dispatched', SAME, 'clock'],
  ['translate', ANY, SAME, 'moderator handler']
];
const LEGAL = new Set(
  STEPS.flatMap(([move, from, to, party]) =>
    from
      .split(' ')
      .flatMap((f) =>
        to.split(' ').flatMap((t) => party.split(' ').map((p) => `${move} ${f} ${t === SAME ? f : t} ${p}`))
      )
  )
);

let db: TestDb;
let people: Record<string, unknown>;
beforeAll(async () => {
  db = await openDb();
  const of = async (name: string, role?: string, unit?: string) => ({
    id: (await db.person(`Name of ${name}`, { roles: role ? [role] : [], unit })).id,
    role,
    unit
  });
  people = {
    key: 'a1'.repeat(16),
    guest: { id: null },
    owner: await of('owner'),
    stranger: await of('stranger'),
    suspended: await of('suspended', 'moderator'),
    handler: await of('handler', 'handler', '110105012'),
    elsewhere: await of('elsewhere', 'handler', '110105001'),
    assistant: await of('assistant', 'handler', 'ecology'),
    moderator: await of('moderator', 'moderator'),
    moderator2: await of('moderator2', 'moderator'),
    admin: await of('admin', 'admin')
  };
  const { id } = people.suspended as { id: string };
  await db.sql('update public.profiles set suspended_at = now() where user_id = $1', [id]);
  (people.suspended as { role?: string }).role = undefined;
  await db.sql(readFileSync(path.join(import.meta.dirname, 'moves.play.sql'), 'utf8'));
});
afterAll(() => db.close());

const submission = fc.record({
  category: fc.constantFrom('air.fume', 'air.burn', 'noise.neighbour', 'soil.dump', 'water.outfall'),
  description: fc.constant('what happened'),
  lat: fc.double({ min: 39.91, max: 39.95, noNaN: true }),
  lng: fc.double({ min: 116.45, max: 116.49, noNaN: true }),
  publish: fc.boolean(),
  mediation: fc.boolean(),
  contact_phone: fc.constantFrom('13812345678', ''),
  contact_email: fc.constantFrom('someone@example.com', ''),
  photo_sha256: fc.constantFrom<string[]>([], [], [], ['ab'.repeat(32)])
});
const command = fc.record({
  do: fc.constantFrom(...Array<string>(12).fill('move'), 'undo', 'undo', 'due', 'submit'),
  turn: fc.constantFrom(true, true, true, false),
  who: fc.constantFrom(...PEOPLE, 'moderator', 'handler', 'moderator', 'handler', 'owner', 'guest'),
  author: fc.constantFrom('guest', 'owner', 'owner', 'moderator2', 'handler', 'suspended'),
  report: fc.constantFrom(0, 0, 0, 0, 0, 1, 2),
  other: fc.nat(3),
  pick: fc.nat(500),
  open: fc.constantFrom(true, true, true, false),
  stale: fc.constantFrom(false, false, false, false, false, false, false, false, false, true),
  seconds: fc.constantFrom(0, 0, 1, 1, 30, 30, 60, 110, 121, 3_600, 86_400, 300_000, 1_500_000),
  submission
});

interface Played {
  said: { do: string; code: string | null }[];
  events: [move: string, from: string | null, to: string, party: string][];
}

const quote = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "''")}'`;

async function play(commands: unknown[]): Promise<Played> {
  const sets = await db
    .script(`select test.play(${quote(commands)}, ${quote(people)}) as played`)
    .catch((error: unknown) => {
      // The driver's error repeats the whole script; the sentence is enough.
      const { message, where } = error as { message: string; where?: string };
      throw new Error(`${message}\n${where ?? ''}`);
    });
  return sets.at(-1)?.[0]?.played as Played;
}

test(`${String(RUNS)} random stories leave every case in order (seed ${String(SEED)})`, async () => {
  const met = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 16, size: 'max' }), async (commands) => {
      const { said, events } = await play(commands);
      for (const [move, from, to, party] of events) {
        if (move === 'join') met.set(move, (met.get(move) ?? 0) + 1);
        if (move === 'undone' || move === 'submit' || move === 'join') continue;
        expect(LEGAL, `${move} ${String(from)} → ${to} by ${party}`).toContain(
          `${move} ${String(from)} ${to} ${party}`
        );
        met.set(move, (met.get(move) ?? 0) + 1);
      }
      for (const { do: move, code } of said)
        if (move === 'undo' && code === null) met.set('undo', (met.get('undo') ?? 0) + 1);
    }),
    { numRuns: RUNS, seed: SEED, path: process.env.PATH_OF_FAILURE, endOnFailure: true }
  );
  console.log(
    [...met]
      .sort(([, a], [, b]) => b - a)
      .map(([move, n]) => `${move} ${String(n)}`)
      .join(' · ')
  );
}, 600_000);
