/**
 * Reports for measuring, made inside the database: clusters around the middles of the subdistricts, three years of closed
 * cases and two months of open ones, with what belongs to a case (events, units, photos, contacts, notices) and what the
 * public sees of it. The words are short and say nothing. The same SQL runs on PostgreSQL and on the embedded database.
 */
import { people } from './people.ts';

/** Triggers are off while rows come in; what they keep (counts of squares, figures of days) is made anew at the end. */
export function seedSteps(from: number, to: number): string[] {
  const bulk = to - from >= 50_000;
  return [
    `set session_replication_role = replica`,
    ...people(to),
    ...(bulk ? [SAVE_INDEXES] : []),
    `select setseed(0.${String(from % 97).padStart(2, '0')})`,
    reports(from, to),
    UNITS,
    `update public.reports r set assists = a.units
     from (
       select t.report_id, array_agg(t.unit_code order by t.id) as units
       from bench_new b join public.report_units t on t.report_id = b.id and t.part = 'assist' and t.until is null
       group by t.report_id
     ) a
     where r.id = a.report_id`,
    EVENTS,
    `insert into public.report_photos (report_id, sha256, position)
     select b.id, md5('a' || b.i || '-' || n) || md5('b' || b.i || '-' || n), n
     from bench_new b cross join generate_series(1, 2) n where b.i % 5 = 0 and n <= 1 + b.i % 2`,
    `insert into public.report_contacts (report_id, email)
     select b.id, 'r' || b.i || '@bench.example' from bench_new b where b.i % 3 = 0`,
    `insert into public.notices (recipient_id, report_id, event_id, kind, params, ready_at, created_at)
     select r.author_id, e.report_id, e.id, 'accepted', '{}', e.created_at, e.created_at
     from bench_new b join public.reports r on r.id = b.id and r.author_id is not null
     join public.report_events e on e.report_id = b.id and e.move <> 'submit'`,
    `insert into public.appeals (id, report_id, contested_event_id, words, lang, created_at, decision, decided_at, decision_public_text, decision_public_lang)
     select gen_random_uuid(), b.id, e.id, 'not so', 'en', r.ended_at,
       case when b.i % 4 > 0 then 'upheld'::public.appeal_decision end, case when b.i % 4 > 0 then r.ended_at end,
       case when b.i % 4 > 0 then 'as it was' end, case when b.i % 4 > 0 then 'en' end
     from bench_new b join public.reports r on r.id = b.id and r.status = 'closed' and b.i % 50 < 4
     join (
       -- One walk over all of them: at a million the indexes are away, and a look for each report would take hours.
       select distinct on (e.report_id) e.report_id, e.id from public.report_events e order by e.report_id, e.id desc
     ) e on e.report_id = b.id`,
    `update public.reports r set appealed_at = a.created_at
     from bench_new b, public.appeals a where b.id = r.id and a.report_id = r.id and a.decision is null`,
    `insert into public.report_releases (report_id, precision, public_text, public_lang, released_at)
     select b.id, c.precision, case when b.i % 3 = 0 then r.description end, case when b.i % 3 = 0 then r.lang end,
       case when b.i % 3 = 0 then r.published_at end
     from bench_new b join public.reports r on r.id = b.id and r.published_at is not null
     join public.categories c on c.code = r.category_code`,
    PUBLISHED,
    ...(bulk ? [RESTORE_INDEXES] : []),
    `drop table bench_new`,
    FIGURES,
    `select private.count_figures()`,
    `set session_replication_role = origin`,
    `select private.rebuild_cells()`,
    `select private.count_queues()`,
    `vacuum (analyze)`
  ];
}

