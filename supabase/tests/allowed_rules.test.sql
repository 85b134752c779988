-- "Is it allowed now?": rules that anybody may read and nobody may write, each with its source.
select plan(6);

set local role anon;
select is((select count(*)::int from allowed_rules), 10, 'a visitor reads all ten rules');
select throws_ok($$ update allowed_rules set text_zh = 'x' $$, '42501', null, 'and changes none');
select is_empty(
  $$ select r.code from allowed_rules r, unnest(r.category_codes) c where c not in (select code from categories) $$,
  'every rule leads to categories that exist');
select is_empty(
  $$ select r.code from allowed_rules r, jsonb_array_elements(r.windows) w
     where (w ->> 'days') not in ('every', 'working', 'rest') or (w ->> 'from')::time >= (w ->> 'to')::time $$,
  'a window lies within one day');
select is_empty($$ select code from allowed_rules where article_zh !~ '第.+条' or article_en !~ 'art\.' $$, 'every rule names its article');
select is_empty($$ select code from allowed_rules where article_zh ~ '2007' and quality <> 'confirm' $$, 'what is older than the law of 2022 is to be confirmed');

select * from finish();
