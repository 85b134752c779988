import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestBackend, type TestBackend } from './testBackend.ts';

const setup = `
  create table public.cases (
    id int primary key, title text not null check (title <> 'forbidden words'), hidden boolean not null,
    tags text[] not null default '{}', secret text, made_at timestamptz not null default '2026-11-24 08:30:00+08'
  );
  alter table public.cases enable row level security;
  create policy cases_select_public on public.cases for select to anon using (not hidden);
  create policy cases_select_staff on public.cases for select to authenticated using (true);
  create policy cases_insert on public.cases for insert to authenticated with check (true);
  grant select (id, title, hidden, tags, made_at) on public.cases to anon;
  grant select, insert on public.cases to authenticated;
  insert into public.cases (id, title, hidden) select n, 'case ' || n, n % 2 = 0 from generate_series(1, 100) n;
  create table public.closed (id int);
  alter table public.closed enable row level security;
  create function public.refuse_it() returns void language plpgsql as $$
    begin raise exception 'too_late' using errcode = 'PT409', detail = 'happened_at'; end $$;
  create function public.plain_raise() returns void language plpgsql as $$ begin raise exception 'plain'; end $$;
  create function public.not_for_guests() returns int language sql as 'select 1';
  grant execute on function public.refuse_it(), public.plain_raise() to anon;
  grant execute on function public.not_for_guests() to authenticated;`;

let backend: TestBackend;
let staff: string;
beforeAll(async () => {
  backend = await startTestBackend(setup);
  staff = (await backend.join('staff@example.test')).token;
});
afterAll(() => backend.close());

describe('one session, many visitors', () => {
  test('500 interleaved requests of staff and guests leak no hidden row', async () => {
    const guest = backend.client();
    const moderator = backend.client(staff);
    const answers = await Promise.all(
      Array.from({ length: 500 }, async (_, i) => {
        const isStaff = i % 2 === 0;
        const { data, error } = await (isStaff ? moderator : guest).from('cases').select('id, hidden').limit(100);
        return { isStaff, error, rows: data?.length, hidden: data?.filter((row) => row.hidden).length };
      })
    );
    for (const { isStaff, error, rows, hidden } of answers)
      expect({ error, rows, hidden }).toEqual(
        isStaff ? { error: null, rows: 100, hidden: 50 } : { error: null, rows: 50, hidden: 0 }
      );
  });

  test('a statement that fails between them harms nobody else', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        i % 3 === 0
          ? backend.client(staff).from('cases').insert({ id: 1, title: 'twice', hidden: false })
          : backend
              .client(i % 3 === 1 ? undefined : staff)
              .from('cases')
              .select('id')
      )
    );
    const rows = answers.map(({ data, error }) => error?.code ?? data?.length);
    expect(rows).toEqual(Array.from({ length: 60 }, (_, i) => ['23505', 50, 100][i % 3]));
  });
});

describe('a failing statement never wedges the session', () => {
  test('an empty array filter is answered, and so is the next request', async () => {
    const { error } = await backend.client().from('cases').select('id').contains('tags', []);
    expect(error).toBeNull();
    expect((await backend.client().from('cases').select('id')).data).toHaveLength(50);
  });

  test.each(['tags=cs.{}', 'tags=cs.{a', 'id=eq.x', 'id=in.()', 'nothing=eq.1', 'tags=ov.{"}', 'id=eq.99999999999999'])(
    'after ?%s the next request is answered',
    async (query) => {
      await backend.fetch(
        new Request(`http://embedded.invalid/rest/v1/cases?${query}`, {
          headers: { apikey: `sb_publishable_${'t'.repeat(32)}` }
        })
      );
      expect((await backend.client().from('cases').select('id')).data).toHaveLength(50);
    }
  );
});

