-- Finding places: near, by what one needs, and by words in Chinese, pinyin and English.


-- words ----------------------------------------------------------------------------------------------------------

create function private.folded(words text) returns text
language sql immutable parallel safe set search_path = '' as $$
  select regexp_replace(lower(normalize(coalesce(words, ''), nfkc)), '[[:space:][:punct:]·]+', '', 'g')
$$;
comment on function private.folded(text) is 'Words as they are compared: one width, small letters, no spaces and no marks.';

create function private.bigrams(words text) returns tsvector
language sql immutable parallel safe set search_path = '' as $$
  select coalesce(array_to_tsvector(array(
    select distinct substr(t, i, 2) from (select private.folded(words) as t) f, generate_series(1, char_length(t) - 1) i
  )), ''::tsvector)
$$;
comment on function private.bigrams(text) is 'Every two neighbouring characters: Chinese has no spaces to cut at.';

create table public.place_names (
  place_id uuid not null references public.places (id) on delete cascade,
  name text not null check (name <> ''),
  lang text not null check (lang in ('zh', 'en')),
  pinyin text check (pinyin ~ '^[a-z0-9]+( [a-z0-9]+)*$'),
  primary key (place_id, name)
);

alter table public.place_names enable row level security;
create policy place_names_select on public.place_names for select to anon, authenticated
using (exists (select from public.places p where p.id = place_id));
grant select on public.place_names to anon, authenticated, service_role;

comment on table public.place_names is 'Other names people use for a place.';

create table private.place_search (
  place_id uuid primary key references public.places (id) on delete cascade,
  names text[] not null,
  line text not null,
  more text not null,
  latin text not null,
  grams tsvector not null generated always as (private.bigrams(line || more)) stored
);

create index place_search_names on private.place_search using gin (names);
create index place_search_grams on private.place_search using gin (grams);
create index place_search_latin on private.place_search using gin (latin extensions.gin_trgm_ops);
alter table private.place_search enable row level security;

comment on table private.place_search is 'What a search compares with, worked out by triggers from the place and its parts. Published places only.';
comment on column private.place_search.names is 'Every name folded, in characters, English, pinyin and the initials of the pinyin.';
comment on column private.place_search.line is 'The same joined by |, for the beginnings and middles of names.';
comment on column private.place_search.more is 'Flowers and subdistricts, likewise.';
comment on column private.place_search.latin is 'English and pinyin with their spaces, for slips of the finger.';

create function private.pinyin_forms(pinyin text) returns text[]
language sql immutable parallel safe set search_path = '' as $$
  select case when pinyin is null then '{}' else array[replace(pinyin, ' ', ''), regexp_replace(pinyin, '([a-z0-9])[a-z0-9]* ?', '\1', 'g')] end
$$;
comment on function private.pinyin_forms(text) is 'chao yang gong yuan → {chaoyanggongyuan, cygy}.';

