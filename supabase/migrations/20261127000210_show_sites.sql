-- Reported sites: who sees which, finding one again, linking, and what became of its reports.


-- who sees what --------------------------------------------------------------------------------------------------

create function private.sees_site(site_id uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return private.has_role('moderator') or private.my_units() <> '{}' and exists (
    select from public.sites here
    join public.sites s on s.root_id = here.root_id
    join public.report_sites l on l.site_id = s.id
    where here.id = sees_site.site_id and private.sees_report(l.report_id)
  );
end
$$;
comment on function private.sees_site(uuid) is 'Moderators see every site, handlers those of cases that they may see, everybody else none.';

create function private.handled_sites() returns table (site_id uuid, reports bigint, active_at timestamptz)
language plpgsql stable rows 100 security definer set search_path = '' as $$
begin
  return query
    with mine as materialized (
      -- The two thousand cases that came to the unit last: what it works with, not its archive.
      select u.report_id from public.report_units u
      where u.until is null and u.unit_code = any (private.my_units())
      order by u.id desc limit 2000
    ),
    seen as (
      select r.id from mine m join public.reports r on r.id = m.report_id where r.photos_complete_at is not null
      union
      select r.id from mine m join public.reports r on r.merged_into = m.report_id where r.photos_complete_at is not null
    )
    select s.root_id, count(*), max(l.linked_at)
    from seen join public.report_sites l on l.report_id = seen.id join public.sites s on s.id = l.site_id
    group by s.root_id;
end
$$;
comment on function private.handled_sites() is 'For a handler: the sites of the cases of their units, counting those cases alone.';


-- finding --------------------------------------------------------------------------------------------------------

create function private.site_hits(q text) returns table (site_id uuid, score int)
language plpgsql stable rows 20 security definer set search_path = '' as $$
declare
  word constant text := private.folded(left(q, 60));
  pairs constant text[] := array(select lexeme from unnest(private.bigrams(left(q, 60))));
  sure constant tsquery := (select coalesce(string_agg(quote_literal(p), ' & ')::tsquery, ''::tsquery) from unnest(pairs) p);
  any_of constant tsquery := (select coalesce(string_agg(quote_literal(p), ' | ')::tsquery, ''::tsquery) from unnest(pairs) p);
begin
  if word = '' then
    return;
  elsif char_length(word) = 1 then
    -- One character alone has no neighbour to be found by: the sites that were last used are read through.
    return query
      select t.root_id, 50 from (
        select s.root_id, s.line from public.sites s
        where s.merged_into is null and s.archived_at is null order by s.active_at desc, s.id desc limit 2000
      ) t
      where position(word in t.line) > 0 group by t.root_id limit 200;
    return;
  end if;
  -- A name that was merged away still leads to the site.
  return query
    select t.root_id, max(t.score) from (
      select s.root_id, case
          when position('|' || word || '|' in s.line) > 0 then 100 when position('|' || word in s.line) > 0 then 90 else 70
        end as score
      from public.sites s
      where s.grams @@ sure and position(word in s.line) > 0
      limit 500
    ) t
    group by t.root_id;
  if not found then
    return query
      select t.root_id, max(t.points)::int from (
        select s.root_id, 50 * n.same / cardinality(pairs) as points
        from (select c.root_id, c.grams from public.sites c where c.grams @@ any_of limit 2000) s
        cross join lateral (select count(*) as same from unnest(s.grams) g where g.lexeme = any (pairs)) n
        where n.same * 2 >= cardinality(pairs)
        order by points desc limit 50
      ) t
      group by t.root_id;
  end if;
end
$$;
comment on function private.site_hits(text) is
  'Sites whose names or landmark hold the word, else those that share half of its pairs of characters; the best score is 100.';

create function private.site_card(s public.sites, origin point, reports bigint) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'id', s.id, 'kind', s.kind, 'name_zh', s.name_zh, 'name_en', s.name_en, 'landmark', s.landmark,
    'subdistrict_code', s.subdistrict_code, 'lat', s.lat, 'lng', s.lng, 'archived', s.archived_at is not null,
    'reports', reports, 'active_at', s.active_at,
    'metres', case when s.spot is not null and origin is not null then round((s.spot <-> origin) * 111195) end,
    'also', (
      select coalesce(jsonb_agg(coalesce(m.name_zh, m.name_en) order by m.created_at), '[]')
      from public.sites m where m.root_id = s.id and m.id <> s.id and coalesce(m.name_zh, m.name_en) is not null
    )
  )
