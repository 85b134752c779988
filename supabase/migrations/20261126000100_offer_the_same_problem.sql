-- The same problem (docs/decisions/0006-same-problem.md): how many people are behind a public case, and which public
-- cases are offered to somebody who is about to report one like them.


-- what a report may be to another --------------------------------------------------------------------------------

alter table public.reports
  add column joined boolean not null default false,
  add column again_of uuid references public.reports (id) on delete set null,
  drop constraint reports_have_a_place,
  drop constraint reports_say_something,
  drop constraint reports_ended_has_time,
  add constraint reports_have_a_place check (lat is not null or landmark is not null or joined or forgotten_at is not null),
  add constraint reports_say_something check (description <> '' or photos_declared > 0 or joined or forgotten_at is not null),
  add constraint reports_ended_has_time check (
    (status in ('closed', 'merged', 'redirected', 'refused', 'withdrawn')) = (ended_at is not null)
    or joined and status = 'merged' and ended_at is null and photos_complete_at is null
  ),
  add constraint reports_again_of_another check (again_of <> id);

comment on column public.reports.joined is
  'Sent as "same here": it began merged into the case of somebody else. Words, photo and place may be absent, since the main case has them.';
comment on column public.reports.again_of is 'The reporter says that the problem of this closed public case is back.';
comment on column public.reports.ended_at is
  'When it left our hands. A report that joined another and still waits for its photos is not over yet: an ended one takes none.';

create index reports_again_of on public.reports (again_of) where again_of is not null;

grant select (joined, again_of) on public.reports to authenticated;


-- how many people ------------------------------------------------------------------------------------------------

alter table public.published_reports add column people int check (people >= 3);
comment on column public.published_reports.people is
  'How many people reported this problem and are still with it; null when fewer than three, who might know each other. Kept by triggers.';

create function private.people_behind(report_id uuid) returns int
language sql stable security definer set search_path = '' as $$
  select nullif(greatest(count(distinct coalesce(r.author_id, r.id))::int, 2), 2)
  from public.reports r
  where (r.id = people_behind.report_id or r.merged_into = people_behind.report_id) and r.reporter_left_at is null
$$;
comment on function private.people_behind(uuid) is
  'The reporters of a case and of those merged into it, each account once; null when fewer than three.';

create function private.count_people_anew() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.people := private.people_behind(new.report_id);
  return new;
end
$$;
comment on function private.count_people_anew() is 'A public copy that appears says at once how many people are behind it.';

create trigger count_people_anew before insert on public.published_reports
for each row execute function private.count_people_anew();

create function private.count_people() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  concerned uuid[] := array_remove(array[
    case when tg_op <> 'DELETE' then new.merged_into end,
    case when tg_op <> 'INSERT' then old.merged_into end,
    case when tg_op = 'UPDATE' then new.id end
  ], null);
  main uuid;
begin
  for main in select distinct c from unnest(concerned) c order by c loop
    -- The row first, then the count: of two who join at once the second counts with the first.
    perform from public.published_reports p where p.report_id = main for update;
    if found then
      update public.published_reports p set people = private.people_behind(main)
      where p.report_id = main and p.people is distinct from private.people_behind(main);
    end if;
  end loop;
  return null;
end
$$;
comment on function private.count_people() is 'Whoever joins, is merged, comes apart or leaves changes how many people are behind the public case.';

create trigger count_people_insert after insert on public.reports
for each row when (new.merged_into is not null) execute function private.count_people();
create trigger count_people_update after update on public.reports
for each row when (
  (old.merged_into, old.author_id, old.reporter_left_at is null)
    is distinct from (new.merged_into, new.author_id, new.reporter_left_at is null)
)
execute function private.count_people();
create trigger count_people_delete after delete on public.reports
for each row when (old.merged_into is not null) execute function private.count_people();

update public.published_reports p set people = private.people_behind(p.report_id)
where private.people_behind(p.report_id) is not null;


-- the door -------------------------------------------------------------------------------------------------------

create index published_reports_near on public.published_reports (category_code, lat, lng) where lat is not null;

create function private.same_problem_kind(p public.published_reports) returns text
language sql stable set search_path = '' as $$
  select case
    when p.stage = 'open' then 'open'
    when p.changed_at > private.clock() - interval '90 days' then 'ended'
  end
$$;
comment on function private.same_problem_kind(public.published_reports) is
  'open: one can join it. ended: answered or closed within ninety days, it may be back. null: too long ago. From the public copy alone.';

create function private.same_problem_named(named uuid) returns public.published_reports
language sql stable security definer set search_path = '' as $$
  select p
  from public.published_reports p
  where p.report_id = coalesce(
    (select q.report_id from public.published_reports q where q.report_id = same_problem_named.named),
    public.public_address(same_problem_named.named)
  )
$$;
comment on function private.same_problem_named(uuid) is
  'The public case that somebody names, or the one its public address leads to after a merge. Nothing that is not public can be named.';

create function public.same_problems(
  category text, lat double precision default null, lng double precision default null, subdistrict text default null
) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  -- Far from the district there is nothing to compare with, and a strange number must not end in an error.
  pinned boolean := coalesce(same_problems.lat between 39 and 41 and same_problems.lng between 115 and 118, false);
  here double precision := case when pinned then same_problems.lat end;
  there double precision := case when pinned then same_problems.lng end;
  area text := coalesce(same_problems.subdistrict, case when pinned then private.nearest_subdistrict(here, there) end);
begin
  return (
    select coalesce(
      jsonb_agg(to_jsonb(q) order by q.distance_m nulls last, q.kind desc, q.month desc, q.report_id), '[]'
    )
    from (
      select
        p.report_id, private.same_problem_kind(p) as kind, p.stage, p.category_code, p.subdistrict_code, p.lat, p.lng,
        p.precision, p.month, round(private.distance_m(here, there, p.lat, p.lng) / 10) * 10 as distance_m, p.people,
        left(p.public_text, 300) as words, p.public_lang as words_lang
      from (
        -- Within 300 metres where the place is exact; in the same square of the grid or one beside it where it is not.
        select n.* from public.published_reports n
        where n.category_code = same_problems.category
          and n.lat between here - 0.0028 and here + 0.0028 and n.lng between there - 0.0036 and there + 0.0036
          and case n.precision
            when 'exact' then private.distance_m(here, there, n.lat, n.lng) <= 300
            else abs(n.lat - private.public_point(here, 0.0018)) < 0.0018 * 1.5
              and abs(n.lng - private.public_point(there, 0.0023)) < 0.0023 * 1.5
          end
        union all
        -- Where only the subdistrict is known, of theirs or of ours: the newest there.
        select s.* from unnest(enum_range(null::public.report_stage)) as k (stage)
        cross join lateral (
          select t.* from public.published_reports t
          where t.subdistrict_code = area and t.category_code = same_problems.category and t.stage = k.stage
            and (t.lat is null or not pinned)
            and private.same_problem_kind(t) is not null
          order by t.published_at desc, t.report_id desc
          limit 5
        ) s
      ) p
      where private.same_problem_kind(p) is not null
      order by distance_m nulls last, kind desc, p.month desc, p.report_id
      limit 5
    ) q
  );
end
$$;
comment on function public.same_problems(text, double precision, double precision, text) is
  'At most five public cases that may be the same problem, nearest first: [{report_id, kind: open | ended, stage, category_code, subdistrict_code, lat, lng, precision, month, distance_m, people, words, words_lang}]. Ended ones of the last ninety days. From the public copy alone.';
grant execute on function public.same_problems(text, double precision, double precision, text) to anon, authenticated;
