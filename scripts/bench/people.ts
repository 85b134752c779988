/** Who asks while measuring: one resident with ordinary many reports, a moderator, and a handler of the first unit. */
export const RESIDENT = `md5('author' || 0)::uuid`;
export const MODERATOR = `md5('moderator')::uuid`;
export const HANDLER = `md5('handler')::uuid`;

/** Two of five reports come from an account, and an account sends forty. */
const ACCOUNTS_PER_REPORTS = 100;

export const people = (reports: number): string[] => [
  `insert into auth.users (id, email, raw_user_meta_data, created_at)
   select md5('author' || n)::uuid, 'a' || n || '@bench.example', '{"display_name": "A"}', now()
   from generate_series(0, ${String(Math.ceil(reports / ACCOUNTS_PER_REPORTS) + 1)}) n
   on conflict do nothing`,
  `insert into auth.users (id, email, raw_user_meta_data, created_at)
   values (${MODERATOR}, 'moderator@bench.example', '{"display_name": "M"}', now()),
     (${HANDLER}, 'handler@bench.example', '{"display_name": "H"}', now())
   on conflict do nothing`,
  `insert into public.user_roles (user_id, role, unit_code) values (${MODERATOR}, 'moderator', null) on conflict do nothing`,
  `insert into public.user_roles (user_id, role, unit_code)
   select ${HANDLER}, 'handler', (select min(code) from public.units) on conflict do nothing`
];