$$;
comment on function private.site_card(public.sites, point, bigint) is 'A site as lists show it. metres from the origin, as the crow flies; also = names that were merged into it.';

create function public.site_list(
  q text default null, filters jsonb default '{}', after_at timestamptz default null, after_id uuid default null, size int default 50
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  moderator boolean := private.has_role('moderator');
  rows_wanted int := least(greatest(coalesce(size, 50), 1), 100);
  f jsonb := coalesce(filters, '{}');
  of_kind public.site_kind;
  inside text;
  archived boolean;
  near uuid;
  origin point;
  source text;
  found jsonb;
begin
  if not moderator and private.my_units() = '{}' then
    perform private.refuse('PT404', 'not_found');
  end if;
  if jsonb_typeof(f) <> 'object' or pg_column_size(f) > 10000 then
    perform private.refuse('PT422', 'filters_wrong', 'filters');
  end if;
  of_kind := private.read_word(f, 'kind', variadic enum_range(null::public.site_kind)::text[]);
  inside := private.read_text(f, 'subdistrict_code', 20);
  archived := private.read_flag(f, 'archived');
  near := private.read_uuid(f, 'near');
  if near is not null then
    if not private.sees_report(near) then
      perform private.refuse('PT404', 'not_found', 'near');
    end if;
    select private.spot(r.lat, r.lng) into origin from public.reports r where r.id = near;
  end if;

  -- Where the rows come from: words, the units of a handler, or the list itself. Each is bounded before it is sorted.
  source := case
    when private.tidy(q) is not null and moderator then
      'select s, s.reports::bigint as n, s.active_at as at, h.score from private.site_hits($1) h join public.sites s on s.id = h.site_id'
    when private.tidy(q) is not null then
      'select s, v.reports as n, v.active_at as at, h.score from private.site_hits($1) h join private.handled_sites() v on v.site_id = h.site_id join public.sites s on s.id = h.site_id'
    when not moderator then
      'select s, v.reports as n, v.active_at as at, 0 as score from private.handled_sites() v join public.sites s on s.id = v.site_id'
    when origin is not null then
      'select s, s.reports::bigint as n, s.active_at as at, 0 as score from public.sites s where s.spot is not null and s.archived_at is null and s.merged_into is null order by s.spot <-> $2 limit 500'
    else
      'select s, s.reports::bigint as n, s.active_at as at, 0 as score from public.sites s where s.merged_into is null'
      || case when archived then ' and s.archived_at is not null' else ' and s.archived_at is null' end
      || case when of_kind is not null then ' and s.kind = $4' else '' end
      || case when inside is not null then ' and s.subdistrict_code = $5' else '' end
      || case when after_at is not null then ' and (s.active_at, s.id) < ($6, $7)' else '' end
      || ' order by s.active_at desc, s.id desc limit $8'
  end;
  execute format(
    $sql$
      select jsonb_agg(private.site_card(t.s, $2, t.n) || jsonb_build_object('active_at', t.at) order by t.place)
      from (
        select c.s, c.n, c.at, row_number() over (order by %s) as place
        from (%s) c
        where ((c.s).archived_at is not null) = $3 and (c.s).forgotten_at is null
          and ($4 is null or (c.s).kind = $4) and ($5 is null or (c.s).subdistrict_code = $5)
          and ($6 is null or (c.at, (c.s).id) < ($6, $7))
        order by place
        limit $8
      ) t
    $sql$,
    case
      when private.tidy(q) is not null then 'c.score desc, (c.s).spot <-> $2, c.at desc, (c.s).id desc'
      when origin is not null then '(c.s).spot <-> $2, c.at desc, (c.s).id desc'
      else 'c.at desc, (c.s).id desc'
    end,
    source
  ) into found using q, origin, archived, of_kind, inside,
    case when private.tidy(q) is null and origin is null then after_at end,
    coalesce(after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'), rows_wanted + 1;
  return jsonb_build_object(
    'rows', coalesce(found, '[]') - rows_wanted,
    'more', jsonb_array_length(coalesce(found, '[]')) > rows_wanted and private.tidy(q) is null and origin is null
  );
end
$$;
comment on function public.site_list(text, jsonb, timestamptz, uuid, int) is
  'Sites that the caller may see: {rows, more}, those last used first, continued after (after_at, after_id); by words the best first, by filters.near (a report) the nearest first. filters: kind, subdistrict_code, archived, near. Codes: not_found, filters_wrong, <key>_wrong.';
grant execute on function public.site_list(text, jsonb, timestamptz, uuid, int) to authenticated;


-- one site -------------------------------------------------------------------------------------------------------

create function private.site_facts(root uuid, moderator boolean) returns jsonb
language sql stable security definer set search_path = '' as $$
  with linked as materialized (
    -- The newest thousand; the page says so when there are more.
    select r.id, r.status, r.category_code, r.received_at, r.answered_at, r.ended_at, c.group_code
    from public.sites s
    join public.report_sites l on l.site_id = s.id
    join public.reports r on r.id = l.report_id
    join public.categories c on c.code = r.category_code
    where s.root_id = root and r.photos_complete_at is not null and (moderator or private.sees_report(r.id))
    order by r.received_at desc, r.id desc
    limit 1000
  ),
  told as (
    select l.*, (
        select e.answer_kind from public.report_events e
        where e.report_id = l.id and e.move = 'answer' and e.undone_at is null order by e.id desc limit 1
      ) as answer_kind,
      coalesce(min(l.answered_at) over (
        partition by l.group_code order by l.received_at, l.id rows between unbounded preceding and 1 preceding
      ) < l.received_at, false) as repeated
    from linked l
  )
  select jsonb_build_object(
    'n', (select count(*) from told),
    'open', (select count(*) from told where ended_at is null),
    'repeated', (select count(*) from told where repeated),
    'months', (
      select jsonb_agg(jsonb_build_object('month', to_char(m.month, 'YYYY-MM'), 'n', (
          select count(*) from told where date_trunc('month', told.received_at at time zone 'Asia/Shanghai') = m.month
        )) order by m.month)
      from (
        select date_trunc('month', private.clock() at time zone 'Asia/Shanghai') - i * interval '1 month' as month
        from generate_series(0, 11) i
      ) m
    ),
    'categories', (
      select coalesce(jsonb_agg(jsonb_build_object('code', c.category_code, 'n', c.n) order by c.n desc, c.category_code), '[]')
      from (select category_code, count(*) as n from told group by 1) c
    ),
    'answers', (
      select coalesce(jsonb_agg(jsonb_build_object('kind', a.answer_kind, 'n', a.n) order by a.n desc, a.answer_kind), '[]')
      from (select answer_kind, count(*) as n from told where answer_kind is not null group by 1) a
    )
  )
$$;
comment on function private.site_facts(uuid, boolean) is
  'What became of the newest thousand reports about a site that the caller may see; repeated = received after one of the same group had been answered.';

create function private.site_cases(root uuid, moderator boolean, after_at timestamptz, after_id uuid, size int) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'id', r.id, 'code', r.code, 'status', r.status, 'outcome', r.outcome, 'category_code', r.category_code,
      'received_at', r.received_at, 'ended_at', r.ended_at, 'answered_at', r.answered_at, 'linked_at', r.linked_at,
      'excerpt', left(r.description, 120), 'overdue', r.overdue,
      'answer_kind', (
        select e.answer_kind from public.report_events e
        where e.report_id = r.id and e.move = 'answer' and e.undone_at is null order by e.id desc limit 1
      ),
      'lead_unit_code', (
        select u.unit_code from public.report_units u where u.report_id = r.id and u.part = 'lead' order by u.id desc limit 1
      ),
      'again_after', (
        select jsonb_build_object('id', o.id, 'code', o.code, 'answered_at', o.answered_at)
        from public.sites s
        join public.report_sites l on l.site_id = s.id
        join public.reports o on o.id = l.report_id
        join public.categories c on c.code = o.category_code
        where s.root_id = root and o.id <> r.id and o.answered_at < r.received_at and c.group_code = r.group_code
          and o.photos_complete_at is not null and (moderator or private.sees_report(o.id))
        order by o.answered_at desc limit 1
      )
    ) order by r.received_at desc, r.id desc
  ), '[]')
  from (
    select r.id, r.code, r.status, r.outcome, r.category_code, r.received_at, r.ended_at, r.answered_at, r.description,
      private.is_overdue(r) as overdue, l.linked_at, c.group_code
    from public.sites s
    join public.report_sites l on l.site_id = s.id
    join public.reports r on r.id = l.report_id
    join public.categories c on c.code = r.category_code
    where s.root_id = root and r.photos_complete_at is not null and (moderator or private.sees_report(r.id))
      and (after_at is null or (r.received_at, r.id) < (after_at, after_id))
    order by r.received_at desc, r.id desc
    limit size
  ) r
