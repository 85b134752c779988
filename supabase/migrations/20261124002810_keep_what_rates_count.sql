-- A month of the rates may be counted again after a report was forgotten: what it counts stays, codes and a yes or no.

create or replace function private.forget_report(report_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  r public.reports;
begin
  perform private.forget_reporter(forget_report.report_id);
  perform private.forget_photos(forget_report.report_id);
  update public.callbacks c set words = null where c.report_id = forget_report.report_id and c.words is not null;
  -- That there was an appeal and how it ended is counted; what was said is not kept.
  update public.appeals a set words = '-', decision_public_text = case when a.decision_public_text is not null then '-' end
  where a.report_id = forget_report.report_id;
  update public.report_events e set
    public_text = null, public_text_translation = null, internal_text = null, email_text = null, before = null,
    -- Which unit it was given to, for how long, and whether anybody could be asked is what the rates are counted from.
    data = coalesce(
      (
        select jsonb_object_agg(d.key, d.value) from jsonb_each(e.data) d
        where d.key in ('lead', 'assists', 'limit_days', 'until', 'working_days', 'reachable', 'event_id')
      ),
      '{}'
    )
  where e.report_id = forget_report.report_id;
  delete from public.report_releases d where d.report_id = forget_report.report_id;
  update public.reports t set
    description = '', landmark = null, place = null, answers = '{}', lat = null, lng = null, happened_at = null,
    time_pattern = null, danger_answered = null, photos_declared = 0, publish = false, contact_ok = false,
    reporter_left_at = coalesce(t.reporter_left_at, moment), forgotten_at = moment, version = t.version + 1
  where t.id = forget_report.report_id
  returning * into r;
  perform private.keep_public_copy(r);
end
$$;
