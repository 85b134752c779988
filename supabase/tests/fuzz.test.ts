import type { SupabaseClient } from '@supabase/supabase-js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestBackend, type TestBackend } from '../../src/lib/server/embedded/testBackend.ts';
import { failureOf } from '../../src/lib/server/failure.ts';
import { fuzzRuns, fuzzSeeds, hostileJson, hostileText, insides } from '../../tests/support/hostile.ts';
import { asSomebody } from './access/stage.ts';
import { settle, type PersonName, type World } from './access/world.ts';

let backend: TestBackend;
let world: World;
const clients = new Map<PersonName, SupabaseClient>();
let functions: { name: string; args: string[]; types: string[] }[];
let tables: { name: string; columns: string[] }[];

beforeAll(async () => {
  backend = await startTestBackend();
  world = await settle({
    signUp: async (name) => {
      const email = `${name}@example.org`;
      const { id, token } = await backend.join(email);
      clients.set(name, backend.client(token));
      return { id, email };
    },
    run: (statement, actor, now) => backend.sql(`begin; ${asSomebody(statement, actor, now)} commit;`)
  });
  clients.set('anon', backend.client());
  functions = (await backend.sql(
    `select p.proname as name, p.proargnames as args,
       array(select format_type(t, null) from unnest(p.proargtypes::oid[]) t) as types
     from pg_proc p where p.pronamespace = 'public'::regnamespace order by 1`
  )) as unknown as typeof functions;
  tables = (await backend.sql(
    `select table_name as name, array_agg(column_name::text) as columns from information_schema.columns
     where table_schema = 'public' group by 1 order by 1`
  )) as unknown as typeof tables;
}, 180_000);
afterAll(() => backend.close());

const callers: PersonName[] = ['anon', 'owner', 'handler', 'moderator', 'suspended'];
const moves = [
  'accept',
  'ask',
  'supply',
  'merge',
  'redirect',
  'refuse',
  'dispatch',
  'object',
  'answer',
  'defer',
  'call_back',
  'record_callback',
  'withdraw',
  'mark_urgent',
  'add_note',
  'translate'
];
const keys = [
  'public_text',
  'internal_text',
  'lead',
  'assists',
  'limit_days',
  'until',
  'target',
  'event_id',
  'solved',
  'reached',
  'outcome',
  'called_at',
  'answer_kind',
  'public_lang',
  'channel',
  'public_text_translation',
  'duty_number',
  'called_whom'
];

/** A submission that would pass, with a few fields gone wrong: what is all wrong is refused at the first step. */
const submission = fc
  .tuple(
    fc.uuid({ version: 4 }),
    fc.subarray(
      [
        'category',
        'description',
        'lat',
        'lng',
        'subdistrict',
        'landmark',
        'happened_at',
        'time_pattern',
        'photo_sha256',
        'contact_email',
        'contact_phone',
        'contact_ok',
        'publish',
        'mediation',
        'answers',
        'lang',
        'id',
        'key',
        'key_given',
        'danger_answered'
      ],
      { maxLength: 3 }
    ),
    fc.array(hostileJson, { minLength: 3, maxLength: 3 })
  )
  .map(([id, wrong, values]) => ({
    ...{ id, key: 'a'.repeat(32), category: 'air.fume', description: 'x', subdistrict: '110105026', landmark: 'y' },
    ...Object.fromEntries(wrong.map((name, i) => [name, values[i]]))
  }));
const details = fc.dictionary(
  fc.constantFrom(...keys),
  fc.oneof(hostileJson, fc.constantFrom('yes', 'fixed', '2026-12-31', '110105026', 5)),
  {
    maxKeys: 6,
    noNullPrototype: true
  }
);