$$;
comment on function private.site_cases(uuid, boolean, timestamptz, uuid, int) is
  'The reports about a site that the caller may see, newest first, with what was answered and whether it came again after an answer.';

create function public.site_page(site_id uuid, after_at timestamptz default null, after_id uuid default null) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  page constant int := 50;
  moderator boolean := private.has_role('moderator');
  s public.sites;
  facts jsonb;
  cases jsonb;
begin
  select * into s from public.sites t where t.id = site_page.site_id;
  if s.id is null or not private.sees_site(s.id) then
    perform private.refuse('PT404', 'not_found');
  end if;
  if s.merged_into is not null then
    return jsonb_build_object('id', s.id, 'merged_into', s.root_id);
  end if;
  facts := private.site_facts(s.id, moderator);
  cases := private.site_cases(
    s.id, moderator, site_page.after_at, coalesce(site_page.after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'), page + 1
  );
  return private.site_card(s, null, case when moderator then s.reports else (facts ->> 'n')::bigint end) || jsonb_build_object(
    'merged_into', null, 'version', s.version, 'note', s.note, 'created_at', s.created_at, 'archived_at', s.archived_at,
    'forgotten', s.forgotten_at is not null,
    'facts', facts, 'cases', cases - page, 'more', jsonb_array_length(cases) > page,
    'may', case
      when not moderator or s.forgotten_at is not null then '[]'::jsonb
      when s.archived_at is not null then '["restore"]'
      else '["edit", "merge", "archive"]'
    end,
    'parts', case when moderator then (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', m.id, 'version', m.version, 'name_zh', m.name_zh, 'name_en', m.name_en, 'landmark', m.landmark,
        'reports', (select count(*) from public.sites t join public.report_sites l on l.site_id = t.id where t.id = m.id)
      ) order by m.created_at, m.id), '[]')
      from public.sites m where m.merged_into = s.id and m.forgotten_at is null
    ) else '[]' end,
    'events', case when moderator then (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', e.id, 'act', e.act, 'at', e.created_at, 'actor_name', e.display_name, 'unit_code', e.unit_code,
        'report', case when e.report_id is not null then jsonb_build_object('id', e.report_id, 'code', e.code) end,
        'other', case when o.id is not null then jsonb_build_object('id', o.id, 'name_zh', o.name_zh, 'name_en', o.name_en) end
      ) order by e.id desc), '[]')
      from (
        select n.*, p.display_name, r.code
        from public.sites t join public.site_events n on n.site_id = t.id
        left join public.profiles p on p.user_id = n.actor_id
        left join public.reports r on r.id = n.report_id
        where t.root_id = s.id
        order by n.id desc limit 50
      ) e
      left join public.sites o on o.id = e.other_site_id
    ) else '[]' end
  );
