-- "It is back" leads both ways: from the newer case to the earlier one, and from the earlier one to what came after it.

create function public.linked_cases(report_id uuid, key text default null) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  r public.reports;
begin
  select * into r from public.reports t where t.id = linked_cases.report_id;
  -- Who may not look at the case itself hears nothing of what it is linked to, not even that there is none.
  if r.id is null or not (
    private.is_reporter(r, linked_cases.key)
    or exists (select from public.published_reports p where p.report_id = r.id)
  ) then
    return null;
  end if;
  return jsonb_build_object(
    'earlier', (
      select jsonb_build_object('report_id', p.report_id, 'stage', p.stage, 'month', p.month)
      from public.published_reports p
      where p.report_id = (private.same_problem_named(r.again_of)).report_id
    ),
    'newer', (
      select coalesce(jsonb_agg(to_jsonb(n) order by n.month desc nulls first, n.report_id), '[]')
      from (
        select b.id as report_id, p.stage, p.month, case when b.author_id = (select auth.uid()) then b.code end as own_code
        from public.reports b
        left join public.published_reports p on p.report_id = b.id
        where b.again_of = r.id and (p.report_id is not null or b.author_id = (select auth.uid()))
        order by p.month desc nulls first, b.id
        limit 10
      ) n
    )
  );
end
$$;
comment on function public.linked_cases(uuid, text) is
  'What a public or an own case came back from and came back as: {earlier: {report_id, stage, month} | null, newer: [{report_id, stage, month, own_code}]}. Only cases that are public; of the newer ones also those of the caller''s account, with their code. null to who may not look at the case.';
grant execute on function public.linked_cases(uuid, text) to anon, authenticated;
