import type { DemoTools } from '../../../src/lib/server/embedded/demo.ts';
import { live, type Life, type Rules } from './life.ts';
import type { Cast } from './play.ts';
import type { Scenario } from './scenario.ts';
import { workingDays } from './timeline.ts';

/** What the writer asks the database before it begins: the table of moves, the limits and the catalogue. */
async function rulesFor(sql: DemoTools['sql'], scenarios: Scenario[], now: Date): Promise<Rules> {
  const [row] = await sql(
    `select
       (select jsonb_object_agg(concat_ws(' ', m.move, m.from_status, m."by"), m.to_status) from public.report_moves m) as moves,
       (select jsonb_object_agg(concat_ws(' ', l.status, l.category_code), l.working_days) from public.stage_limits l) as limits,
       (select jsonb_agg(y.year) from public.calendar_years y where y.announced) as announced,
       (select jsonb_object_agg(c.code, c.precision) from public.categories c) as precision,
       (
         select jsonb_object_agg(w.category || ' ' || w.subdistrict, to_jsonb(d))
         from jsonb_to_recordset($1::jsonb) as w (category text, subdistrict text)
         cross join lateral private.resolve_dispatch(w.category, w.subdistrict) d
       ) as catalogue`,
    [[...new Map(scenarios.map((s) => [`${s.category} ${s.subdistrict}`, s])).values()]]
  );
  return {
    ...(row as unknown as Omit<Rules, keyof Awaited<ReturnType<typeof workingDays>> | 'now'>),
    ...(await workingDays(sql, now)),
    now: now.getTime()
  };
}

const insert = {
  reports: `insert into public.reports select r.* from jsonb_populate_recordset(null::public.reports, $1::jsonb) r`,
  contacts: `insert into public.report_contacts select c.* from jsonb_populate_recordset(null::public.report_contacts, $1::jsonb) c`,
  units: `insert into public.report_units (report_id, unit_code, part, since, until)
    select u.report_id, u.unit_code, u.part, u.since, u.until
    from jsonb_populate_recordset(null::public.report_units, $1::jsonb) u order by u.since`,
  events: `insert into public.report_events (
      report_id, party, actor_id, unit_code, move, from_status, to_status, public_text, public_lang, internal_text,
      answer_kind, data, before, created_at
    )
    select e.report_id, e.party, e.actor_id, e.unit_code, e.move, e.from_status, e.to_status, e.public_text, e.public_lang,
      e.internal_text, e.answer_kind, e.data, e.before, e.created_at
    from jsonb_populate_recordset(null::public.report_events, $1::jsonb) e order by e.created_at`,
  callbacks: `insert into public.callbacks (report_id, round, event_id, party, reached, solved, satisfied, words, created_at)
    select c.report_id, c.round, e.id, c.party, c.reached, c.solved, c.satisfied, c.words, c.created_at
    from jsonb_populate_recordset(null::public.callbacks, $1::jsonb) c
    join public.report_events e on e.report_id = c.report_id and e.created_at = c.created_at`,
  releases: `insert into public.report_releases (
      report_id, precision, public_text, public_lang, answers, landmark, answer_event_id, answer_text, answer_lang,
      released_at, released_by, hidden_at, hidden_by, hidden_reason
    )
    select d.report_id, d.precision, d.public_text, d.public_lang, d.answers, d.landmark,
      case when d.answer_text is not null then (
        select max(e.id) from public.report_events e where e.report_id = d.report_id and e.move = 'answer'
      ) end,
      d.answer_text, d.answer_lang, d.released_at, d.released_by, d.hidden_at, d.hidden_by, d.hidden_reason
    from jsonb_populate_recordset(null::public.report_releases, $1::jsonb) d`
};

/**
 * Writes scenarios that are over, or stand where they stand, a table at a time: in one second what would take the player
 * ten. What it leaves behind is what playing them would leave, notices apart; a test does both and compares.
 */
export async function write({ sql }: DemoTools, scenarios: Scenario[], cast: Cast, now: Date): Promise<void> {
  const rules = await rulesFor(sql, scenarios, now);
  const lives: Life[] = scenarios.map((scenario) => live(scenario, cast, rules));
  const all = <K extends 'units' | 'events' | 'callbacks'>(what: K) => lives.flatMap((life) => life[what]);
  await sql(insert.reports, [lives.map(({ report }) => report)]);
  await sql(insert.contacts, [lives.flatMap(({ contact }) => contact ?? [])]);
  await sql(insert.units, [all('units')]);
  await sql(insert.events, [all('events')]);
  await sql(insert.callbacks, [all('callbacks')]);
  await sql(insert.releases, [lives.flatMap(({ release }) => release ?? [])]);

  // Only now: an event keeps whether anybody could be asked. The clock deletes a contact ninety days after the end, at night.
  await sql(
    `delete from public.report_contacts c using public.reports r
     where r.id = c.report_id and r.ended_at <= $1::timestamptz - interval '90 days'`,
    [`${rules.past[0]}T00:05:00+08:00`]
  );

  // What follows from the cases, by the functions that follow every move.
  const ids = lives.map(({ report }) => report.id);
  await sql(
    `with cases as materialized (select r from public.reports r where r.id = any ($1::uuid[]) order by r.received_at),
     copied as materialized (select private.keep_public_copy(r) from cases)
     insert into public.daily_figures as d (day, received, answered, ended, closed, solved)
     select f.day, sum(f.received), sum(f.answered), sum(f.ended), sum(f.closed), sum(f.solved)
     from cases, lateral private.figures_of(r) f, (select count(*) from copied) c
     group by f.day
     on conflict (day) do update set
       received = d.received + excluded.received, answered = d.answered + excluded.answered,
       ended = d.ended + excluded.ended, closed = d.closed + excluded.closed, solved = d.solved + excluded.solved`,
    [ids]
  );
  // The rates of a whole year at once: the clock would take three months a night.
  await sql(
    `with due as (delete from private.rate_marks returning month)
     select private.count_rates(m.month) from (select distinct month from due) m`,
    []
  );
}
