-- A file of places is looked through first: every line that cannot be taken is named with its reason. Then all good lines go in, or,
-- if that was chosen, nothing unless every line is good. Sets, not rows: ten thousand lines are a handful of statements.

create function private.position_rank(quality text) returns int
language sql immutable parallel safe set search_path = '' as $$
  select case quality when 'surveyed' then 3 when 'sourced' then 2 when 'approximate' then 1 else 0 end
$$;
comment on function private.position_rank(text) is 'How good a position is: a worse one never replaces a better one by import.';

create function private.as_uuid(words text) returns uuid
language sql immutable parallel safe set search_path = '' as $$
  select case when words ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then words::uuid end
$$;
comment on function private.as_uuid(text) is 'The words as an id; null where they are none.';

create function private.is_day(words text) returns boolean
language sql immutable parallel safe set search_path = '' as $$
  select coalesce(words ~ '^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
    and substr(words, 9, 2)::int <= extract(day from (substr(words, 1, 7) || '-01')::date + interval '1 month' - interval '1 day'), false)
$$;
comment on function private.is_day(text) is 'A day that there is, as YYYY-MM-DD.';

create function private.place_row_fault(r jsonb, place public.places) returns jsonb
language sql stable set search_path = '' as $$
  -- What is checked here is what the tables demand; whatever they demand beyond it stops the whole file, never half of it.
  select jsonb_build_object('code', f.code, 'field', f.field, 'value', left(coalesce(r ->> f.field, ''), 80))
  from (
    select 1 as n, 'needed' as code, k as field from unnest(array['name_zh', 'name_en', 'name_pinyin', 'kind', 'source', 'data_quality', 'status']) k
    where case when place.id is null or r ? k then coalesce(r ->> k, '') = '' else false end
    union all
    select 2, 'needed', k from unnest(array['subdistricts']) k where place.id is null and coalesce(r -> k, '[]') = '[]'
    union all
    select 3, 'word_unknown', k.field from (values
      ('kind', enum_range(null::public.place_kind)::text[]),
      ('status', enum_range(null::public.place_status)::text[]),
      ('data_quality', enum_range(null::public.place_quality)::text[]),
      ('position_quality', enum_range(null::public.position_quality)::text[])
    ) k (field, known) where r ->> k.field is not null and not r ->> k.field = any (k.known)
    union all
    select 4, 'long', k from unnest(array['name_zh', 'name_en', 'name_pinyin']) k where char_length(r ->> k) > 200
    union all
    select 4, 'long', k from unnest(array['summary_zh', 'summary_en', 'hours_note_zh', 'hours_note_en', 'how_to_get_zh', 'how_to_get_en', 'source']) k
    where char_length(r ->> k) > 2000
    union all
    select 5, 'pinyin_wrong', 'name_pinyin' where r ->> 'name_pinyin' !~ '^[a-z0-9]+( [a-z0-9]+)*$'
    union all
    select 6, 'position_half', 'lng' where (r ->> 'lat' is null) <> (r ->> 'lng' is null)
    union all
    select 7, 'position_far', 'lat' where r ->> 'lat' is not null and r ->> 'lng' is not null
      and case when jsonb_typeof(r -> 'lat') = 'number' and jsonb_typeof(r -> 'lng') = 'number'
        then (r ->> 'lat')::numeric not between 39.4 and 41.1 or (r ->> 'lng')::numeric not between 115.4 and 117.6 else true end
    union all
    select 8, 'quality_needed', 'position_quality' where r ->> 'lat' is not null and r ->> 'position_quality' is null
    union all
    select 9, 'position_weaker', 'position_quality' where r ? 'lat' and place.id is not null
      and private.position_rank(case when r ->> 'lat' is not null then r ->> 'position_quality' end) < private.position_rank(place.position_quality::text)
    union all
    select 10, 'both_languages', k || '_en' from unnest(array['summary', 'hours_note', 'how_to_get']) k
    where (case when r ? (k || '_zh') then r ->> (k || '_zh') else to_jsonb(place) ->> (k || '_zh') end is null)
      <> (case when r ? (k || '_en') then r ->> (k || '_en') else to_jsonb(place) ->> (k || '_en') end is null)
    union all
    select 11, 'number_wrong', 'area_m2' where r ->> 'area_m2' is not null
      and case when jsonb_typeof(r -> 'area_m2') = 'number' then (r ->> 'area_m2')::numeric not between 1 and 2000000000 or (r ->> 'area_m2') ~ '[.eE]' else true end
    union all
    select 11, 'number_wrong', 'measure' where r ->> 'measure' is not null
      and not exists (select from public.measures m where m.number::text = r ->> 'measure')
    union all
    select 12, 'date_wrong', k from unnest(array['as_of', 'checked_at']) k where r ->> k is not null and not private.is_day(r ->> k)
    union all
    select 12, 'date_wrong', 'opened' where r ->> 'opened' !~ '^(1[0-9]|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$'
    union all
    select 13, 'date_needed', 'checked_at'
    where coalesce(r ->> 'data_quality', place.data_quality::text) = 'checked'
      and case when r ? 'checked_at' then r ->> 'checked_at' else place.checked_at::text end is null
    union all
    select 14, 'flag_wrong', k from unnest(array['fence_free', 'hours_demo']) k where jsonb_typeof(r -> k) not in ('boolean', 'null')
    union all
    select 15, 'hours_wrong', 'hours' where r ->> 'hours' is not null and not private.hours_fit(r -> 'hours')
    union all
    select 16, 'subdistrict_unknown', 'subdistricts' where r ? 'subdistricts' and (
      jsonb_typeof(r -> 'subdistricts') <> 'array' or exists (
        select from jsonb_array_elements_text(case jsonb_typeof(r -> 'subdistricts') when 'array' then r -> 'subdistricts' else '[]' end) d (code)
        where not exists (select from public.subdistricts s where s.code = d.code)))
    union all
    select 17, 'names_wrong', 'names' where r ? 'names' and (
      jsonb_typeof(r -> 'names') <> 'array'
      or (select count(*) <> count(distinct n.one ->> 'name') from jsonb_array_elements(
        case jsonb_typeof(r -> 'names') when 'array' then r -> 'names' else '[]' end) n (one))
      or exists (
        select from jsonb_array_elements(case jsonb_typeof(r -> 'names') when 'array' then r -> 'names' else '[]' end) n (one)
        where jsonb_typeof(n.one) <> 'object' or coalesce(n.one ->> 'name', '') = '' or not coalesce(n.one ->> 'lang' in ('zh', 'en'), false)
          or n.one ->> 'pinyin' !~ '^[a-z0-9]+( [a-z0-9]+)*$'))
    union all
    select 18, 'facility_wrong', 'facilities' where r ? 'facilities' and (
      jsonb_typeof(r -> 'facilities') <> 'object' or exists (
        select from jsonb_each(case jsonb_typeof(r -> 'facilities') when 'object' then r -> 'facilities' else '{}' end) f
        where not f.key = any (enum_range(null::public.place_facility)::text[]) or jsonb_typeof(f.value) <> 'object'
          or not coalesce(f.value ->> 'present' = any (enum_range(null::public.place_presence)::text[]), false)
          or f.value ->> 'checked_at' is not null and not private.is_day(f.value ->> 'checked_at')
          or coalesce(jsonb_typeof(f.value -> 'demo'), 'boolean') not in ('boolean', 'null')
          or f.value ->> 'present' <> 'unknown' and coalesce(f.value ->> 'demo', 'false') <> 'true' and coalesce(f.value ->> 'source', '') = ''))
    union all
    select 19, 'flower_wrong', 'flowers' where r ? 'flowers' and (
      jsonb_typeof(r -> 'flowers') <> 'array'
      or (select count(*) <> count(distinct n.one ->> 'flower_code') from jsonb_array_elements(
        case jsonb_typeof(r -> 'flowers') when 'array' then r -> 'flowers' else '[]' end) n (one))
      or exists (
        select from jsonb_array_elements(case jsonb_typeof(r -> 'flowers') when 'array' then r -> 'flowers' else '[]' end) n (one)
        where jsonb_typeof(n.one) <> 'object' or coalesce(n.one ->> 'source', '') = ''
          or not exists (select from public.flowers w where w.code = n.one ->> 'flower_code')
          or (n.one ->> 'note_zh' is null) <> (n.one ->> 'note_en' is null)
          or n.one ->> 'months' is not null and not (jsonb_typeof(n.one -> 'months') = 'array' and n.one -> 'months' <> '[]'
            and '[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]' @> (n.one -> 'months'))))
    union all
    select 20, 'slug_wrong', 'slug' where place.id is null and r ->> 'slug' is not null
      and (r ->> 'slug' !~ '^[a-z0-9]+(-[a-z0-9]+)*$' or char_length(r ->> 'slug') > 80 or r ->> 'slug' in ('map', 'suggest'))
  ) f
  order by f.n, f.field limit 1