describe('nothing is open that was not opened', () => {
  test('a table without a grant', async () => {
    for (const token of [undefined, staff]) {
      const { error } = await backend.client(token).from('closed').select();
      expect(error?.code).toBe('42501');
    }
  });

  test('a column without a grant', async () => {
    expect((await backend.client().from('cases').select('id, secret')).error?.code).toBe('42501');
    expect((await backend.client(staff).from('cases').select('id, secret')).error).toBeNull();
  });

  test('a function without a grant', async () => {
    expect((await backend.client().rpc('not_for_guests')).error?.code).toBe('42501');
    expect((await backend.client(staff).rpc('not_for_guests')).data).toBe(1);
  });

  test.each(['private', 'auth', 'storage', 'supabase_migrations'])('the schema %s', async (schema) => {
    const { error } = await backend.client(staff).schema(schema).from('seeds').select();
    expect(error?.code).toBe('PGRST106');
  });
});

describe('errors arrive as PostgREST would send them', () => {
  const insert = (row: object) => backend.client(staff).from('cases').insert(row);

  test('a check keeps its SQLSTATE', async () => {
    const { error, status } = await insert({ id: 200, title: 'forbidden words', hidden: false });
    expect({ code: error?.code, status }).toEqual({ code: '23514', status: 400 });
  });

  test('a duplicate is a conflict', async () => {
    const { error, status } = await insert({ id: 1, title: 'again', hidden: false });
    expect({ code: error?.code, status }).toEqual({ code: '23505', status: 409 });
  });

  test('a missing value keeps its SQLSTATE', async () => {
    expect((await insert({ id: 201, hidden: false })).error?.code).toBe('23502');
  });

  test('a refusal keeps status, code and field', async () => {
    const { error, status } = await backend.client().rpc('refuse_it');
    expect({ ...error, status }).toMatchObject({
      code: 'PT409',
      message: 'too_late',
      details: 'happened_at',
      status: 409
    });
  });

  test('a plain raise is a 400 with P0001', async () => {
    const { error, status } = await backend.client().rpc('plain_raise');
    expect({ code: error?.code, message: error?.message, status }).toEqual({
      code: 'P0001',
      message: 'plain',
      status: 400
    });
  });
});

test('a timestamp is ISO 8601', async () => {
  const { data } = await backend.client().from('cases').select('made_at').limit(1).single();
  expect(data?.made_at).toBe('2026-11-24T00:30:00+00:00');
});

describe('who is who', () => {
  test('getClaims says who holds a token, and refuses a changed one', async () => {
    const good = await backend.client().auth.getClaims(staff);
    expect(good.data?.claims.email).toBe('staff@example.test');
    const forged = staff.slice(0, -4) + (staff.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    expect((await backend.client().auth.getClaims(forged)).data).toBeNull();
    expect((await backend.client(forged).from('cases').select('secret')).error).not.toBeNull();
  });

  test('what a person says at sign-up arrives as an object', async () => {
    const { data } = await backend.client().auth.signUp({
      email: 'meta@example.test',
      password: 'long-enough-1',
      options: { data: { display_name: '小林' } }
    });
    const [row] = await backend.sql(
      `select jsonb_typeof(raw_user_meta_data) as type, raw_user_meta_data ->> 'display_name' as name from auth.users where id = $1`,
      [data.user?.id]
    );
    expect(row).toEqual({ type: 'object', name: '小林' });
  });
});

// A server may end a session, or be started again, while the app runs; PGlite ends with the process.
if (process.env.TEST_DATABASE_URL)
  test('a session that the server ends fails what ran in it, and nothing after it', async () => {
    await expect(backend.sql('select pg_terminate_backend(pg_backend_pid())', [])).rejects.toThrow();
    await expect(backend.sql('begin; select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow();
    for (let n = 0; n < 12; n++) expect(await backend.sql('select 1 as one', [])).toEqual([{ one: 1 }]);
    expect((await backend.client().from('cases').select('id').eq('id', 1)).data).toEqual([{ id: 1 }]);
  });