end
$$;
comment on function public.site_page(uuid, timestamptz, uuid) is
  'One site for staff who may see it: facts, its reports as far as the caller may see them (50, continued after (after_at, after_id)), what was merged into it and its history. Of one that was merged away only {id, merged_into}. Code: not_found.';
grant execute on function public.site_page(uuid, timestamptz, uuid) to authenticated;


-- the site of a case ---------------------------------------------------------------------------------------------

create function private.suggested_sites(r public.reports) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  moderator boolean := private.has_role('moderator');
  said constant text := private.folded(concat_ws(' | ', r.landmark, r.place, left(r.description, 600)));
  at_landmark constant text := private.folded(r.landmark);
  here constant point := private.spot(r.lat, r.lng);
  group_of constant text := (select c.group_code from public.categories c where c.code = r.category_code);
begin
  return (
    with looked_at as (
      (
        select s.* from public.sites s
        where here is not null and s.spot is not null and s.archived_at is null
        order by s.spot <-> here limit 40
      )
      union all
      (
        select s.* from public.sites s
        where s.subdistrict_code = r.subdistrict_code and s.archived_at is null
        order by s.active_at desc, s.id desc limit 1000
      )
    ),
    -- Each row by itself: a name that was merged away is also one that people write.
    compared as (
      select n.root_id as id, min(n.spot <-> here) as apart, bool_or(
          -- A name in the words of the case, or its landmark in a name; one character says nothing.
          char_length(n.names[1]) > 1 and position(n.names[1] in said) > 0
          or char_length(n.names[2]) > 3 and position(n.names[2] in said) > 0
          or char_length(at_landmark) > 1 and position(at_landmark in n.line) > 0
          -- Close by, the beginning is enough: people leave out which branch it is.
          or char_length(n.names[1]) > 4 and position(left(n.names[1], 4) in said) > 0
            and coalesce(n.spot <-> here <= 300 / 111195.0, false)
        ) as named
      from looked_at n
      group by n.root_id
    ),
    judged as (
      select l.id, l.apart, l.named, l.apart * 111195 <= 300 as close, group_of in (
          -- A hundred of its reports tell what it is about.
          select c.group_code
          from (
            select o.category_code from public.sites n
            join public.report_sites k on k.site_id = n.id
            join public.reports o on o.id = k.report_id
            where n.root_id = l.id limit 100
          ) o
          join public.categories c on c.code = o.category_code
        ) as same_group
      from compared l
      -- A name that is said far away means another place.
      where l.named and coalesce(l.apart * 111195 <= 3000, true) or l.apart * 111195 <= 300
    )
    select coalesce(jsonb_agg(private.site_card(s, here, case when moderator then s.reports end)
      || jsonb_build_object('named', j.named, 'same_group', j.same_group) order by j.place), '[]')
    from (
      select t.*, row_number() over (order by t.named desc, t.same_group desc, t.apart, t.id) as place
      from judged t
      where (t.named or t.close and t.same_group) and (moderator or private.sees_site(t.id))
      order by place limit 5
    ) j
    join public.sites s on s.id = j.id and s.archived_at is null
  );
