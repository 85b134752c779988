-- A narrowed public list walks each stage in the order of an index. For visitors the planner may not use the stage as a
-- condition of an index: row-level security is on, and the comparison of enums is not leakproof. It took the index of
-- the newest and passed over tens of thousands of rows where a stage has none so far back. A partial index needs no
-- comparison: it holds one stage only.
do $$
declare
  stage public.report_stage;
begin
  foreach stage in array enum_range(null::public.report_stage) loop
    execute format(
      $sql$
        create index published_reports_%1$s on public.published_reports (published_at desc, report_id desc) where stage = %1$L;
        create index published_reports_%1$s_group
        on public.published_reports (group_code, published_at desc, report_id desc) where stage = %1$L;
        create index published_reports_%1$s_category
        on public.published_reports (category_code, published_at desc, report_id desc) where stage = %1$L;
        create index published_reports_%1$s_subdistrict
        on public.published_reports (subdistrict_code, published_at desc, report_id desc) where stage = %1$L;
        create index published_reports_%1$s_subdistrict_group
        on public.published_reports (subdistrict_code, group_code, published_at desc, report_id desc) where stage = %1$L;
        create index published_reports_%1$s_subdistrict_category
        on public.published_reports (subdistrict_code, category_code, published_at desc, report_id desc) where stage = %1$L;
      $sql$,
      stage
    );
  end loop;
end
$$;

-- The other two stay for the foreign keys.
drop index public.published_reports_stage;
drop index public.published_reports_group;
drop index public.published_reports_subdistrict_group;
drop index public.published_reports_subdistrict_category;

-- The queue of what waits for a unit: few among all that is open, which it was looked for in.
create index reports_to_dispatch on public.reports (stage_since, id)
where status in ('accepted', 'objected', 'reopened') and photos_complete_at is not null;
