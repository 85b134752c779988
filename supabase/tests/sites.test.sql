-- Reported sites: Mei and Mo moderate, Hao handles for 麦子店, Wu for another subdistrict, Lin reports, Ada administrates,
-- Sun was a moderator and is suspended. docs/decisions/0007-sites.md explains it in words.
select plan(113);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
create table story.reports (name text primary key, id uuid not null default gen_random_uuid());
create table story.sites (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people, story.reports, story.sites to public;

insert into story.people (name) select unnest(array['lin', 'mei', 'mo', 'hao', 'wu', 'ada', 'sun']);
insert into story.sites (name) select unnest(array['grill', 'grill2', 'grill3', 'tower', 'fan', 'far', 'spare', 'stall', 'ghost']);
insert into auth.users (id, email, raw_user_meta_data, created_at)
select id, name || '@sites.example', jsonb_build_object('display_name', 'Name of ' || name), now() from story.people;
insert into public.user_roles (user_id, role, unit_code)
select p.id, r.role::public.user_role, r.unit
from (
  values ('mei', 'moderator', null), ('mo', 'moderator', null), ('hao', 'handler', '110105012'), ('wu', 'handler', '110105001'),
    ('ada', 'admin', null), ('sun', 'moderator', null)
) as r (name, role, unit)
join story.people p using (name);
update public.profiles set suspended_at = now() where user_id = (select id from story.people where name = 'sun');

create function story.be(name text) returns void language plpgsql as $$
declare
  person uuid := (select p.id from story.people p where p.name = be.name);
  role text := case when name is null then 'none' when person is null then 'anon' else 'authenticated' end;
begin
  perform set_config('request.jwt.claims', jsonb_strip_nulls(jsonb_build_object('sub', person, 'role', role))::text, true);
  perform set_config('request.jwt.claim.sub', coalesce(person::text, ''), true);
  perform set_config('role', role, true);
end
$$;
create function story.it(name text) returns uuid language sql stable as $$ select id from story.reports r where r.name = it.name $$;
create function story.at(name text) returns uuid language sql stable as $$ select id from story.sites s where s.name = at.name $$;
create function story.site(name text) returns public.sites language sql stable security definer as $$
  select s from public.sites s where s.id = story.at(name)
$$;
create function story.wait(span interval) returns void language sql as $$
  select set_config('app.now', (private.clock() + span)::text, true)
$$;
create function story.row(report text) returns public.reports language sql stable security definer as $$
  select r from public.reports r where r.id = story.it(report)
$$;
create function story.tell(report text, by text, more jsonb default '{}') returns text language plpgsql as $$
begin
  perform story.be(null);
  insert into story.reports (name) values (report) on conflict do nothing;
  perform story.be(by);
  return public.submit_report(
    '{"category": "air.fume", "description": "smoke", "lat": 39.948, "lng": 116.467, "subdistrict": "110105012", "publish": true}'::jsonb
      || more || jsonb_build_object('id', story.it(report), 'key', repeat('b7', 16)), report
  ) ->> 'result';
end
$$;
create function story.does(name text, report text, move text, details jsonb default '{}') returns text language plpgsql as $$
declare
  newest int := (story.row(report)).version;
begin
  perform story.be(name);
  return public.move_report(story.it(report), move, newest, details) ->> 'status';
exception when others then
  return sqlstate || ' ' || sqlerrm;
end
$$;
-- What a door answers, or its refusal with the field.
create function story.asks(name text, call text) returns jsonb language plpgsql as $$
declare
  field text;
  answer jsonb;
begin
  perform story.be(name);
  execute 'select ' || call into answer;
  return answer;
exception when others then
  get stacked diagnostics field = pg_exception_detail;
  return to_jsonb(sqlstate || ' ' || sqlerrm || coalesce(' ' || nullif(field, ''), ''));
end
$$;
create function story.makes(name text, site text, details jsonb, report text default null) returns text language sql as $$
  select coalesce(a ->> 'result', a #>> '{}') from story.asks(name, format(
    'public.make_site(%L, %L, %L)', story.at(site),
    '{"kind": "restaurant", "subdistrict": "110105012"}'::jsonb || details, story.it(report))) a