/** A value of the type, or nearly, or nothing like it. */
function argument(name: string, type: string): fc.Arbitrary<unknown> {
  const right: Record<string, fc.Arbitrary<unknown>> = {
    uuid: fc.constantFrom(...Object.values(world.reports)),
    integer: fc.integer({ min: -5, max: 300 }),
    bigint: fc.oneof(fc.integer({ min: -5, max: 60 }), fc.constantFrom('9223372036854775807', -1)),
    jsonb: name === 'submission' ? submission : name === 'details' ? details : hostileJson,
    'text[]': fc.array(hostileText, { maxLength: 30 }),
    'timestamp with time zone': fc.constantFrom('2026-11-24T00:00:00Z', '0001-01-01', '294276-12-31', 'infinity'),
    text:
      name === 'move'
        ? fc.constantFrom(...moves)
        : name === 'key' || name === 'old_key'
          ? fc.constantFrom(world.key, null)
          : hostileText
  };
  return fc.oneof({ weight: 7, arbitrary: right[type] ?? hostileJson }, { weight: 2, arbitrary: hostileJson });
}

const call = () =>
  fc.constantFrom(...functions).chain(({ name, args, types }) =>
    fc.record({
      name: fc.constant(name),
      caller: fc.constantFrom(...callers),
      args: fc.record(Object.fromEntries((args ?? []).map((arg, i) => [arg, argument(arg, types[i] ?? 'text')])), {
        requiredKeys: (args ?? []).filter((_, i) => i === 0)
      })
    })
  );

/** What is wrong with an answer, or nothing. */
function fault(status: number, error: unknown, known: boolean): string | null {
  if (!error) return status < 400 ? null : `status ${status} without an error`;
  const { message } = error as { message: string };
  if (status >= 500) return `status ${status}: ${message}`;
  if (insides.test(message)) return `tells about its insides: ${message}`;
  const { status: judged, code } = failureOf(error);
  // No function takes these arguments, says PostgREST or PostgreSQL; the pages always call with the right ones.
  if (known && judged >= 500 && !['PGRST202', '42883', '42846'].includes((error as { code?: string }).code ?? ''))
    return `failure.ts does not know it: ${JSON.stringify(error)} → ${code}`;
  return null;
}

describe.each(fuzzSeeds)('with hostile values (seed %i)', (seed) => {
  const numRuns = Math.ceil(fuzzRuns(800) / fuzzSeeds.length);

  test(`${numRuns} calls of functions are answered or refused, never broken`, { timeout: numRuns * 1000 }, async () => {
    await fc.assert(
      fc.asyncProperty(call(), async ({ name, caller, args }) => {
        const { status, error } = await clients.get(caller)!.rpc(name, args);
        expect(fault(status, error, true)).toBeNull();
      }),
      { seed, numRuns: Math.ceil(numRuns * 0.8), endOnFailure: true }
    );
    // Whatever came, the backend is alive and the next visitor is served.
    const { error } = await clients.get('anon')!.rpc('home_figures');
    expect(error).toBeNull();
  });

  test('questions to tables are answered or refused, never broken', { timeout: numRuns * 1000 }, async () => {
    // Columns and operators are always our own words; what is compared with comes from people.
    const question = fc.constantFrom(...tables).chain(({ name, columns }) =>
      fc.record({
        table: fc.constant(name),
        column: fc.constantFrom(...columns),
        operator: fc.constantFrom('eq', 'neq', 'lt', 'gte', 'in', 'not.in'),
        value: hostileText.filter((text) => text.length < 20_000),
        caller: fc.constantFrom(...callers)
      })
    );
    await fc.assert(
      fc.asyncProperty(question, async ({ table, column, operator, value, caller }) => {
        const { status, error } = await clients
          .get(caller)!
          .from(table)
          .select('*')
          .filter(column, operator, value)
          .limit(2);
        expect(fault(status, error, false)).toBeNull();
      }),
      { seed, numRuns: Math.ceil(numRuns * 0.2), endOnFailure: true }
    );
    expect((await clients.get('anon')!.from('units').select('code').limit(1)).data).toHaveLength(1);
  });
});