end
$$;
comment on function private.suggested_sites(public.reports) is
  'At most five sites that a case may be about: named in its words, or within 300 m with reports of the same group of categories.';

create function private.may_link_site(r public.reports) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return case
    when private.is_reporter(r, null) then 'own_report'
    when r.forgotten_at is not null then 'move_not_allowed'
    when not private.has_role('moderator') and not coalesce(
      (select m.lead_unit_code from public.reports m where m.id = coalesce(r.merged_into, r.id)) = any (private.my_units()), false
    ) then 'lead_only'
  end;
end
$$;
comment on function private.may_link_site(public.reports) is 'Why somebody who sees a case may not say which site it is about; null when they may.';

create function public.case_site(report_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  moderator boolean := private.has_role('moderator');
  r public.reports;
  s public.sites;
  may boolean;
begin
  select * into r from public.reports t where t.id = case_site.report_id;
  if r.id is null or not private.sees_report(r.id) then
    perform private.refuse('PT404', 'not_found');
  end if;
  -- A colleague who reported it reads it as its reporter, who is told of no site.
  if private.is_reporter(r, null) then
    return jsonb_build_object('site', null, 'may', false, 'suggestions', '[]'::jsonb, 'events', '[]'::jsonb);
  end if;
  may := private.may_link_site(r) is null;
  select t.* into s from public.report_sites l join public.sites n on n.id = l.site_id join public.sites t on t.id = n.root_id
  where l.report_id = r.id;
  return jsonb_build_object(
    'site', case when s.id is not null then
      private.site_card(s, private.spot(r.lat, r.lng), case when moderator then s.reports else (private.site_facts(s.id, false) ->> 'n')::bigint end)
    end,
    'may', may,
    'suggestions', case when s.id is null and may then private.suggested_sites(r) else '[]' end,
    'events', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', e.id, 'act', e.act, 'at', e.created_at, 'unit_code', e.unit_code,
        'actor_name', case when moderator then p.display_name end,
        'site', case when private.sees_site(e.site_id) then jsonb_build_object('id', n.id, 'name_zh', n.name_zh, 'name_en', n.name_en) end
      ) order by e.id), '[]')
      from public.site_events e join public.sites n on n.id = e.site_id
      left join public.profiles p on p.user_id = e.actor_id
      where e.report_id = r.id
    )
  );
