-- "Is it allowed now?": the few rules that people ask about most, in plain words, with the article and the date of reading.

create table public.allowed_rules (
  code text primary key check (code ~ '^[a-z_]+$'),
  title_zh text not null check (title_zh <> ''),
  title_en text not null check (title_en <> ''),
  text_zh text not null check (text_zh <> ''),
  text_en text not null check (text_en <> ''),
  article_zh text not null check (article_zh <> ''),
  article_en text not null check (article_en <> ''),
  penalty_zh text check (penalty_zh <> ''),
  penalty_en text check (penalty_en <> ''),
  caution_zh text check (caution_zh <> ''),
  caution_en text check (caution_en <> ''),
  quality text not null check (quality in ('read', 'confirm')),
  as_of date not null,
  source text not null check (source <> ''),
  category_codes text[] not null check (cardinality(category_codes) > 0 and array_position(category_codes, null) is null),
  windows jsonb not null default '[]' check (jsonb_typeof(windows) = 'array'),
  position smallint not null unique,
  constraint allowed_rules_penalty_in_both check ((penalty_zh is null) = (penalty_en is null)),
  constraint allowed_rules_caution_in_both check ((caution_zh is null) = (caution_en is null)),
  constraint allowed_rules_doubt_is_said check (quality = 'read' or caution_zh is not null)
);

alter table public.allowed_rules enable row level security;
create policy allowed_rules_select on public.allowed_rules for select to anon, authenticated using (true);
grant select on public.allowed_rules to anon, authenticated, service_role;

comment on table public.allowed_rules is 'Rules about noise, smoke and dust in plain words. An explanation, not legal advice.';
comment on column public.allowed_rules.quality is
  '`read`: the article was read and says this. `confirm`: older, local or read in part; somebody with authority has to confirm it.';
comment on column public.allowed_rules.as_of is 'When the text of the law was taken; later amendments are not in it.';
comment on column public.allowed_rules.category_codes is 'What to report it as; the first is the usual one.';
comment on column public.allowed_rules.windows is
  'When the rule bites, Beijing time: [{"days": "every" | "working" | "rest", "from": "HH:MM", "to": "HH:MM"}], within one day, "24:00" its end. Empty = at all times.';
