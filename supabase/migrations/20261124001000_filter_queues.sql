-- A queue can also be narrowed to a group of categories, and to what is overdue.

create or replace function public.report_queue(
  queue text, after_at timestamptz default null, after_id uuid default null, size int default 50, filters jsonb default '{}'
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  units text[] := private.my_units();
  moderator boolean := private.has_role('moderator');
  f jsonb := coalesce(filters, '{}');
  condition text;
  listed jsonb;
begin
  if moderator then
    condition := private.queue_condition(report_queue.queue, true);
  end if;
  if condition is null and units <> '{}' then
    condition := private.queue_condition(report_queue.queue, false);
  end if;
  if condition is null then
    perform private.refuse('PT404', 'not_found', 'queue');
  end if;
  if jsonb_typeof(f) <> 'object' or pg_column_size(f) > 10000 then
    perform private.refuse('PT422', 'filters_wrong', 'filters');
  end if;
  execute format(
    $sql$
      select coalesce(jsonb_agg(to_jsonb(q) order by q.since, q.id), '[]')
      from (
        select
          r.id, r.code, r.status, r.category_code, r.subdistrict_code, r.landmark, left(r.description, 120) as excerpt,
          r.received_at, r.stage_since as since, r.due_at, private.is_overdue(r) as overdue,
          r.urgent_at is not null as urgent, r.mediation, r.lead_unit_code, r.version
        from public.reports r
        where %s
          and ($3 is null or (r.stage_since, r.id) > ($3, coalesce($4, '00000000-0000-0000-0000-000000000000')))
          and ($5 is null or r.category_code = $5)
          and ($6 is null or r.subdistrict_code = $6)
          and ($7 is null or r.lead_unit_code = $7)
          and ($8 is null or (r.urgent_at is not null) = $8)
          and ($9 is null or r.mediation = $9)
          and ($11 is null or r.category_code in (select c.code from public.categories c where c.group_code = $11))
          and ($12 is null or private.is_overdue(r) = $12)
        order by r.stage_since, r.id
        limit $10
      ) q
    $sql$,
    condition
  ) into listed using
    units, private.clock(), after_at, after_id,
    private.read_text(f, 'category_code', 100), private.read_text(f, 'subdistrict_code', 100),
    private.read_text(f, 'lead_unit_code', 100),
    case when f ? 'urgent' then private.read_flag(f, 'urgent') end,
    case when f ? 'mediation' then private.read_flag(f, 'mediation') end,
    least(greatest(coalesce(size, 50), 1), 200),
    private.read_text(f, 'group_code', 100),
    case when f ? 'overdue' then private.read_flag(f, 'overdue') end;
  return listed;
end
$$;
comment on function public.report_queue(text, timestamptz, uuid, int, jsonb) is
  'One page of a queue, oldest first, continued after (after_at, after_id). filters: group_code, category_code, subdistrict_code, lead_unit_code, overdue, urgent, mediation. Codes: not_found, filters_wrong, <key>_wrong.';
