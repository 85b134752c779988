-- Fewer walks for the same answer: the public list of a category or a subdistrict, and the same problem nearby.


-- the list -------------------------------------------------------------------------------------------------------

-- Without the stage between them and the moment, so that one walk answers a list over all stages.
drop index public.published_reports_category;
drop index public.published_reports_subdistrict;
create index published_reports_category on public.published_reports (category_code, published_at desc, report_id desc);
create index published_reports_subdistrict on public.published_reports (subdistrict_code, published_at desc, report_id desc);

create or replace function public.public_list(
  filters jsonb default '{}', after_at timestamptz default null, after_id uuid default null, size int default 20
) returns jsonb
language plpgsql stable set search_path = '' set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare
  f jsonb := case when jsonb_typeof(filters) = 'object' then filters else '{}' end;
  wanted int := least(greatest(coalesce(size, 20), 1), 50);
  since timestamptz := case when f ->> 'days' ~ '^[0-9]{1,4}$' then private.clock() - make_interval(days => (f ->> 'days')::int) end;
  conditions text := '';
  -- A category or a subdistrict alone has an index over all stages; what is narrower has one for each stage.
  once constant boolean := (f ->> 'category' is null) <> (f ->> 'subdistrict' is null)
    and (f ->> 'category' is not null or f ->> 'group' is null);
  branch text;
  listed jsonb;
begin
  if f ->> 'category' is not null then
    conditions := conditions || ' and p.category_code = $1 ->> ''category''';
  elsif f ->> 'group' is not null then
    conditions := conditions || ' and p.group_code = $1 ->> ''group''';
  end if;
  if f ->> 'subdistrict' is not null then
    conditions := conditions || ' and p.subdistrict_code = $1 ->> ''subdistrict''';
  end if;
  if since is not null then
    conditions := conditions || ' and p.published_at >= $2';
  end if;
  if conditions = '' and not coalesce(f ->> 'stage' in ('open', 'answered', 'closed'), false) then
    select jsonb_build_object(
      'rows', coalesce(jsonb_agg(to_jsonb(q) order by q.published_at desc, q.report_id desc), '[]') - wanted,
      'more', count(*) > wanted
    )
    into listed
    from (
      select
        p.report_id, p.category_code, p.group_code, p.subdistrict_code, p.precision, p.month, p.day, p.landmark, p.stage,
        p.excerpt as public_text, p.public_lang, p.answer_kind, p.published_at
      from public.published_reports p
      where (p.published_at, p.report_id) < (
        coalesce(after_at, 'infinity'), case when after_at is null then 'ffffffff-ffff-ffff-ffff-ffffffffffff'
          else coalesce(after_id, '00000000-0000-0000-0000-000000000000') end
      )
      order by p.published_at desc, p.report_id desc
      limit wanted + 1
    ) q;
    return listed;
  end if;

  if after_at is not null then
    conditions := conditions || ' and (p.published_at, p.report_id) < ($3, $4)';
  end if;
  branch := 'select p.* from public.published_reports p where true' || conditions;
  if f ->> 'stage' in ('open', 'answered', 'closed') then
    branch := branch || format(' and p.stage = %L', f ->> 'stage');
  elsif once then
    branch := branch || ' order by p.published_at desc, p.report_id desc limit $5 + 1';
  elsif conditions ~ '_code' then
    -- Three walks, each in the order of its index and as far as the page needs it. A bitmap would read all there is,
    -- and the planner likes bitmaps while a table is small; that is why this function does without them.
    select string_agg(format('(%s and p.stage = %L order by p.published_at desc, p.report_id desc limit $5 + 1)', branch, stage), ' union all ')
    into branch
    from unnest(enum_range(null::public.report_stage)) stage;
  end if;
  execute format(
    $sql$
      select jsonb_build_object(
        'rows', coalesce(jsonb_agg(to_jsonb(q) order by q.published_at desc, q.report_id desc), '[]') - $5,
        'more', count(*) > $5
      )
      from (
        select
          p.report_id, p.category_code, p.group_code, p.subdistrict_code, p.precision, p.month, p.day, p.landmark, p.stage,
          p.excerpt as public_text, p.public_lang, p.answer_kind, p.published_at
        from (%s) p
        order by p.published_at desc, p.report_id desc
        limit $5 + 1
      ) q
    $sql$,
    branch
  ) into listed using f, since, after_at, coalesce(after_id, '00000000-0000-0000-0000-000000000000'), wanted;
  return listed;
end
$$;


-- the same problem -----------------------------------------------------------------------------------------------

-- What is open stands for itself and what ended for ninety days; one index knows both, so that each place is walked once.
drop index public.published_reports_near_open;
drop index public.published_reports_near_ended;
drop index public.published_reports_same_open;
drop index public.published_reports_same_ended;
create index published_reports_near
on public.published_reports (category_code, lat, lng, (case when stage = 'open' then 'infinity' else changed_at end))
where lat is not null;
create index published_reports_same
on public.published_reports (subdistrict_code, category_code, ((stage = 'open')::int) desc, changed_at desc, report_id desc);
create index published_reports_same_unplaced
on public.published_reports (subdistrict_code, category_code, ((stage = 'open')::int) desc, changed_at desc, report_id desc)
where lat is null;

create or replace function public.same_problems(
  category text, lat double precision default null, lng double precision default null, subdistrict text default null
) returns jsonb
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set enable_seqscan = off
set plan_cache_mode = force_generic_plan as $$
declare
  -- Far from the district there is nothing to compare with, and a strange number must not end in an error.
  pinned boolean := coalesce(same_problems.lat between 39 and 41 and same_problems.lng between 115 and 118, false);
  here double precision := case when pinned then same_problems.lat end;
  there double precision := case when pinned then same_problems.lng end;
  ago timestamptz := private.clock() - interval '90 days';
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
          and (case when n.stage = 'open' then 'infinity' else n.changed_at end) > ago
          and case n.precision
            when 'exact' then private.distance_m(here, there, n.lat, n.lng) <= 300
            else abs(n.lat - private.public_point(here, 0.0018)) < 0.0018 * 1.5
              and abs(n.lng - private.public_point(there, 0.0023)) < 0.0023 * 1.5
          end
        -- Where only the subdistrict is known, of theirs or of ours: the newest there, first those that are open.
        union all
        (
          select a.* from public.published_reports a
          where pinned and a.subdistrict_code = area and a.category_code = same_problems.category and a.lat is null
            and ((a.stage = 'open')::int, a.changed_at) > (0, ago)
          order by (a.stage = 'open')::int desc, a.changed_at desc, a.report_id desc
          limit 5
        )
        union all
        (
          select b.* from public.published_reports b
          where not pinned and b.subdistrict_code = area and b.category_code = same_problems.category
            and ((b.stage = 'open')::int, b.changed_at) > (0, ago)
          order by (b.stage = 'open')::int desc, b.changed_at desc, b.report_id desc
          limit 5
        )
      ) p
      where private.same_problem_kind(p) is not null
      order by distance_m nulls last, kind desc, p.month desc, p.report_id
      limit 5
    ) q
  );
end
$$;
