import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestBackend, type TestBackend } from './testBackend.ts';

const setup = `
  create table public.people (id int primary key, phone text not null check (length(phone) = 11), age smallint);
  alter table public.people enable row level security;
  create policy people_insert on public.people for insert to anon with check (true);
  grant insert on public.people to anon;
  create function public.breaks(phone text) returns int language plpgsql as $$
    begin return phone::int / 0; end $$;
  create function public.gone(phone text) returns void language plpgsql as $$
    begin execute format('select * from nowhere where phone = %L', phone); end $$;
  grant execute on function public.breaks(text), public.gone(text) to anon;`;

let backend: TestBackend;
const printed: string[] = [];
beforeAll(async () => {
  // Before the backend starts, because its filter sits on top of whatever console it finds.
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0);
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((...args) => void printed.push(inspect(args, { depth: 8 })));
  backend = await startTestBackend(setup);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await backend.close();
});

test('nothing that somebody typed is printed, whatever fails', async () => {
  const guest = backend.client();
  await guest.from('people').insert({ id: 1, phone: '13800001234', age: 30 });
  await guest.from('people').insert({ id: 1, phone: '13800001234', age: 30 }); // duplicate
  await guest.from('people').insert({ id: 2, phone: '1380000123499' }); // check
  await guest.from('people').insert({ id: 3, phone: '13800001234', age: 13800001234 }); // out of range
  await guest.from('people').insert({ id: 'x13800001234', phone: '13800001234' }); // not a number
  await guest.from('people').select().eq('phone', '13800001234'); // no grant
  await guest.rpc('breaks', { phone: '13800001234' });
  await guest.rpc('gone', { phone: '13800001234' });
  await guest.auth.signUp({ email: 'someone13800001234@example.test', password: 'x' });
  await guest.auth.signInWithPassword({ email: 'someone13800001234@example.test', password: 'secret13800001234' });
  await guest.storage.from('nowhere13800001234').upload('13800001234.jpg', new Blob(['13800001234']));
  await backend.sql("insert into public.people values (9, '13800001234x1')").catch(() => undefined);
  const log = printed.join('\n');
  expect(log).not.toMatch(/13800001234|someone/);
  expect(log).toContain('SQLSTATE 42P01'); // what only we can mend is still told
});
