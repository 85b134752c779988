-- A line of a file that gives a new place an address of its own but no state was refused for want of a state, although the editor
-- had chosen how new places begin. Only the database knows whether there is a place with that address, so the choice comes along.

alter table private.import_rows add column new_status text;
comment on column private.import_rows.new_status is 'The state that the line''s place begins with, if it is new; null where the line itself says it.';

create or replace function private.look_through_import(import_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  faults jsonb;
begin
  -- Which place a line means: by its id, or by its slug where it has none.
  update private.import_rows r set place_id = coalesce(a.id, b.id)
  from private.import_rows g
  left join public.places a on a.id = private.as_uuid(g.row ->> 'id')
  left join public.places b on g.row ->> 'id' is null and b.slug = g.row ->> 'slug'
  where g.import_id = look_through_import.import_id and r.import_id = g.import_id and r.line = g.line
    and r.place_id is distinct from coalesce(a.id, b.id);
  -- A new place without a state of its own begins as its editor chose; a place that is there keeps its state.
  update private.import_rows r
  set row = case when r.place_id is null then r.row || jsonb_build_object('status', r.new_status) else r.row - 'status' end
  where r.import_id = look_through_import.import_id and r.new_status is not null;
  select jsonb_agg(jsonb_build_object('line', q.line) || q.fault order by q.line) into faults
  from (
    select r.line, coalesce(
      r.error,
      case
        when r.row ->> 'id' is not null and p.id is null
          then jsonb_build_object('code', 'id_unknown', 'field', 'id', 'value', left(r.row ->> 'id', 80))
        when count(*) over (partition by coalesce(p.id::text, 'new ' || (r.row ->> 'slug'), 'line ' || r.line)) > 1
          then jsonb_build_object('code', 'twice', 'field', 'slug', 'value', left(coalesce(r.row ->> 'slug', r.row ->> 'id', ''), 80))
      end,
      private.place_row_fault(r.row, p)
    ) as fault
    from private.import_rows r left join public.places p on p.id = r.place_id
    where r.import_id = look_through_import.import_id
  ) q
  where q.fault is not null;
  return coalesce(faults, '[]');
end
$$;

create or replace function public.check_import(import_id uuid, file_name text, format text, crs text, rows jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  hash bytea;
  i public.green_imports;
  moment timestamptz := private.clock();
begin
  perform private.for_editors();
  if import_id is null then perform private.refuse('PT422', 'id_missing', 'id'); end if;
  if jsonb_typeof(rows) is distinct from 'array' or rows = '[]' then perform private.refuse('PT422', 'import_empty', 'file'); end if;
  if jsonb_array_length(rows) > 20000 then perform private.refuse('PT422', 'import_long', 'file'); end if;
  if not coalesce(format in ('csv', 'geojson') and crs in ('wgs84', 'gcj02', 'bd09'), false) or private.tidy(file_name) is null then
    perform private.refuse('PT422', 'import_wrong', 'file');
  end if;
  hash := sha256(convert_to(jsonb_build_array(format, crs, rows)::text, 'utf8'));
  select * into i from public.green_imports t where t.id = import_id;
  if found then
    if i.content_hash <> hash then perform private.refuse('PT409', 'import_differs', 'id'); end if;
    return private.import_answer(i, 'again');
  end if;
  delete from private.import_rows r using public.green_imports t where t.id = r.import_id and t.made_at < moment - interval '1 day';
  insert into public.green_imports (id, file_name, format, crs, content_hash, total, made_by, made_at)
  values (import_id, left(private.tidy(file_name), 200), format, crs, hash, jsonb_array_length(rows), (select auth.uid()), moment);
  insert into private.import_rows (import_id, line, row, error, new_status)
  select check_import.import_id, coalesce((r.row ->> 'line')::int, r.n::int), r.row - array['line', 'error', 'new_status'],
    case jsonb_typeof(r.row -> 'error') when 'object' then r.row -> 'error' end,
    case when r.row ->> 'status' is null then r.row ->> 'new_status' end
  from jsonb_array_elements(rows) with ordinality as r (row, n);
  update public.green_imports t set bad = private.look_through_import(t.id) where t.id = import_id;
  update public.green_imports t set good = t.total - jsonb_array_length(t.bad) where t.id = import_id returning * into i;
  return private.import_answer(i, 'checked');
exception when data_exception or unique_violation then
  perform private.refuse('PT422', 'import_wrong', 'file');
  return null;
end
$$;
comment on function public.check_import(uuid, text, text, text, jsonb) is
  'Looks through a file of places, [{line, error?, new_status?, and the keys of a sheet}], in WGS 84; new_status = the state that a new place without one begins with: {id, total, good, bad: [{line, code, field, value}], result: checked | again}. Nothing is changed; the lines wait for a day. Codes: id_missing, import_empty, import_long, import_wrong, import_differs, not_found.';