$$;
create function story.links(name text, report text, site text, verb text default 'link_site') returns text language sql as $$
  select coalesce(a ->> 'result', a #>> '{}') from story.asks(name, format('public.%I(%L, %L)', verb, story.it(report), story.at(site))) a
$$;
create function story.changes(name text, site text, act text, details jsonb default '{}', version int default null) returns text language sql as $$
  select coalesce((select s.name from story.sites s where s.id = (a ->> 'root_id')::uuid), a #>> '{}')
  from story.asks(name, format('public.change_site(%L, %L, %s, %L)', story.at(site), act,
    coalesce(version, (story.site(site)).version), details)) a
$$;
create function story.list(name text, q text default null, filters jsonb default '{}') returns text[] language sql as $$
  select case when jsonb_typeof(a) = 'string' then array[a #>> '{}'] else array(
    select s.name || ' ' || (r ->> 'reports') from jsonb_array_elements(a -> 'rows') with ordinality as t (r, n)
    join story.sites s on s.id = (r ->> 'id')::uuid order by n
  ) end
  from story.asks(name, format('public.site_list(%L, %L)', q, filters)) a
$$;
create function story.page(name text, site text) returns jsonb language sql as $$
  select story.asks(name, format('public.site_page(%L)', story.at(site)))
$$;
create function story.cases(name text, site text) returns text[] language sql as $$
  select array(
    select s.name || coalesce(' after ' || o.name, '') from jsonb_array_elements(story.page(cases.name, site) -> 'cases') with ordinality as t (c, n)
    join story.reports s on s.id = (c ->> 'id')::uuid
    left join story.reports o on o.id = (c #>> '{again_after,id}')::uuid order by n
  )
$$;
create function story.suggested(name text, report text) returns text[] language sql as $$
  select array(
    select s.name || case when (t.c ->> 'named')::boolean then ' named' else '' end
      || case when (t.c ->> 'same_group')::boolean then ' group' else '' end
    from jsonb_array_elements(story.asks(suggested.name, format('public.case_site(%L)', story.it(report))) -> 'suggestions') with ordinality as t (c, n)
    join story.sites s on s.id = (t.c ->> 'id')::uuid order by n
  )
$$;
create function story.linked(name text, report text) returns text language sql as $$
  select (select s.name from story.sites s where s.id = (a #>> '{site,id}')::uuid)
  from story.asks(name, format('public.case_site(%L)', story.it(report))) a
$$;
create function story.count(of text) returns bigint language plpgsql security definer as $$
declare n bigint; begin execute 'select count(*) from ' || of into n; return n; end $$;
grant execute on all functions in schema story to public;

select set_config('app.now', '2026-11-24T01:00:00Z', true); -- a Tuesday morning in Beijing


-- contact ---------------------------------------------------------------------------------------------------------

select ok(private.holds_contact(w), 'a contact: ' || w)
from unnest(array['老王 13800138000', '138 0013-8000', '０１０－８４５６７８９０', 'wang@shop.example', '加微信：laowang88', 'WeChat laowang88']) w;
select ok(not private.holds_contact(w), 'none: ' || w)
from unnest(array['枣营路 12 号院 3 号楼 1203', '2026-11-20 现场看过，2026年11月21日又去', '二层排烟口朝北', 'Unit 5, 1203 East Road']) w;


-- making ----------------------------------------------------------------------------------------------------------

select story.tell('smoke', 'lin', '{"landmark": "老王烧烤门口"}');
select is(story.makes('mei', 'grill', '{"name_zh": "老王烧烤（枣营店）", "name_en": "Wang''s Grill", "landmark": "枣营路 12 号", "lat": 39.948, "lng": 116.467}'), 'made', 'Mei makes a site');
select is(story.makes('mei', 'grill', '{"name_zh": " 老王烧烤（枣营店） ", "name_en": "Wang''s Grill", "landmark": "枣营路 12 号", "lat": 39.948, "lng": 116.467}'), 'again', 'the same form again is the same site');
select is(story.makes('mei', 'grill', '{"name_zh": "另一家"}'), 'PT409 site_differs id', 'other content under the same id is not');
select is(story.makes('mo', 'grill', '{"name_zh": "老王烧烤（枣营店）", "name_en": "Wang''s Grill", "landmark": "枣营路 12 号", "lat": 39.948, "lng": 116.467}'), 'PT409 site_differs id', 'nor is the id of a colleague''s');
select is(story.makes('mei', 'spare', d), why, 'not a site: ' || why) from (values
  ('{}'::jsonb, 'PT422 site_name_missing name_zh'), ('{"name_zh": "店", "kind": null}', 'PT422 kind_missing kind'),
  ('{"name_zh": "店", "kind": "crook"}', 'PT422 kind_wrong kind'), ('{"name_zh": "店", "lat": 39.9}', 'PT422 lng_range lng'),
  ('{"name_zh": "店", "subdistrict": "1"}', 'PT422 subdistrict_unknown subdistrict'),
  ('{"name_zh": "店", "note": "老板电话 13800138000"}', 'PT422 site_contact note'),
  ('{"name_en": "wang@shop.example"}', 'PT422 site_contact name_en')
) as t (d, why);
select is(story.makes(who, 'spare', '{"name_zh": "店"}'), 'PT404 not_found', who || ' makes no site without a case') from unnest(array['hao', 'lin', 'ada']) who;
select is(story.makes('sun', 'spare', '{"name_zh": "店"}'), 'PT403 suspended', 'nor does somebody suspended');
select story.makes('mei', 'tower', '{"kind": "construction_site", "name_zh": "朝阳中心工地", "lat": 39.9485, "lng": 116.468}');
select story.makes('mei', 'fan', '{"kind": "machine", "name_en": "Roof fan", "lat": 39.9481, "lng": 116.4671}');
select story.makes('mei', 'far', '{"name_zh": "远处小馆", "subdistrict": "110105001", "lat": 39.99, "lng": 116.5}');


-- finding ---------------------------------------------------------------------------------------------------------

select is(story.list('mei', '烧烤'), '{"grill 0"}', 'two characters in the middle of a name find it');
select is(story.list('mei', '老 王烧烤'), '{"grill 0"}', 'spaces make no difference');
select is(story.list('mei', '老王烤肉枣营店'), '{"grill 0"}', 'nor does a slip');
select is(story.list('mei', 'wangs GRILL'), '{"grill 0"}', 'English is found however it is written');
select is(story.list('mei', '枣营路'), '{"grill 0"}', 'so is the landmark');
select is(story.list('mei', '营'), '{"grill 0"}', 'and one character');
select is(story.list('mei', '鱼'), '{}', 'what is not there is not found');
select is(story.list('mei', null, jsonb_build_object('near', story.it('smoke'))), '{"grill 0","fan 0","tower 0","far 0"}', 'near a case, the nearest comes first');
select is(story.list('mei', null, '{"kind": "machine"}'), '{"fan 0"}', 'of a kind');
select is(story.list('mei', null, '{"subdistrict_code": "110105001"}'), '{"far 0"}', 'in a subdistrict');
select is(story.list('mei', null, '{"kind": "crook"}'), '{"PT422 kind_wrong kind"}', 'a filter that is none is refused');
select is(story.list(who), '{"PT404 not_found"}', who || ' has no list') from unnest(array['lin', 'ada', 'sun']) who;
select is(story.list('hao'), '{}', 'a handler sees no site without a case of theirs');
select is(
  story.asks('mei', format('public.site_list(null, ''{}'', %L, %L, 2)', (story.site('grill')).active_at, 'ffffffff-ffff-ffff-ffff-ffffffffffff')) ->> 'more',
  'true', 'a list goes on'
);


-- suggesting and linking ------------------------------------------------------------------------------------------

select is(story.suggested('mei', 'smoke'), '{"grill named"}', 'a site that the words name is suggested, though nothing is linked yet');
select is(story.links('lin', 'smoke', 'grill'), 'PT404 not_found', 'the reporter links nothing');
select is(story.links('hao', 'smoke', 'grill'), 'PT404 not_found', 'nor a handler without the case');
select is(story.links('mei', 'smoke', 'ghost'), 'PT422 site_unknown site', 'a site has to be there');
select is(story.links('mei', 'smoke', 'grill'), 'linked', 'Mei links');
select is(story.links('mei', 'smoke', 'grill'), 'again', 'and again is once');
select is(story.links('mei', 'smoke', 'tower'), 'PT409 site_linked site', 'a report is about one site at most');
select is(story.linked('mei', 'smoke'), 'grill', 'the case says so');
select is(story.linked('lin', 'smoke'), null, 'the reporter is not asked');
select is((story.row('smoke')).version, 1, 'linking is no move');

select story.tell('fumes', 'lin');
select is(story.suggested('mei', 'fumes'), '{"grill group"}', 'the same group near by is suggested, another machine near by is not');
select story.tell('noise', 'lin', '{"category": "noise.neighbour"}');
select is(story.suggested('mei', 'noise'), '{}', 'another group is not');
select story.tell('east', 'lin', '{"description": "老王烧烤（枣营店）旁边", "lat": 39.99, "lng": 116.5}');
select is(story.suggested('mei', 'east'), '{}', 'nor a name five kilometres away');

select story.does('mei', 'fumes', 'accept');
select story.does('mei', 'fumes', 'dispatch', '{"lead": "110105012", "assists": ["110105001"]}');
select is(story.suggested('hao', 'fumes'), '{}', 'a handler is offered no site of cases that are not theirs');
select is(story.links('hao', 'fumes', 'grill'), 'PT422 site_unknown site', 'and cannot link one that they do not see');
select is(story.links('wu', 'fumes', 'grill'), 'PT403 lead_only site', 'a unit that assists links nothing');
select is(story.makes('hao', 'grill2', '{"name_zh": "老王烤串"}', 'fumes'), 'made', 'the lead unit makes a site on its case');
select is(story.linked('wu', 'fumes'), 'grill2', 'which the assisting unit sees');
select is(story.list('hao'), '{"grill2 1"}', 'and which stands in the list of the handler alone');
select is(story.list('hao', '老王'), '{"grill2 1"}', 'searching shows no more');
select is(story.page('hao', 'grill'), '"PT404 not_found"', 'another site is not there for them');
select is(story.page(who, 'grill'), '"PT404 not_found"', 'nor for ' || who) from unnest(array['lin', 'ada', 'sun']) who;
select is(story.links('hao', 'fumes', 'grill', 'unlink_site'), 'PT409 site_not_linked site', 'who unlinks names what they saw');
select is(story.links('hao', 'fumes', 'grill2', 'unlink_site'), 'unlinked', 'the lead unit unlinks');
select is(story.linked('hao', 'fumes'), null, 'and it is gone');
select is(story.links('hao', 'fumes', 'grill2'), 'PT422 site_unknown site', 'a site without a case of theirs is a handler''s no longer');
select is(story.links('mei', 'fumes', 'grill2'), 'linked', 'a moderator links it back');
select is(
  (select jsonb_agg(e ->> 'act') from jsonb_array_elements(story.asks('mei', format('public.case_site(%L)', story.it('fumes'))) -> 'events') e),
  '["link", "unlink", "link"]', 'every link and unlink is written down on the case'
);

-- Mo reported something and is a colleague.
select story.tell('mine', 'mo');
select is(story.links('mo', 'mine', 'grill'), 'PT403 own_report site', 'nobody says which site their own report is about');
select is(story.links('mei', 'mine', 'grill'), 'linked', 'a colleague does');
select is(story.asks('mo', format('public.case_site(%L)', story.it('mine'))) -> 'site', 'null', 'and its reporter is not told');


-- merging and splitting -------------------------------------------------------------------------------------------

select is(story.changes('hao', 'grill2', 'merge', jsonb_build_object('into', story.at('grill'))), 'PT403 site_moderator act', 'a handler merges nothing');
select is(story.changes('ada', 'grill2', 'merge', jsonb_build_object('into', story.at('grill'))), 'PT404 not_found', 'an administrator even less');
select is(story.changes('mei', 'grill2', 'merge', jsonb_build_object('into', story.at('grill2'))), 'PT422 site_unknown into', 'nothing is merged into itself');
select is(story.changes('mei', 'grill2', 'merge', jsonb_build_object('into', story.at('grill')), 9), 'PT409 site_conflict version', 'nor on an old version');
select is(story.changes('mei', 'grill2', 'merge', jsonb_build_object('into', story.at('grill'))), 'grill', 'Mei merges two that are the same');
select is(story.list('mei', '烤串'), '{"grill 3"}', 'the other name leads to the one that stands, which has all reports');
select is(story.page('mei', 'grill2') ->> 'merged_into', story.at('grill')::text, 'and so does its address');
select is(story.linked('hao', 'fumes'), 'grill', 'its case is about the one that stands');
select is(story.cases('hao', 'grill'), '{fumes}', 'where a handler sees their own case alone');
select is(story.page('hao', 'grill') -> 'reports', '1', 'and counts that alone');
select story.makes('mei', 'grill3', '{"name_zh": "王记"}');
select is(story.changes('mei', 'grill', 'merge', jsonb_build_object('into', story.at('grill3'))), 'grill3', 'what has others merged into it may be merged on');
select is(story.linked('hao', 'fumes'), 'grill3', 'all of it');
select is(story.changes('mei', 'grill', 'split'), 'grill', 'and comes apart again');
select is(story.linked('hao', 'fumes'), 'grill', 'with what came with it');
select is(story.changes('mo', 'grill2', 'split'), 'grill2', 'the first comes apart too');
select is(array[(story.site('grill')).reports, (story.site('grill2')).reports, (story.site('grill3')).reports], '{2,1,0}', 'each with its own reports');


-- what became of them ---------------------------------------------------------------------------------------------

select story.does('hao', 'fumes', 'take_on');
select story.does('hao', 'fumes', 'answer', '{"answer_kind": "fixed", "public_text": "Done."}');
select story.wait('3 days');
select story.tell('back', 'lin');
select story.links('mei', 'back', 'grill2');
select is(story.cases('mei', 'grill2'), '{"back after fumes",fumes}', 'a report after an answer says which');
select is(story.page('mei', 'grill2') #> '{facts,repeated}', '1', 'and is counted');
select is(story.page('mei', 'grill2') #> '{facts,answers}', '[{"n": 1, "kind": "fixed"}]', 'with what was answered');
select is(story.page('mei', 'grill2') #> '{facts,open}', '2', 'and what is open');
select is(story.page('mei', 'grill2') #> '{facts,months,11}', '{"n": 2, "month": "2026-11"}', 'by month');
select is(story.page('hao', 'grill2') #> '{facts,repeated}', '0', 'a handler learns nothing from cases that are not theirs');


-- archiving and forgetting ----------------------------------------------------------------------------------------

select is(story.changes('mei', 'fan', 'archive'), 'fan', 'Mei archives');
select is(story.list('mei', null, '{"kind": "machine"}'), '{}', 'what is archived is not listed');
select is(story.list('mei', null, '{"archived": true}'), '{"fan 0"}', 'unless asked for');
select is(story.links('mei', 'noise', 'fan'), 'PT422 site_unknown site', 'nothing is linked with it');
select is(story.changes('mei', 'fan', 'restore'), 'fan', 'and it comes back');

select story.tell('stand', 'lin', '{"landmark": "张家煎饼"}');
select story.makes('mei', 'stall', '{"name_zh": "张家煎饼摊", "note": "早上出摊"}', 'stand');
select story.does('mei', 'stand', 'refuse', '{"public_text": "No."}');
select story.be(null);
reset role;
select private.forget_report(story.it('stand'));
select is(
  (select row(s.name_zh, s.note, s.archived_at is not null, s.kind)::text from public.sites s where s.id = story.at('stall')),
  '(,,t,restaurant)', 'with its last case a site loses its name and its notes'
);
select is(story.count('public.site_events e where e.data::text like ''%煎饼%'''), 0::bigint, 'in its history too');
select is(story.count('public.report_sites l where l.site_id = ''' || story.at('stall') || ''''), 0::bigint, 'and the record of the report says no place');
select private.forget_report(story.it('back'));
select is((story.site('grill2')).name_zh, '老王烤串', 'a site with another case stays');
select throws_ok($$ update public.site_events set created_at = created_at + interval '1 day' $$, '55000', 'site_events is append-only', 'what is written down is not changed');


-- what a case may be merged into ----------------------------------------------------------------------------------

create function story.mergeable(name text, report text) returns text[] language sql as $$
  select case when jsonb_typeof(a) = 'string' then array[a #>> '{}'] else array(
    select r.name from jsonb_array_elements(a) with ordinality as t (c, n) join story.reports r on r.id = (c ->> 'id')::uuid order by n
  ) end
  from story.asks(name, format('public.merge_candidates(%L)', story.it(report))) a
$$;
grant execute on function story.mergeable(text, text) to public;
select story.tell('a', 'lin', '{"category": "waste.overflow", "publish": false}');
select story.tell('b', 'lin', '{"category": "waste.overflow", "lat": 39.9485}');
select story.tell('c', 'lin', '{"category": "waste.overflow", "lat": 39.96}');
select story.wait('1 minute');
select story.tell('d', 'mo', '{"category": "waste.overflow"}');
select story.tell('e', 'lin', '{"category": "waste.overflow"}');
select story.does('mei', 'e', 'refuse', '{"public_text": "No."}');
select is(story.mergeable('mei', 'b'), '{a,d}', 'open cases of the category near by, private ones too, the nearest first');
select is(story.mergeable('mo', 'b'), '{a}', 'none of one''s own');
select is(story.mergeable(who, 'b'), '{"PT404 not_found"}', 'nothing for ' || who) from unnest(array['hao', 'lin', 'ada', 'sun']) who;
select story.links('mei', 'b', 'tower'), story.links('mei', 'c', 'tower');
select is(story.mergeable('mei', 'b'), '{c,a,d}', 'about the same site comes first, however far');

select * from finish();
