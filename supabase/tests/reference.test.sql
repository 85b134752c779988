select plan(36);

-- what is there
select is((select count(*)::int from subdistricts), 43, 'there are 43 subdistricts and areas');
select is((select count(*)::int from subdistricts where kind = 'subdistrict'), 24, '24 of them are subdistricts');
select is((select count(*)::int from units where kind = 'subdistrict'), 43, 'every subdistrict has an office');
select is((select count(*)::int from units where kind = 'department'), 11, 'there are 11 departments');
select is((select name_zh from units where code = '110105012'), '麦子店街道办事处', 'an office has its Chinese name');
select is((select name_en from units where code = '110105033'), 'Changying Area Office', 'an office has its English name');
select is((select count(*)::int from categories), 40, 'there are 40 categories');
select is((select count(*)::int from category_groups), 9, 'there are nine groups');
select is((select count(*)::int from measures), 24, 'there are 24 measures');
select is((select count(*)::int from measures where not draft), 0, 'every measure says that it is a draft');
select is_empty($$ select code from category_groups g where not exists (select from categories where group_code = g.code) $$,
  'no group is empty');

-- every category can be asked about and sent somewhere
select is_empty($$ select code from categories c where not exists (select from category_questions where category_code = c.code) $$,
  'every category has questions');
select is_empty($$ select code from categories c where (select lead is null from private.resolve_dispatch(c.code, '110105001')) is not false $$,
  'every category has a unit that leads');
select is_empty($$ select id from dispatch_catalogue, unnest(assist_unit_codes) a where a not in (select code from units) $$,
  'the catalogue names only units that exist');
select is_empty(
  $$ select category_code, code from category_questions, jsonb_array_elements(options) o
     where not (o ? 'code' and length(o ->> 'label_zh') > 0 and length(o ->> 'label_en') > 0) $$,
  'every option has a code and both languages');
select is_empty(
  $$ select category_code, code from category_questions, jsonb_array_elements(options) o
     group by category_code, code, o ->> 'code' having count(*) > 1 $$,
  'no question offers the same option twice');
select is_empty($$ select code from categories where mediation and group_code <> 'noise' $$, 'mediation is for noise only');
select is_empty($$ select id from response_templates where text_zh ~ '举报' or text_zh = text_en $$,
  'the ready sentences use the right words in both languages');

-- dispatch
select is((select lead from private.resolve_dispatch('water.litter', '110105012')), '110105012',
  'in Maizidian the office leads even what a department leads elsewhere');
select is((select assists from private.resolve_dispatch('water.litter', '110105012')), '{water}'::text[],
  'and the department assists');
select is((select count(*)::int from categories c, private.resolve_dispatch(c.code, '110105012') d where d.lead = '110105012'), 40,
  'in Maizidian that holds for every category');
select is((select lead from private.resolve_dispatch('air.fume', '110105016')), '110105016',
  'elsewhere cooking fumes go to the office of the place');
select is((select assists from private.resolve_dispatch('water.litter', '110105016')), '{110105016}'::text[],
  'where a department leads, the office of the place may assist');
select is((select limit_days from private.resolve_dispatch('air.fume', '110105016')), 7, 'an ordinary case has seven days');
select is((select limit_days from private.resolve_dispatch('land.farmland', '110105016')), 15, 'a complex one has fifteen');
select is((select lead from private.resolve_dispatch('no.such', '110105016')), null, 'an unknown category has no unit');

-- places
select is(private.outside_m(39.9346, 116.4763), 0::double precision, 'Chaoyang Park is inside');
select is(private.outside_m(40.073, 116.588), 0::double precision, 'the airport is inside, in its own ring');
select cmp_ok(private.outside_m(39.9087, 116.3975), '>', 1000::double precision, 'Tiananmen is more than a kilometre outside');
select is_empty($$ select code from subdistricts where private.outside_m(lat, lng) > 0 $$, 'every centre is inside');
select is(private.nearest_subdistrict(39.9505, 116.4662), '110105012', 'a point by the Liangma is nearest to Maizidian');
select ok(private.distance_m(39.9346, 116.4763, 39.949, 116.465) between 1800 and 1930, 'distances are in metres');

-- access
set local role anon;
select is((select count(*)::int from categories), 40, 'guests read reference data');
select throws_ok($$ update units set active = false $$, '42501', null, 'guests change none of it');
select throws_ok($$ select * from private.district_outline $$, '42501', null, 'the outline table is not for guests');
set local role authenticated;
select throws_ok($$ insert into calendar_years values (2030, true, '', '') $$, '42501', null, 'people with an account change none of it');
reset role;

select * from finish();