// Open cases are from the last sixty days; the older the city's archive grows, the more of it is closed.
const reports = (from: number, to: number) => `
create temp table bench_new as
select i, md5('report' || i)::uuid as id, moment - case when open then u_time * interval '60 days' else interval '2 days' + u_time * interval '1095 days' end as received_at,
  status, u_a, u_b, u_c, u_d
from (
  select q.*, status in ('submitted', 'needs_info', 'accepted', 'dispatched', 'in_progress', 'objected', 'deferred', 'reopened', 'resolved') as open
  from (
    select i, date_trunc('second', now()) as moment, u_time, u_a, u_b, u_c, u_d,
      (case
        when u_s < 0.03 then 'submitted' when u_s < 0.045 then 'needs_info' when u_s < 0.06 then 'accepted'
        when u_s < 0.08 then 'dispatched' when u_s < 0.13 then 'in_progress' when u_s < 0.135 then 'objected'
        when u_s < 0.14 then 'deferred' when u_s < 0.145 then 'reopened' when u_s < 0.18 then 'resolved'
        when u_s < 0.22 then 'refused' when u_s < 0.26 then 'redirected' when u_s < 0.28 then 'withdrawn' when u_s < 0.29 then 'merged'
        else 'closed'
      end)::public.report_status as status
    from (
      select i, random() as u_s, random() as u_time, random() as u_a, random() as u_b, random() as u_c, random() as u_d
      from generate_series(${String(from)}, ${String(to)}) i
      offset 0
    ) dice
  ) q
) p;
with kinds as materialized (select array_agg(code order by code) as code from public.categories),
places as materialized (select array_agg(code order by code) as code, array_agg(lat order by code) as lat, array_agg(lng order by code) as lng from public.subdistricts),
offices as materialized (select array_agg(code order by code) as code from public.units),
letters as materialized (select '23456789ABCDEFGHJKMNPQRSTUVWXYZ'::text as a),
drawn as (
  -- Squared, so that some categories and some subdistricts have many more reports than others.
  select b.*, 1 + floor(b.u_a * b.u_a * cardinality(k.code))::int as kind, 1 + floor(b.u_b * sqrt(b.u_b) * cardinality(p.code))::int as place
  from bench_new b, kinds k, places p
)
insert into public.reports (
  id, code, key_hash, content_hash, author_id, lang, category_code, description, lat, lng, subdistrict_code, landmark,
  photos_declared, received_at, publish, status, outcome, lead_unit_code, limit_days, asked_by, photos_complete_at,
  stage_since, stage_due_at, counts_from, due_at, late_from, accepted_at, answered_at, ended_at, published_at, updated_at,
  merged_into, again_of, reporter_left_at, account_deleted_at, photos_since, place, aged
)
select
  d.id,
  'CY-' || substr(l.a, 1 + (v / 27512614111 % 31)::int, 1) || substr(l.a, 1 + (v / 887503681 % 31)::int, 1)
    || substr(l.a, 1 + (v / 28629151 % 31)::int, 1) || substr(l.a, 1 + (v / 923521 % 31)::int, 1) || '-'
    || substr(l.a, 1 + (v / 29791 % 31)::int, 1) || substr(l.a, 1 + (v / 961 % 31)::int, 1)
    || substr(l.a, 1 + (v / 31 % 31)::int, 1) || substr(l.a, 1 + (v % 31)::int, 1),
  decode(md5('k' || d.i), 'hex'), decode(md5('c' || d.i), 'hex'),
  case
    when d.i <= 1000 and d.i % 25 = 0 then md5('author' || 0)::uuid
    when d.i % 5 < 2 then md5('author' || 1 + (d.i / 5 * 2 + d.i % 5) / 40)::uuid
  end,
  case when d.i % 10 = 0 then 'en' else 'zh' end, k.code[d.kind],
  '这里写着反映的内容，长短如一般的反映。夜里十一点以后仍有声音，已有几个星期。',
  p.lat[d.place] + (d.u_c + d.u_d - 1) * 0.02, p.lng[d.place] + (d.u_c - d.u_d) * 0.024, p.code[d.place],
  case when d.i % 4 = 0 then '小区东门外' end,
  case when d.i % 5 = 0 then 1 + d.i % 2 else 0 end, d.received_at, d.i % 100 < 65, d.status,
  case when d.status = 'closed' then (case when d.u_d < 0.8 then 'solved' else 'not_solved' end)::public.report_outcome end,
  case when led then o.code[1 + d.i % cardinality(o.code)] end, case when led then 15 end,
  case when d.status = 'needs_info' then 'moderator'::public.report_party end,
  -- Some still wait for their photos.
  case when d.i % 20 = 7 and d.status in ('submitted', 'withdrawn') then null else d.received_at end, stage, case when d.status in ('needs_info', 'resolved', 'dispatched', 'deferred') then stage_due end,
  d.received_at, due,
  case when d.status in ('submitted', 'accepted', 'dispatched', 'in_progress', 'objected', 'reopened')
    then due when d.status = 'deferred' then stage_due end,
  case when accepted then d.received_at + interval '5 hours' end,
  case when d.status in ('resolved', 'closed') then d.received_at + (stage - d.received_at) / 2 end,
  case when ended then stage end,
  case when accepted and d.i % 100 < 65 and d.status not in ('redirected', 'refused', 'withdrawn', 'merged') then d.received_at + interval '5 hours' end,
  stage,
  -- Of everything that an index of a few holds there are a few: an empty index costs the planner a page at every look.
  case when d.status = 'merged' then b.before end, case when d.i % 400 = 7 then b.before end,
  case when d.i % 400 = 11 then d.received_at + interval '1 hour' end,
  case when d.i % 400 = 13 and ended then stage end,
  case when d.i % 4000 = 5 and accepted and d.i % 100 < 65 then d.received_at + interval '5 hours' end,
  case when d.i % 20 = 0 or d.i % 4000 = 5 then 'chaoyang-park' end,
  case when d.received_at <= now() - interval '90 days' then true end
from drawn d, kinds k, places p, offices o, letters l,
  lateral (select
    d.status in ('refused', 'redirected', 'withdrawn', 'merged', 'closed') as ended,
    d.status not in ('submitted', 'needs_info', 'refused', 'redirected', 'withdrawn', 'merged') as accepted,
    d.status in ('dispatched', 'in_progress', 'objected', 'deferred', 'resolved', 'reopened', 'closed') as led,
    -- A number with eight digits to the base 31, far from that of the report before.
    (d.i::bigint * 450305987 + 7919) % 852891037441 as v,
    least(d.received_at + d.u_d * interval '30 days', now() - interval '1 minute') as stage
  ) s,
  lateral (select md5('report' || case d.i when 1 then 2 else d.i - 1 end)::uuid as before) b,
  -- What is due is due at the end of a day in Beijing.
  lateral (select
    private.public_moment(d.received_at + interval '40 days', 'rounded') as due,
    private.public_moment(stage + interval '18 days', 'rounded') as stage_due
  ) limits`;

