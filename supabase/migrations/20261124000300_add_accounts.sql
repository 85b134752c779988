-- Who a person is to us: a name they chose, the roles the district gave them, and what they agreed to.


-- profiles -------------------------------------------------------------------------------------------------------

create table public.profiles (
  user_id uuid primary key references auth.users (id) on delete cascade,
  display_name text not null default '' check (char_length(display_name) <= 80),
  lang text not null default 'zh' check (lang in ('zh', 'en')),
  suspended_at timestamptz,
  created_at timestamptz not null default now()
);

alter table public.profiles enable row level security;

comment on table public.profiles is 'One row a person, made at sign-up. A suspended person may read their own things and change nothing.';


-- roles ----------------------------------------------------------------------------------------------------------

create type public.user_role as enum ('handler', 'moderator', 'publisher', 'admin', 'organizer', 'teacher');

create table public.user_roles (
  id bigint generated always as identity primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  role public.user_role not null,
  unit_code text references public.units (code) on delete restrict,
  created_at timestamptz not null default now(),
  unique nulls not distinct (user_id, role, unit_code),
  constraint user_roles_handlers_have_a_unit check ((role = 'handler') = (unit_code is not null))
);

create index user_roles_role on public.user_roles (role, unit_code);
create index user_roles_unit_code on public.user_roles (unit_code);

alter table public.user_roles enable row level security;

comment on table public.user_roles is
  'The only source of rights. Never taken from the token: a token goes stale, this table does not. Administrators have no case rights.';


-- consents -------------------------------------------------------------------------------------------------------

create table public.consents (
  id bigint generated always as identity primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  purpose text not null check (purpose ~ '^[a-z][a-z_]{1,39}$'),
  given_at timestamptz not null default now(),
  withdrawn_at timestamptz check (withdrawn_at >= given_at)
);

create unique index consents_one_in_force on public.consents (user_id, purpose) where withdrawn_at is null;
create index consents_user_id on public.consents (user_id);

alter table public.consents enable row level security;

comment on table public.consents is 'What a person agreed to, purpose by purpose. Withdrawing closes the row; agreeing again opens a new one.';


-- predicates -----------------------------------------------------------------------------------------------------
-- Each is asked once a statement when a policy writes it as (select private.…()). In plpgsql, because a session keeps
-- the plan; a definer function in plain SQL is planned anew in every statement.

create function private.is_suspended() returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from public.profiles p where p.user_id = (select auth.uid()) and p.suspended_at is not null);
end
$$;
comment on function private.is_suspended() is 'The caller may read their own things and change nothing.';

create function private.has_role(wanted public.user_role) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.user_roles u
    left join public.profiles p on p.user_id = u.user_id
    where u.user_id = (select auth.uid()) and u.role = wanted and p.suspended_at is null
  );
end
$$;
comment on function private.has_role(public.user_role) is 'The caller holds this role and is not suspended.';

create function private.my_units() returns text[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return array(
    select u.unit_code from public.user_roles u
    left join public.profiles p on p.user_id = u.user_id
    where u.user_id = (select auth.uid()) and u.role = 'handler' and p.suspended_at is null
    order by u.unit_code
  );
end
$$;
comment on function private.my_units() is 'The units for which the caller handles cases; empty for everybody else.';

grant execute on function private.is_suspended(), private.has_role(public.user_role), private.my_units() to authenticated;


-- policies and grants --------------------------------------------------------------------------------------------

create policy profiles_select on public.profiles for select to authenticated
using (
  user_id = (select auth.uid())
  or (select private.has_role('moderator'))
  or (select private.has_role('admin'))
);

create policy profiles_update on public.profiles for update to authenticated
using (user_id = (select auth.uid()) and not (select private.is_suspended()))
with check (user_id = (select auth.uid()));

grant select on public.profiles to authenticated, service_role;
grant update (display_name, lang) on public.profiles to authenticated;

create policy user_roles_select on public.user_roles for select to authenticated
using (user_id = (select auth.uid()) or (select private.has_role('admin')));

grant select on public.user_roles to authenticated;
-- The first administrator is made by a script on the operator's machine (npm run grant).
grant select, insert, delete on public.user_roles to service_role;

create policy consents_select on public.consents for select to authenticated
using (user_id = (select auth.uid()));

grant select on public.consents to authenticated;


-- sign-up --------------------------------------------------------------------------------------------------------

create function private.open_profile() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  -- What the sign-up form sent; anybody can send anything here, so only two short texts are taken.
  told jsonb := case when jsonb_typeof(new.raw_user_meta_data) = 'object' then new.raw_user_meta_data else '{}' end;
begin
  insert into public.profiles (user_id, display_name, lang, created_at)
  values (
    new.id,
    left(btrim(coalesce(told ->> 'display_name', '')), 80),
    case when told ->> 'lang' in ('zh', 'en') then told ->> 'lang' else 'zh' end,
    private.clock()
  )
  on conflict (user_id) do nothing;
  return new;
end
$$;
comment on function private.open_profile() is 'Gives every new account its profile.';

create trigger open_profile after insert on auth.users
for each row execute function private.open_profile();

create function public.record_consents(purposes text[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
begin
  if me is null then
    raise exception using errcode = 'PT401', message = 'sign_in_needed';
  end if;
  if purposes is null or cardinality(purposes) > 20 or array_position(purposes, null) is not null
    or exists (select from unnest(purposes) as p where p !~ '^[a-z][a-z_]{1,39}$')
  then
    raise exception using errcode = 'PT422', message = 'purposes_wrong', detail = 'purposes';
  end if;

  update public.consents c
  set withdrawn_at = greatest(private.clock(), c.given_at)
  where c.user_id = me and c.withdrawn_at is null and not c.purpose = any (purposes);

  insert into public.consents (user_id, purpose, given_at)
  select distinct me, p, private.clock() from unnest(purposes) as p
  on conflict (user_id, purpose) where withdrawn_at is null do nothing;
end
$$;
comment on function public.record_consents(text[]) is
  'The caller agrees to exactly these purposes: what is new is opened, what is missing is withdrawn. Codes: purposes_wrong.';
grant execute on function public.record_consents(text[]) to authenticated;
