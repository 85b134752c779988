-- The same answers from fewer and smaller indexes. docs/decisions/0004-publishing.md


-- the list -------------------------------------------------------------------------------------------------------

-- The stage stands last: one walk answers a list over all stages, and what is closed, which is most of what there is, is picked
-- inside the index. It cannot stand before the moment: under row-level security an equality of enums, not being leakproof, does
-- not tell the planner that what follows is in order. Few are open or answered at any size, and those keep indexes of their own.
drop index public.published_reports_category;
drop index public.published_reports_subdistrict;
drop index public.published_reports_closed_category;
drop index public.published_reports_closed_subdistrict;
drop index public.published_reports_closed_group;
create index published_reports_category on public.published_reports (category_code, published_at desc, report_id desc, stage);
create index published_reports_subdistrict on public.published_reports (subdistrict_code, published_at desc, report_id desc, stage);
create index published_reports_group on public.published_reports (group_code, published_at desc, report_id desc, stage);

-- What is open, or answered, holds its own answer too. The planner took the index of the newest and passed over what is closed,
-- which is everything from some months back: a page far back where nothing is open any more walked the whole index.
drop index public.published_reports_open;
drop index public.published_reports_answered;
create index published_reports_open on public.published_reports (published_at desc, report_id desc) include (
  category_code, group_code, subdistrict_code, precision, month, day, landmark, stage, excerpt, public_lang, answer_kind
) where stage = 'open';
create index published_reports_answered on public.published_reports (published_at desc, report_id desc) include (
  category_code, group_code, subdistrict_code, precision, month, day, landmark, stage, excerpt, public_lang, answer_kind
) where stage = 'answered';

create or replace function public.public_list(
  filters jsonb default '{}', after_at timestamptz default null, after_id uuid default null, size int default 20
) returns jsonb
language plpgsql stable set search_path = '' set enable_bitmapscan = off set enable_sort = off set jit = off
set plan_cache_mode = force_generic_plan as $$
declare
  f jsonb := case when jsonb_typeof(filters) = 'object' then filters else '{}' end;
  wanted int := least(greatest(coalesce(size, 20), 1), 50);
  since timestamptz := case when f ->> 'days' ~ '^[0-9]{1,4}$' then private.clock() - make_interval(days => (f ->> 'days')::int) end;
  conditions text := '';
  -- A group, a category or a subdistrict alone has an index over all stages; two together have one for each stage.
  once constant boolean := (f ->> 'category' is null and f ->> 'group' is null) <> (f ->> 'subdistrict' is null);
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
    -- and the planner likes bitmaps and sorts while a table is small; that is why this function does without them.
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

-- Five are offered of those in one place; which comes first of two that changed in the same moment is sorted then.
drop index public.published_reports_same;
drop index public.published_reports_same_unplaced;
create index published_reports_same
on public.published_reports (subdistrict_code, category_code, ((stage = 'open')::int) desc, changed_at desc);
create index published_reports_same_unplaced
on public.published_reports (subdistrict_code, category_code, ((stage = 'open')::int) desc, changed_at desc)
where lat is null;


-- the events of a case -------------------------------------------------------------------------------------------

-- A case has a handful of events, and whoever reads them sorts them. Without the id the key of a case stands here once, and not
-- once for each event.
drop index public.report_events_report_id;
create index report_events_report_id on public.report_events (report_id);