const UNITS = `
insert into public.report_units (report_id, unit_code, part, since, until)
select r.id, r.lead_unit_code, 'lead'::public.unit_part, r.received_at, r.ended_at
from bench_new b join public.reports r on r.id = b.id and r.lead_unit_code is not null
union all
select r.id, a.code, 'assist', r.received_at, r.ended_at
from bench_new b join public.reports r on r.id = b.id and r.lead_unit_code is not null and r.ended_at is null and b.i % 8 = 0
cross join lateral (
  select u.code from public.units u where u.code <> r.lead_unit_code order by md5(u.code || b.i / 8 % 997)
  limit case when b.i % 24000 = 0 then 4 when b.i % 120 = 0 then 3 when b.i % 40 = 0 then 2 else 1 end
) a`;

const EVENTS = `
insert into public.report_events (report_id, party, move, from_status, to_status, public_text, public_lang, answer_kind, created_at)
select r.id, 'reporter'::public.report_party, 'submit', null::public.report_status, 'submitted'::public.report_status, null, null, null::public.answer_kind, r.received_at
from bench_new b join public.reports r on r.id = b.id
union all
select r.id, 'moderator', 'accept', 'submitted', 'accepted', null, null, null, r.accepted_at
from bench_new b join public.reports r on r.id = b.id and r.accepted_at is not null
union all
select r.id, 'handler', 'answer', 'in_progress', 'resolved', 'It was mended.', 'en', 'fixed', r.answered_at
from bench_new b join public.reports r on r.id = b.id and r.answered_at is not null`;

const PUBLISHED = `
insert into public.published_reports (
  report_id, category_code, group_code, subdistrict_code, lat, lng, precision, month, stage, public_text, public_lang,
  published_at, released_at, changed_at, aged
)
select r.id, r.category_code, c.group_code, r.subdistrict_code,
  case d.precision when 'exact' then r.lat when 'rounded' then private.public_point(r.lat, 0.0018) end,
  case d.precision when 'exact' then r.lng when 'rounded' then private.public_point(r.lng, 0.0023) end,
  d.precision, date_trunc('month', r.received_at at time zone 'Asia/Shanghai')::date,
  (case r.status when 'closed' then 'closed' when 'resolved' then 'answered' else 'open' end)::public.report_stage,
  d.public_text, d.public_lang, private.public_moment(r.published_at, d.precision),
  private.public_moment(d.released_at, d.precision), private.public_moment(greatest(r.published_at, r.ended_at), d.precision),
  case when r.status in ('closed', 'resolved') and greatest(r.published_at, r.ended_at) <= now() - interval '90 days' then true end
from bench_new b join public.reports r on r.id = b.id join public.report_releases d on d.report_id = r.id
join public.categories c on c.code = r.category_code
order by r.received_at`;

const FIGURES = `
truncate public.daily_figures;
insert into public.daily_figures (day, received, answered, ended, closed, solved)
select day, sum(received), sum(answered), sum(ended), sum(closed), sum(solved)
from (
  select (received_at at time zone 'Asia/Shanghai')::date as day, 1 as received, 0 as answered, 0 as ended, 0 as closed, 0 as solved from public.reports
  union all
  select (answered_at at time zone 'Asia/Shanghai')::date, 0, 1, 0, 0, 0 from public.reports where answered_at is not null
  union all
  select (ended_at at time zone 'Asia/Shanghai')::date, 0, 0, 1, (status = 'closed')::int, (outcome is not distinct from 'solved')::int
  from public.reports where ended_at is not null
) q
group by day
-- As they come in life.
order by day`;

/** An import of a hundred thousand builds its indexes once, at the end. Those that hold a rule (keys, uniqueness) stay. */
const TABLES = `'reports', 'published_reports', 'report_events', 'report_units', 'report_photos', 'notices', 'report_releases'`;
const SAVE_INDEXES = `
do $$
declare
  n text;
begin
  create temp table bench_indexes as
  select i.indexname, i.indexdef from pg_indexes i
  join pg_class c on c.relname = i.indexname and c.relnamespace = 'public'::regnamespace
  join pg_index x on x.indexrelid = c.oid
  where i.schemaname = 'public' and i.tablename in (${TABLES}) and not x.indisunique;
  for n in select indexname from bench_indexes loop
    execute format('drop index public.%I', n);
  end loop;
end
$$`;
const RESTORE_INDEXES = `
do $$
declare
  d text;
begin
  for d in select indexdef from bench_indexes loop
    execute d;
  end loop;
  drop table bench_indexes;
end
$$`;
