-- An import of ten thousand places spends its time on the search. The answers are the same.

-- The words are folded once, and not anew for each pair of letters: `offset 0` keeps the planner from putting the call where it is used.
create or replace function private.bigrams(words text) returns tsvector
language sql immutable parallel safe set search_path = '' as $$
  select coalesce(array_to_tsvector(array(
    select distinct substr(f.t, i, 2)
    from (select private.folded(words) as t offset 0) f, generate_series(1, char_length(f.t) - 1) i
  )), ''::tsvector)
$$;

create or replace function private.index_place(place uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.place_search s where s.place_id = index_place.place;
  -- Nobody searches for a draft, which is what a new place is until all its parts are there.
  if not exists (select from public.places p where p.id = index_place.place and p.status = 'published') then
    return;
  end if;
  insert into private.place_search (place_id, names, line, more, latin)
  select p.id, n.names, '|' || array_to_string(n.names, '|') || '|', m.more, n.latin
  from public.places p
  cross join lateral (
    select array_agg(distinct t.name) filter (where t.name <> '') as names,
      string_agg(distinct t.spaced, ' | ') filter (where t.spaced is not null) as latin
    from (
      select private.folded(p.name_zh) as name, null as spaced
      union all select private.folded(p.name_en), lower(p.name_en)
      union all select form, case when form = replace(p.name_pinyin, ' ', '') then form end
        from unnest(private.pinyin_forms(p.name_pinyin)) form
      union all select private.folded(a.name), case a.lang when 'en' then lower(a.name) end
        from public.place_names a where a.place_id = p.id
      union all select form, case when form = replace(a.pinyin, ' ', '') then form end
        from public.place_names a, unnest(private.pinyin_forms(a.pinyin)) form where a.place_id = p.id
    ) t
  ) n
  cross join lateral (
    select coalesce(string_agg(private.folded(t.word), '|'), '') as more
    from (
      select unnest(array[f.name_zh, f.name_en, pf.note_zh, pf.note_en]) as word
      from public.place_flowers pf join public.flowers f on f.code = pf.flower_code where pf.place_id = p.id
      union all select unnest(array[d.name_zh, d.name_en])
      from public.place_subdistricts ps join public.subdistricts d on d.code = ps.subdistrict_code where ps.place_id = p.id
    ) t
  ) m
  where p.id = index_place.place and p.status = 'published';
end
$$;