create function private.index_place(place uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.place_search s where s.place_id = index_place.place;
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
comment on function private.index_place(uuid) is 'Writes anew what a search compares a place with.';

create function private.index_changed_place() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.index_place((to_jsonb(coalesce(new, old)) ->> tg_argv[0])::uuid);
  return null;
end
$$;
comment on function private.index_changed_place() is 'After a change of a place or of its names, flowers and subdistricts.';

create trigger index_place after insert or update of name_zh, name_en, name_pinyin, status on public.places
for each row execute function private.index_changed_place('id');
create trigger index_place after insert or update or delete on public.place_names
for each row execute function private.index_changed_place('place_id');
create trigger index_place after insert or update or delete on public.place_flowers
for each row execute function private.index_changed_place('place_id');
create trigger index_place after insert or update or delete on public.place_subdistricts
for each row execute function private.index_changed_place('place_id');

create table private.place_words (
  word text primary key check (word = lower(word) and word <> ''),
  facility public.place_facility,
  kind public.place_kind,
  constraint place_words_mean_one_thing check (num_nonnulls(facility, kind) = 1)
);
alter table private.place_words enable row level security;
comment on table private.place_words is 'What people write when they mean a facility or a kind of place. Chinese stands anywhere, English as a whole word.';


-- a place in a list ----------------------------------------------------------------------------------------------

create function private.about_metres(apart double precision, step int) returns int
language sql immutable parallel safe set search_path = '' as $$
  select greatest(round(apart * 111195 * 1.3 / step) * step, step)::int
$$;
comment on function private.about_metres(double precision, int) is
  'The way on foot for a straight line in degrees of private.spot: × 1.3, the usual detour in a city of blocks, in steps of 100 or 500 m. One step means "within".';

create function private.place_card(p public.places, origin point, finest int, at timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', p.id, 'slug', p.slug, 'kind', p.kind, 'name_zh', p.name_zh, 'name_en', p.name_en,
    'lat', p.lat, 'lng', p.lng, 'position_quality', p.position_quality,
    'subdistricts', (select coalesce(jsonb_agg(s.subdistrict_code order by s.subdistrict_code), '[]') from public.place_subdistricts s where s.place_id = p.id),
    'flower', (select f.flower_code from public.place_flowers f where f.place_id = p.id order by f.position, f.flower_code limit 1),
    'needs', to_jsonb(p.needs), 'needs_demo', p.needs_demo, 'fence_free', p.fence_free,
    'open', private.is_open(p.hours, at), 'hours_demo', p.hours_demo,
    'step', case when p.spot is not null and origin is not null then s.step end,
    'metres', case when p.spot is not null and origin is not null then private.about_metres(p.spot <-> origin, s.step) end
  )
  from (select case when p.position_quality = 'approximate' then 500 else finest end as step) s
$$;
comment on function private.place_card(public.places, point, int, timestamptz) is
  'A place as lists show it. metres is a way on foot in whole steps, coarse where either end is; never an exact distance.';


-- near -----------------------------------------------------------------------------------------------------------

create function private.known_facilities(words text[]) returns public.place_facility[]
language plpgsql immutable set search_path = '' as $$
begin
  if not coalesce(words, '{}') <@ enum_range(null::public.place_facility)::text[] then
    perform private.refuse('PT422', 'filter_unknown', 'needs');
  end if;
  return coalesce(words, '{}')::public.place_facility[];
end
$$;
comment on function private.known_facilities(text[]) is 'The words as facilities. Code: filter_unknown.';

create function private.known_kinds(words text[]) returns public.place_kind[]
language plpgsql immutable set search_path = '' as $$
begin
  if not coalesce(words, '{}') <@ enum_range(null::public.place_kind)::text[] then
    perform private.refuse('PT422', 'filter_unknown', 'kinds');
  end if;
  -- Points to leave rubbish at and shelters have screens of their own; a list of green places shows them only when asked.
  return coalesce(nullif(words, '{}'), array['park', 'pocket_park', 'garden', 'wetland', 'greenway_node', 'square'])::public.place_kind[];
end
$$;
comment on function private.known_kinds(text[]) is 'The words as kinds; none means every green place. Code: filter_unknown.';

create function private.origin_of(lat double precision, lng double precision) returns point
language plpgsql immutable set search_path = '' as $$
begin
  if lat is null and lng is null then return null; end if;
  if not coalesce(lat between -90 and 90 and lng between -180 and 180, false) then
    perform private.refuse('PT422', 'position_wrong', 'lat');
  end if;
  return private.spot(lat, lng);
end
$$;
comment on function private.origin_of(double precision, double precision) is 'Where somebody stands, or null when they did not say. Code: position_wrong.';

create function public.places_near(
  lat double precision default null, lng double precision default null, landmark text default null,
  subdistrict text default null, needs text[] default '{}', kinds text[] default '{}', open_now boolean default false,
  after uuid default null, size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  most constant int := 2000;
  at timestamptz := private.clock();
  rows_wanted int := least(greatest(coalesce(size, 20), 1), 200);
  wanted public.place_facility[] := private.known_facilities(needs);
  of_kind public.place_kind[] := private.known_kinds(kinds);
  origin point := private.origin_of(lat, lng);
  finest int := 100;
  inside text;
  last_name text;
  last_apart double precision;
  here jsonb;
  rows_found jsonb;
  tests constant text := ' {}.needs @> $1 and {}.kind = any ($2) and ($3 is not true or private.is_open({}.hours, $4)) ';
begin
  if origin is null and landmark is not null then
    select private.spot(l.lat, l.lng), case l.position_quality when 'approximate' then 500 else 100 end
    into origin, finest from public.landmarks l where l.code = landmark;
    if not found then perform private.refuse('PT422', 'landmark_unknown', 'landmark'); end if;
  elsif origin is null and subdistrict is not null then
    -- The middle of a subdistrict is nobody's position: it orders the list and gives no distances.
    select private.spot(d.lat, d.lng), null, d.code into origin, finest, inside
    from public.subdistricts d where d.code = subdistrict;
    if not found then perform private.refuse('PT422', 'subdistrict_unknown', 'subdistrict'); end if;
  end if;
  if after is not null then
    select p.name_pinyin, p.spot <-> origin into last_name, last_apart from public.places p where p.id = after and p.status = 'published';
    if not found then perform private.refuse('PT422', 'filter_unknown', 'after'); end if;
  end if;

  if inside is not null and after is null then
    execute 'select jsonb_agg(private.place_card(p, null, null, $4) order by p.spot <-> $6, p.name_pinyin collate "C", p.id)
      from (
        select p.* from public.place_subdistricts s join public.places p on p.id = s.place_id
        where s.subdistrict_code = $5 and p.status = ''published'' and ' || replace(tests, '{}', 'p') || ' order by p.spot <-> $6, p.id limit 100
      ) p'
    into here using wanted, of_kind, open_now, at, inside, origin;
  end if;

  if origin is null then
    execute 'select jsonb_agg(private.place_card(q, null, null, $4) order by q.name_pinyin collate "C", q.id)
      from (
        select p.* from public.places p
        where p.status = ''published'' and ' || replace(tests, '{}', 'p')
      || case when after is not null then ' and (p.name_pinyin collate "C", p.id) > ($5, $6)' else '' end
      || ' order by p.name_pinyin collate "C", p.id limit $7
      ) q'
    into rows_found using wanted, of_kind, open_now, at, last_name, after, rows_wanted + 1;
  else
    -- By the index, nearest first; however rare the wish, no more than two thousand places are looked at.
    execute 'select jsonb_agg(private.place_card(q.place, case when $8 is not null then $5 end, $8, $4) order by q.apart, q.id)
      from (
        select n.place, n.apart, n.id
        from (
          select p as place, p.id, p.needs, p.kind, p.hours, p.spot <-> $5 as apart
          from public.places p where p.status = ''published'' and p.spot is not null
          order by p.spot <-> $5 limit $9
        ) n
        where ' || replace(tests, '{}', 'n')
      || case when after is not null then ' and (n.apart, n.id) > ($10, $6)' else '' end
      || case when inside is not null then
        ' and not exists (select from public.place_subdistricts s where s.place_id = n.id and s.subdistrict_code = $11)' else '' end
      || ' order by n.apart, n.id limit $7
      ) q'
    into rows_found using wanted, of_kind, open_now, at, origin, after, rows_wanted + 1, finest, most, last_apart, inside;
  end if;
  return jsonb_build_object(
    'here', coalesce(here, '[]'), 'rows', coalesce(rows_found, '[]') - rows_wanted,
    'more', jsonb_array_length(coalesce(rows_found, '[]')) > rows_wanted
  );
end
$$;
comment on function public.places_near(double precision, double precision, text, text, text[], text[], boolean, uuid, int) is
  'Published places that have all of needs, from lat and lng, from a landmark or from the middle of a subdistrict on, nearest first; without any of these by name: {here, rows, more}. `here` lies in the subdistrict, also without a point. `after` is the id of the last row. Codes: position_wrong, landmark_unknown, subdistrict_unknown, filter_unknown.';
grant execute on function public.places_near(double precision, double precision, text, text, text[], text[], boolean, uuid, int)
to anon, authenticated;


-- by words -------------------------------------------------------------------------------------------------------

create function private.name_hits(word text, best int) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  sure constant tsquery := (
    select coalesce(string_agg(quote_literal(lexeme), ' & ')::tsquery, ''::tsquery) from unnest(private.bigrams(word))
  );
begin
  -- One character alone has no neighbour to be found by; the table is read through.
  return (
    select coalesce(jsonb_object_agg(t.place_id, t.score), '{}')
    from (
      select s.place_id, case
          when s.names @> array[word] then best
          when position('|' || word in s.line) > 0 then best - 10
          when position(word in s.line) > 0 then best - 30
          else best - 60
        end as score
      from private.place_search s
      where case when char_length(word) > 1 then s.grams @@ sure else true end
        and (position(word in s.line) > 0 or position(word in s.more) > 0)
      order by score desc, s.place_id limit 200
    ) t
  );
end
$$;
comment on function private.name_hits(text, int) is
  'Published places whose folded names are, begin with or hold the word, or whose flowers and subdistricts do: {id: score}, best for a whole name.';

create function private.near_misses(word text, typed text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  -- Nearly every name ends in 公园: that pair tells nothing.
  bare constant text := coalesce(nullif(replace(word, '公园', ''), ''), word);
  any_of constant tsquery := (
    select coalesce(string_agg(quote_literal(lexeme), ' | ')::tsquery, ''::tsquery) from unnest(private.bigrams(bare))
  );
begin
  if word ~ '[a-z]' then
    return (
      select coalesce(jsonb_object_agg(t.place_id, t.score), '{}')
      from (
        select s.place_id, 50 * greatest(
            extensions.word_similarity(typed, s.latin), extensions.word_similarity(word, s.latin)
          ) as score
        from private.place_search s
        where typed operator(extensions.<%) s.latin or word operator(extensions.<%) s.latin or s.latin operator(extensions.%) typed
        order by score desc, s.place_id limit 50
      ) t
    );
  end if;
  return (
    select coalesce(jsonb_object_agg(t.place_id, t.score), '{}')
    from (
      select s.place_id, 50.0 * n.same / greatest(char_length(bare) - 1, 1) + case when position('|' || left(bare, 2) in s.line) > 0 then 5 else 0 end as score
      from private.place_search s
      cross join lateral (
        select count(*) as same from unnest(private.bigrams(bare)) b where position(b.lexeme in s.line) > 0
      ) n
      where s.grams @@ any_of and n.same * 3 >= char_length(bare) - 1
      order by score desc, s.place_id limit 50
    ) t
  );
end
$$;
comment on function private.near_misses(text, text) is
  'Places for a word that is nearly a name: English and pinyin by trigrams, Chinese by a third of its pairs of characters: {id: score under 60}.';

create function public.search_places(
  q text, lat double precision default null, lng double precision default null, needs text[] default '{}',
  kinds text[] default '{}', open_now boolean default false, size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  at timestamptz := private.clock();
  rows_wanted int := least(greatest(coalesce(size, 20), 1), 50);
  wanted public.place_facility[] := private.known_facilities(needs);
  of_kind public.place_kind[] := private.known_kinds(kinds);
  origin point := private.origin_of(lat, lng);
  typed text := left(lower(normalize(coalesce(q, ''), nfkc)), 60);
  whole text := private.folded(typed);
  rest text := typed;
  meant public.place_facility[] := '{}';
  meant_kinds public.place_kind[] := '{}';
  w record;
  hits jsonb := '{}';
  rows_found jsonb;
begin
  if whole = '' then return jsonb_build_object('rows', '[]'::jsonb, 'needs', '[]'::jsonb, 'kinds', '[]'::jsonb); end if;

  -- Facilities and kinds that are named, the longest word first, each taken out of what is left.
  for w in
    select p.word, p.facility, p.kind from private.place_words p
    where case when p.word ~ '^[a-z]' then typed ~ ('\m' || p.word || '\M') else position(p.word in typed) > 0 end
    order by length(p.word) desc, p.word
  loop
    continue when case when w.word ~ '^[a-z]' then rest !~ ('\m' || w.word || '\M') else position(w.word in rest) = 0 end;
    rest := case when w.word ~ '^[a-z]' then regexp_replace(rest, '\m' || w.word || '\M', ' ', 'g') else replace(rest, w.word, ' ') end;
    if w.facility is not null then meant := meant || w.facility; else meant_kinds := meant_kinds || w.kind; end if;
  end loop;
  if cardinality(meant) + cardinality(meant_kinds) > 0 then
    rest := private.folded(regexp_replace(regexp_replace(rest,
      '\m(a|an|the|with|and|or|near|nearest|me|to|for|in|of|is|are|where|find|that|has|have|parks?|places?|somewhere)\M', ' ', 'g'),
      '(有没有|附近|哪里|哪儿|最近|地方|可以|公园|能够|有|的|能|带|找|近|去|和|在|里|可|个)', ' ', 'g'));
  else
    rest := '';
  end if;

  -- 1. The whole text as a name, 2. what is left beside the facilities as a name, 3. the facilities alone.
  hits := private.name_hits(whole, 100);
  if rest <> '' then hits := private.name_hits(rest, 90) || hits; end if;
  if cardinality(meant) + cardinality(meant_kinds) > 0 and rest = '' then
    select coalesce(jsonb_object_agg(t.id, 60), '{}') || hits into hits
    from (
      select p.id from public.places p
      where p.status = 'published' and p.needs @> meant and (meant_kinds = '{}' or p.kind = any (meant_kinds))
      order by p.spot <-> origin, p.id limit 60
    ) t;
  end if;
  -- 4. Slips of the finger, only when nothing else was found.
  if hits = '{}' then hits := private.near_misses(case when rest <> '' then rest else whole end, typed); end if;

  select jsonb_agg(private.place_card(s.place, origin, 100, at) order by s.score desc, s.has_all desc, s.apart, s.length, s.pinyin, s.id)
  into rows_found
  from (
    select p as place, h.value::double precision as score, p.needs @> meant as has_all, p.spot <-> origin as apart,
      case when meant = '{}' or rest <> '' then char_length(p.name_zh) end as length, p.name_pinyin collate "C" as pinyin, p.id
    from jsonb_each_text(hits) h join public.places p on p.id = h.key::uuid
    where p.status = 'published' and p.needs @> wanted and p.kind = any (of_kind)
      and (open_now is not true or private.is_open(p.hours, at))
    order by score desc, has_all desc, apart, length, pinyin, p.id
    limit rows_wanted
  ) s;
  return jsonb_build_object('rows', coalesce(rows_found, '[]'), 'needs', to_jsonb(meant), 'kinds', to_jsonb(meant_kinds));
end
$$;
comment on function public.search_places(text, double precision, double precision, text[], text[], boolean, int) is
  'Places by words: {rows, needs, kinds}, best first, where needs and kinds are what the words were taken to mean. Ranking: docs/decisions/0010-places.md. Codes: position_wrong, filter_unknown.';
grant execute on function public.search_places(text, double precision, double precision, text[], text[], boolean, int)
to anon, authenticated;