end
$$;
comment on function public.case_site(uuid) is
  'Which site a case is about, whether the caller may say so, what it may be, and who linked and unlinked it: {site, may, suggestions, events}. Code: not_found.';
grant execute on function public.case_site(uuid) to authenticated;


-- writing --------------------------------------------------------------------------------------------------------

create function private.read_site(details jsonb) returns public.sites
language plpgsql stable set search_path = '' as $$
declare
  d jsonb := coalesce(details, '{}');
  s public.sites;
  field text;
begin
  if jsonb_typeof(d) <> 'object' or pg_column_size(d) > 100000 then
    perform private.refuse('PT422', 'details_wrong', 'details');
  end if;
  s.name_zh := private.read_text(d, 'name_zh', 80);
  s.name_en := private.read_text(d, 'name_en', 120);
  s.landmark := private.read_text(d, 'landmark', 200);
  s.note := private.read_text(d, 'note', 1000);
  s.kind := private.read_word(d, 'kind', variadic enum_range(null::public.site_kind)::text[]);
  s.subdistrict_code := private.read_text(d, 'subdistrict', 20);
  s.lat := private.read_degrees(d, 'lat', 90);
  s.lng := private.read_degrees(d, 'lng', 180);
  if s.name_zh is null and s.name_en is null then
    perform private.refuse('PT422', 'site_name_missing', 'name_zh');
  elsif s.kind is null then
    perform private.refuse('PT422', 'kind_missing', 'kind');
  elsif (s.lat is null) <> (s.lng is null) then
    perform private.refuse('PT422', case when s.lat is null then 'lat_range' else 'lng_range' end, case when s.lat is null then 'lat' else 'lng' end);
  elsif not exists (select from public.subdistricts t where t.code = s.subdistrict_code) then
    perform private.refuse('PT422', 'subdistrict_unknown', 'subdistrict');
  end if;
  foreach field in array array['name_zh', 'name_en', 'landmark', 'note'] loop
    if private.holds_contact(to_jsonb(s) ->> field) then
      perform private.refuse('PT422', 'site_contact', field);
    end if;
  end loop;
  return s;
end
$$;
comment on function private.read_site(jsonb) is
  'What a form says of a site. Codes: details_wrong, site_name_missing, kind_missing, kind_wrong, lat_range, lng_range, subdistrict_unknown, site_contact, <key>_long, <key>_wrong.';

create function private.said_of_site(s public.sites) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'kind', s.kind, 'name_zh', s.name_zh, 'name_en', s.name_en, 'landmark', s.landmark, 'note', s.note,
    'subdistrict', s.subdistrict_code, 'lat', s.lat, 'lng', s.lng
  ))
$$;
comment on function private.said_of_site(public.sites) is 'What a site says, to compare and to keep.';