$$;
comment on function private.place_row_fault(jsonb, public.places) is
  'Why a line of a file cannot be taken: {code, field, value}, the first reason; null when it can. place is the one that it changes, if there is one.';

create function private.look_through_import(import_id uuid) returns jsonb
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
comment on function private.look_through_import(uuid) is 'What is wrong with the lines of a file as things stand: [{line, code, field, value}].';

create function private.import_answer(i public.green_imports, result text) returns jsonb
language sql stable set search_path = '' as $$
  select to_jsonb(i) - array['content_hash', 'made_by'] || jsonb_build_object('result', result)
$$;
comment on function private.import_answer(public.green_imports, text) is 'An import as its editor sees it.';

create function public.check_import(import_id uuid, file_name text, format text, crs text, rows jsonb) returns jsonb
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
  insert into private.import_rows (import_id, line, row, error)
  select check_import.import_id, coalesce((r.row ->> 'line')::int, r.n::int), r.row - 'line' - 'error',
    case jsonb_typeof(r.row -> 'error') when 'object' then r.row -> 'error' end
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
  'Looks through a file of places, [{line, error?, and the keys of a sheet}], in WGS 84: {id, total, good, bad: [{line, code, field, value}], result: checked | again}. Nothing is changed; the lines wait for a day. Codes: id_missing, import_empty, import_long, import_wrong, import_differs, not_found.';
grant execute on function public.check_import(uuid, text, text, text, jsonb) to authenticated;

create function public.apply_import(import_id uuid, choice text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  i public.green_imports;
  moment timestamptz := private.clock();
  faults jsonb;
  work jsonb;
  made int;
  altered int;
begin
  perform private.for_editors();
  if not coalesce(choice in ('good', 'all'), false) then perform private.refuse('PT422', 'choice_missing', 'choice'); end if;
  select * into i from public.green_imports t where t.id = import_id for update;
  if not found then perform private.refuse('PT404', 'not_found'); end if;
  if i.applied_at is not null then
    if i.choice <> choice then perform private.refuse('PT409', 'import_done', 'choice'); end if;
    return private.import_answer(i, 'again');
  end if;
  if not exists (select from private.import_rows r where r.import_id = i.id) then perform private.refuse('PT409', 'import_gone', 'file'); end if;
  -- Since the dry run somebody may have changed a place: it is looked at again, and now held.
  perform from public.places p join private.import_rows r on r.place_id = p.id where r.import_id = i.id order by p.id for update of p;
  faults := private.look_through_import(i.id);
  if choice = 'all' and faults <> '[]' then
    perform private.refuse('PT422', 'import_has_bad', 'choice');
  end if;

  select jsonb_agg(jsonb_build_object(
    'id', coalesce(q.place_id, gen_random_uuid()), 'new', q.place_id is null, 'version', q.version, 'before', q.before,
    'sheet', q.whole || jsonb_build_object('slug', coalesce(q.before ->> 'slug', q.slug))
  )) into work
  from (
    select r.place_id, p.version, s.before, coalesce(s.before, '{"names": [], "facilities": {}, "flowers": [], "subdistricts": []}') || x.row as whole,
      -- A new place may go without an address of its own: it is made of its name, with a number where that is taken.
      case when r.row ->> 'slug' is not null then r.row ->> 'slug'
        when r.row ->> 'new_slug' is null or exists (select from public.places o where o.slug = left(r.row ->> 'new_slug', 70))
          or count(*) over (partition by r.place_id is null, coalesce(r.row ->> 'slug', left(r.row ->> 'new_slug', 70))) > 1
          then coalesce(left(r.row ->> 'new_slug', 70) || '-', 'place-') || left(replace(gen_random_uuid()::text, '-', ''), 8)
        else left(r.row ->> 'new_slug', 70) end as slug
    from private.import_rows r
    left join public.places p on p.id = r.place_id
    cross join lateral (select case when p.id is not null then private.place_sheet(p) end as before) s
    cross join lateral (
      select r.row - array['id', 'new_slug', 'code', 'version'] - case when p.id is null then '{}' else array['slug'] end || case
        -- Facilities that the file does not speak of stay.
        when r.row ? 'facilities' then jsonb_build_object('facilities', coalesce(s.before -> 'facilities', '{}') || (r.row -> 'facilities'))
        else '{}' end as row
    ) x
    where r.import_id = i.id and not exists (select from jsonb_array_elements(faults) f where (f ->> 'line')::int = r.line)
  ) q
  where q.place_id is null or q.whole is distinct from q.before;
  work := coalesce(work, '[]');

  begin
    perform private.write_places(work);
  exception when integrity_constraint_violation or data_exception then
    perform private.refuse('PT422', 'import_failed', 'file');
  end;
  insert into public.green_revisions (id, kind, thing_id, version, act, before, after, content_hash, import_id, made_by, made_at)
  select gen_random_uuid(), 'place', p.id, p.version, case when (w.item ->> 'new')::boolean then 'create' else 'import' end::public.green_act,
    case jsonb_typeof(w.item -> 'before') when 'object' then w.item -> 'before' end, private.place_sheet(p),
    sha256(convert_to(w.item::text, 'utf8')), i.id, (select auth.uid()), moment
  from jsonb_array_elements(work) w (item) join public.places p on p.id = (w.item ->> 'id')::uuid;
  select count(*) filter (where (w.item ->> 'new')::boolean), count(*) filter (where not (w.item ->> 'new')::boolean) into made, altered
  from jsonb_array_elements(work) w (item);
  delete from private.import_rows r where r.import_id = i.id;
  update public.green_imports t set
    choice = apply_import.choice, bad = faults, good = t.total - jsonb_array_length(faults), created = made, changed = altered,
    unchanged = t.total - jsonb_array_length(faults) - made - altered, applied_at = moment
  where t.id = i.id returning * into i;
  return private.import_answer(i, 'applied');
end
$$;
comment on function public.apply_import(uuid, text) is
  'Takes in a file that was looked through: choice good = the good lines, all = nothing unless every line is good. {created, changed, unchanged, bad, result: applied | again}; each place gets a revision. Codes: choice_missing, import_gone, import_done, import_has_bad, import_failed, not_found.';
grant execute on function public.apply_import(uuid, text) to authenticated;