create function private.note_site_event(site uuid, act public.site_act, report uuid, other uuid, data jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.site_events (site_id, report_id, other_site_id, act, actor_id, unit_code, data, created_at)
  values (
    site, report, other, act, (select auth.uid()),
    case when not private.has_role('moderator') then (private.my_units())[1] end, coalesce(data, '{}'), private.clock()
  );
end
$$;
comment on function private.note_site_event(uuid, public.site_act, uuid, uuid, jsonb) is 'Writes down what somebody did to a site or a link.';

create function private.lock_for_site(report_id uuid) returns public.reports
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports;
  refusal text;
begin
  if private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  end if;
  -- Looked at before it is locked, so that a stranger cannot hold a row.
  if not private.sees_report(lock_for_site.report_id) then
    perform private.refuse('PT404', 'not_found');
  end if;
  select * into r from public.reports t where t.id = lock_for_site.report_id for update;
  refusal := private.may_link_site(r);
  if refusal is not null then
    perform private.refuse(case refusal when 'move_not_allowed' then 'PT409' else 'PT403' end, refusal, 'site');
  end if;
  return r;
end
$$;
comment on function private.lock_for_site(uuid) is
  'The case, locked, for somebody who may say which site it is about. Codes: suspended, not_found, own_report, lead_only, move_not_allowed.';

create function private.put_link(r public.reports, site uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare
  linked uuid := (select n.root_id from public.report_sites l join public.sites n on n.id = l.site_id where l.report_id = r.id);
begin
  if linked = site then
    return 'again';
  elsif linked is not null then
    perform private.refuse('PT409', 'site_linked', 'site');
  end if;
  insert into public.report_sites (report_id, site_id, linked_by, linked_at)
  values (r.id, site, (select auth.uid()), private.clock());
  perform private.note_site_event(site, 'link', r.id, null, null);
  return 'linked';
end
$$;
comment on function private.put_link(public.reports, uuid) is 'Links a locked case with a site that stands for itself: linked, or again. Code: site_linked.';

create function public.link_site(report_id uuid, site_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports := private.lock_for_site(link_site.report_id);
  s public.sites;
begin
  if not private.sees_site(link_site.site_id) then
    perform private.refuse('PT422', 'site_unknown', 'site');
  end if;
  select root.* into s from public.sites n join public.sites root on root.id = n.root_id
  where n.id = link_site.site_id for update of root;
  if s.id is null or s.archived_at is not null or s.merged_into is not null then
    perform private.refuse('PT422', 'site_unknown', 'site');
  end if;
  return jsonb_build_object('site_id', s.id, 'result', private.put_link(r, s.id));
end
$$;
comment on function public.link_site(uuid, uuid) is
  'Says which site a case is about: {site_id, result: linked | again}. Codes: suspended, not_found, own_report, lead_only, move_not_allowed, site_unknown, site_linked.';
grant execute on function public.link_site(uuid, uuid) to authenticated;

create function public.unlink_site(report_id uuid, site_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports := private.lock_for_site(unlink_site.report_id);
  linked public.sites;
begin
  select n.* into linked from public.report_sites l join public.sites n on n.id = l.site_id where l.report_id = r.id;
  -- Whoever unlinks names what they saw, so that nobody takes away what a colleague has just corrected.
  if linked.id is null or linked.root_id <> coalesce((select n.root_id from public.sites n where n.id = unlink_site.site_id), unlink_site.site_id) then
    perform private.refuse('PT409', 'site_not_linked', 'site');
  end if;
  delete from public.report_sites l where l.report_id = r.id;
  perform private.note_site_event(linked.id, 'unlink', r.id, null, null);
  return jsonb_build_object('site_id', linked.root_id, 'result', 'unlinked');
end
$$;
comment on function public.unlink_site(uuid, uuid) is
  'Takes a case from the site that it was said to be about. Codes: suspended, not_found, own_report, lead_only, move_not_allowed, site_not_linked.';
grant execute on function public.unlink_site(uuid, uuid) to authenticated;

create function public.make_site(site_id uuid, details jsonb, report_id uuid default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  moment timestamptz := private.clock();
  r public.reports;
  s public.sites;
  made jsonb;
  result text := 'made';
begin
  if make_site.report_id is not null then
    r := private.lock_for_site(make_site.report_id);
  elsif private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  elsif not private.has_role('moderator') then
    -- A handler makes a site on a case that is theirs, and on nothing else.
    perform private.refuse('PT404', 'not_found');
  end if;
  if make_site.site_id is null then
    perform private.refuse('PT422', 'id_missing', 'id');
  end if;
  s := private.read_site(make_site.details);
  select e.data into made from public.site_events e
  where e.site_id = make_site.site_id and e.act = 'make' and e.actor_id = me;
  if made = private.said_of_site(s) then
    result := 'again';
  elsif exists (select from public.sites t where t.id = make_site.site_id) then
    perform private.refuse('PT409', 'site_differs', 'id');
  else
    insert into public.sites (
      id, kind, name_zh, name_en, landmark, subdistrict_code, lat, lng, note, root_id, created_by, created_at, updated_at, active_at
    )
    values (
      make_site.site_id, s.kind, s.name_zh, s.name_en, s.landmark, s.subdistrict_code, s.lat, s.lng, s.note, make_site.site_id,
      me, moment, moment, moment
    );
    perform private.note_site_event(make_site.site_id, 'make', null, null, private.said_of_site(s));
  end if;
  if r.id is not null then
    perform private.put_link(r, (select t.root_id from public.sites t where t.id = make_site.site_id));
  end if;
  return jsonb_build_object('site_id', make_site.site_id, 'result', result);
end
$$;
comment on function public.make_site(uuid, jsonb, uuid) is
  'Makes a site, and links a case with it: {site_id, result: made | again}. details: kind, name_zh, name_en, landmark, subdistrict, lat, lng, note. Codes of private.read_site, of link_site, id_missing, site_differs.';
grant execute on function public.make_site(uuid, jsonb, uuid) to authenticated;

create function public.change_site(site_id uuid, act text, version int, details jsonb default '{}') returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  into_id uuid;
  s public.sites;
  target public.sites;
  said public.sites;
begin
  if private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  elsif not private.has_role('moderator') then
    if private.sees_site(change_site.site_id) then
      perform private.refuse('PT403', 'site_moderator', 'act');
    end if;
    perform private.refuse('PT404', 'not_found');
  elsif change_site.act is null or change_site.act not in ('edit', 'archive', 'restore', 'merge', 'split') then
    perform private.refuse('PT422', 'act_wrong', 'act');
  end if;
  into_id := private.read_uuid(coalesce(change_site.details, '{}'), 'into');
  -- A merge and a split change whole trees: all their rows are locked in one order.
  perform from public.sites t
  where t.root_id in (select n.root_id from public.sites n where n.id in (change_site.site_id, into_id))
  order by t.id for update;
  select * into s from public.sites t where t.id = change_site.site_id;
  if s.id is null then
    perform private.refuse('PT404', 'not_found');
  elsif s.version is distinct from change_site.version then
    perform private.refuse('PT409', 'site_conflict', 'version');
  elsif s.forgotten_at is not null
    or (change_site.act = 'split') <> (s.merged_into is not null)
    or (change_site.act = 'restore') <> (s.archived_at is not null)
  then
    perform private.refuse('PT409', 'move_not_allowed', 'act');
  end if;

  if change_site.act = 'edit' then
    said := private.read_site(change_site.details);
    if private.said_of_site(said) <> private.said_of_site(s) then
      perform private.note_site_event(s.id, 'edit', null, null, private.said_of_site(said));
      update public.sites t set
        kind = said.kind, name_zh = said.name_zh, name_en = said.name_en, landmark = said.landmark, note = said.note,
        subdistrict_code = said.subdistrict_code, lat = said.lat, lng = said.lng, version = t.version + 1, updated_at = moment
      where t.id = s.id;
    end if;
  elsif change_site.act in ('archive', 'restore') then
    update public.sites t set
      archived_at = case change_site.act when 'archive' then moment end, version = t.version + 1, updated_at = moment
    where t.id = s.id;
    perform private.note_site_event(s.id, change_site.act::public.site_act, null, null, null);
  elsif change_site.act = 'merge' then
    select root.* into target from public.sites n join public.sites root on root.id = n.root_id where n.id = into_id;
    if target.id is null or target.id = s.id or target.archived_at is not null then
      perform private.refuse('PT422', 'site_unknown', 'into');
    end if;
    update public.sites t set merged_into = target.id, root_id = target.id, version = t.version + 1, updated_at = moment where t.id = s.id;
    update public.sites t set root_id = target.id where t.root_id = s.id;
    perform private.note_site_event(s.id, 'merge', null, target.id, null);
    perform private.count_site(target.id);
  else
    -- What was merged into it comes with it; what was linked since the merge stays with the other.
    update public.sites t set merged_into = null, root_id = t.id, version = t.version + 1, updated_at = moment where t.id = s.id;
    with recursive tree as (
      select s.id as id
      union
      select t.id from tree join public.sites t on t.merged_into = tree.id
    )
    update public.sites t set root_id = s.id from tree where t.id = tree.id and t.id <> s.id;
    perform private.note_site_event(s.id, 'split', null, s.merged_into, null);
    perform private.count_site(s.id);
    perform private.count_site(s.root_id);
  end if;
  return (select jsonb_build_object('site_id', t.id, 'root_id', t.root_id, 'version', t.version) from public.sites t where t.id = s.id);
end
$$;
comment on function public.change_site(uuid, text, int, jsonb) is
  'For moderators: edit, archive, restore, merge (details.into) or split, as {site_id, root_id, version}. Codes: suspended, not_found, site_moderator, act_wrong, site_conflict, move_not_allowed, site_unknown, and those of private.read_site.';
grant execute on function public.change_site(uuid, text, int, jsonb) to authenticated;
